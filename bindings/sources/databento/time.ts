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
import { isoTimeUs } from "../reading/iso-time.ts";

/** From here on a number stands for "no time": 2^64 * 1e-3 less 2 %. */
const NO_TIME_US = 1.8e16;
const MINUS = 0x2d;
/** Length of `2024-10-21T11:54:29`. */
const SECONDS_LENGTH = 19;
const US_DIGITS = 6;
const NS_DIGITS = 3;

/** The time of a cell in microseconds; NaN if it holds none. */
export function timeOf(cells: Cells, cell: number): number {
  if (cells.isEmpty(cell)) return NaN;
  const us = cells.nanosecondsAsUs(cell);
  if (!Number.isNaN(us)) return us >= NO_TIME_US ? NaN : us;
  return isoTimeUs(cells.bytes, cells.from[cell], cells.to[cell]);
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
