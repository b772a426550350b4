/**
 * What the name of a LOBSTER file says: `AMZN_2012-06-21_34200000_57600000_message_1.csv`.
 *
 * The rows themselves hold neither the day nor the instrument. Times are seconds after midnight in
 * New York, whose distance from UTC is asked once for each file.
 */
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const US_PER_MINUTE = 60e6;
/** Noon UTC is morning in New York: when clocks change, they have changed by then. */
const NOON_MS = 12 * 3600e3;
/** From this day on NASDAQ calls every hidden order a buy order. */
const HIDDEN_SIDES_END_MS = Date.UTC(2014, 6, 14);

export interface NamedDay {
  /** "" if the name does not begin with one and a date. */
  readonly symbol: string;
  readonly hasDate: boolean;
  /** Midnight in New York, microseconds since the epoch; 0 without a date. */
  readonly midnightUs: number;
  /** New York minus UTC; 0 without a date, so that a session still lies where it should. */
  readonly utcOffsetMinutes: number;
  /** Whether the direction of a hidden execution means anything. */
  readonly hasHiddenSides: boolean;
}

/** Day and symbol of a file; a name without them is no error. */
export function namedDay(path: string): NamedDay {
  const name = basename(path);
  const [, symbol = ""] = /^([^_]+)_\d{4}-\d{2}-\d{2}_/.exec(name) ?? [];
  const dayMs = Date.parse(`${/\d{4}-\d{2}-\d{2}/.exec(name)?.[0]}T00:00Z`);
  if (Number.isNaN(dayMs)) {
    return { symbol, hasDate: false, midnightUs: 0, utcOffsetMinutes: 0, hasHiddenSides: true };
  }
  const utcOffsetMinutes = newYorkOffset(dayMs + NOON_MS);
  return {
    symbol,
    hasDate: true,
    midnightUs: dayMs * 1e3 - utcOffsetMinutes * US_PER_MINUTE,
    utcOffsetMinutes,
    hasHiddenSides: dayMs < HIDDEN_SIDES_END_MS,
  };
}

/** New York minus UTC at a time, in minutes. */
function newYorkOffset(timeMs: number): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/New_York",
    hourCycle: "h23",
    hour: "numeric",
    minute: "numeric",
  });
  const parts = format.formatToParts(timeMs);
  const numberOf = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const utc = new Date(timeMs);
  const localMinutes = numberOf("hour") * 60 + numberOf("minute");
  return localMinutes - (utc.getUTCHours() * 60 + utc.getUTCMinutes());
}

/** The order book file that lies beside a message file, packed or not; undefined if none does. */
export function orderBookBeside(path: string): string | undefined {
  const name = basename(path);
  const twin = name.replace("_message_", "_orderbook_");
  if (twin === name) return undefined;
  const other = twin.endsWith(".gz") ? twin.slice(0, -3) : `${twin}.gz`;
  return [twin, other].map((file) => join(dirname(path), file)).find((file) => existsSync(file));
}
