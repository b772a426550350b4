/**
 * Times in the cells of Databento's CSV.
 *
 * A time is a whole number of nanoseconds since the epoch, or ISO 8601 in UTC; the largest
 * unsigned integer of 64 bits says that there is none. Ticks count in microseconds; the digits
 * below them only tell events apart.
 *
 * Source: databento.com/docs, "Common fields, enums and types".
 */
import type { Cells } from "../reading/cells.ts";

/** From here on a number stands for "no time": 2^64 * 1e-3 less 2 %. */
const NO_TIME_US = 1.8e16;
const MINUS = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
const BLANK = 0x20;
/** Length of `2024-10-21T11:54:29`. */
const SECONDS_LENGTH = 19;
const US_DIGITS = 6;
const NS_DIGITS = 3;
const UTC = new TextEncoder().encode("+00:00");

/** The time of a cell in microseconds; NaN if it holds none. */
export function timeOf(cells: Cells, cell: number): number {
  if (cells.isEmpty(cell)) return NaN;
  const us = cells.nanosecondsAsUs(cell);
  if (!Number.isNaN(us)) return us >= NO_TIME_US ? NaN : us;
  return isoAsUs(cells.bytes, cells.from[cell], cells.to[cell]);
}

/** The digits of a time below its microseconds, 0 to 999. */
export function nanosecondsOf(cells: Cells, cell: number): number {
  const { bytes } = cells;
  const from = cells.from[cell];
  const to = cells.to[cell];
  const isIso = to - from >= SECONDS_LENGTH && bytes[from + 4] === MINUS;
  let pos = isIso ? from + SECONDS_LENGTH + 1 + US_DIGITS : to - NS_DIGITS;
  if (pos < from) return 0;
  let value = 0;
  for (let place = 100; place >= 1 && pos < to; place /= 10) {
    const digit = bytes[pos++] - 0x30;
    if (digit >>> 0 > 9) break;
    value += digit * place;
  }
  return value;
}

/** `2024-10-21T11:54:29.221064336Z`; a blank for the T, `+00:00` or nothing for the Z will do. */
function isoAsUs(bytes: Uint8Array, from: number, to: number): number {
  if (to - from < SECONDS_LENGTH) return NaN;
  const isShaped =
    bytes[from + 4] === MINUS &&
    bytes[from + 7] === MINUS &&
    (bytes[from + 10] === LETTER_T || bytes[from + 10] === BLANK) &&
    bytes[from + 13] === COLON &&
    bytes[from + 16] === COLON;
  const month = digits(bytes, from + 5, 2);
  const day = digits(bytes, from + 8, 2);
  const hour = digits(bytes, from + 11, 2);
  const minute = digits(bytes, from + 14, 2);
  const second = digits(bytes, from + 17, 2);
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  const isTime = hour <= 23 && minute <= 59 && second <= 60;
  if (!isShaped || !isDate || !isTime) return NaN;
  const ms = Date.UTC(digits(bytes, from, 4), month - 1, day, hour, minute, second);
  return ms * 1e3 + fractionAsUs(bytes, from + SECONDS_LENGTH, to);
}

/** What stands behind the seconds: perhaps a fraction, perhaps a zone. */
function fractionAsUs(bytes: Uint8Array, from: number, to: number): number {
  let pos = from;
  let us = 0;
  if (pos < to && bytes[pos] === POINT) {
    pos++;
    let place = 10 ** (US_DIGITS - 1);
    while (pos < to && (bytes[pos] - 0x30) >>> 0 < 10) {
      if (place >= 1) us += (bytes[pos] - 0x30) * place;
      place /= 10;
      pos++;
    }
  }
  const rest = to - pos;
  if (rest === 0 || (rest === 1 && bytes[pos] === LETTER_Z)) return us;
  return rest === UTC.length && UTC.every((byte, at) => bytes[pos + at] === byte) ? us : NaN;
}

function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = bytes[at] - 0x30;
    if (digit >>> 0 > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
