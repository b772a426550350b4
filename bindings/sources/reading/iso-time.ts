/**
 * Times written by ISO 8601, straight from bytes, in microseconds since the Unix epoch.
 *
 *   2024-08-09  2024-08-09T11:54  2024-08-09 11:54:29.221064336+02:00  2024-08-09T11:54:29Z
 *
 * Without a zone a time is UTC. Digits below a microsecond are dropped.
 */

const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const COMMA = 0x2c;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
const BLANK = 0x20;
const US_PER_SECOND = 1e6;
const US_PER_MINUTE = 60e6;
const FIRST_FRACTION_US = 100_000;

/** Lengths of `2024-08-09`, of it with `T11:54`, and with `:29` behind that. */
const DATE = 10;
const MINUTE = 16;
const SECOND = 19;

/** @returns NaN if bytes [from, to) are no such time */
export function isoTimeUs(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length < DATE || bytes[from + 4] !== MINUS || bytes[from + 7] !== MINUS) return NaN;
  const month = digits(bytes, from + 5, 2);
  const day = digits(bytes, from + 8, 2);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return NaN;
  const dayUs = dayUsOf(digits(bytes, from, 4), month, day);
  if (length === DATE) return dayUs;
  const between = bytes[from + DATE];
  if (length < MINUTE || (between !== LETTER_T && between !== BLANK)) return NaN;
  return dayUs + clockUs(bytes, from, to);
}

/** The day asked for last; times come by the million, days do not. */
let lastDay = -1;
let lastDayUs = NaN;

/** Midnight of a day in UTC; NaN if the year is no number. */
function dayUsOf(year: number, month: number, day: number): number {
  const wanted = (year * 16 + month) * 32 + day;
  if (wanted === lastDay) return lastDayUs;
  lastDay = wanted;
  lastDayUs = Date.UTC(year, month - 1, day) * 1e3;
  return lastDayUs;
}

/** What stands behind the date that begins at `from`: hour and minute, perhaps more. */
function clockUs(bytes: Uint8Array, from: number, to: number): number {
  const hour = digits(bytes, from + 11, 2);
  const minute = digits(bytes, from + 14, 2);
  if (bytes[from + 13] !== COLON || !(hour <= 24 && minute <= 59)) return NaN;
  const minuteUs = (hour * 60 + minute) * US_PER_MINUTE;
  const hasSecond = to - from >= SECOND && bytes[from + MINUTE] === COLON;
  if (!hasSecond) return minuteUs - zoneUs(bytes, from + MINUTE, to);
  const second = digits(bytes, from + MINUTE + 1, 2);
  if (!(second <= 60)) return NaN;
  let pos = from + SECOND;
  let us = second * US_PER_SECOND;
  if (pos < to && (bytes[pos] === POINT || bytes[pos] === COMMA)) {
    pos++;
    for (let unit = FIRST_FRACTION_US; pos < to && (bytes[pos] - 0x30) >>> 0 < 10; pos++) {
      us += (bytes[pos] - 0x30) * unit;
      unit = Math.trunc(unit / 10);
    }
  }
  return minuteUs + us - zoneUs(bytes, pos, to);
}

/** How far the clock is ahead of UTC by the zone in [from, to); NaN if that is no zone. */
function zoneUs(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length === 0 || (length === 1 && bytes[from] === LETTER_Z)) return 0;
  const sign = bytes[from] === PLUS ? 1 : bytes[from] === MINUS ? -1 : NaN;
  const hours = length >= 3 ? digits(bytes, from + 1, 2) : NaN;
  const minutesAt = bytes[from + 3] === COLON ? from + 4 : from + 3;
  const minutes = length === 3 ? 0 : digits(bytes, minutesAt, 2);
  const isWhole = length === 3 || minutesAt + 2 === to;
  return isWhole ? sign * (hours * 60 + minutes) * US_PER_MINUTE : NaN;
}

/** Exactly `count` digits, or NaN. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = bytes[at] - 0x30;
    if (digit >>> 0 > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Longer texts are no times: bytes of a text that is read. */
const text = new Uint8Array(64);
const encoder = new TextEncoder();

/** The same of a text. */
export function isoTextUs(words: string): number {
  const trimmed = words.trim();
  const { read, written } = encoder.encodeInto(trimmed, text);
  return read === trimmed.length ? isoTimeUs(text, 0, written) : NaN;
}
