/**
 * The day of a file of US stocks and the symbol in it: neither stands in a column, both in the
 * name of the file or of its entry in an archive (`20131007_bac_Trade_Tick.csv`).
 *
 * Times in the rows count from midnight in New York, so a file's first microsecond depends on
 * daylight saving; it is asked for once per file.
 */
import { NO_FACTS } from "../reading/facts.ts";
import type { SymbolsMet } from "../reading/symbol-choice.ts";
import type { InstrumentFacts, SourceStats } from "../source.ts";

const MINUTE_US = 60e6;
const DAY_MS = 86_400e3;
/** Hour of UTC at which it is about noon in New York. */
const NOON_UTC = 17;
/** From a dollar on stocks are quoted in cents, below in hundredths of a cent (rule 612). */
const CENT = 0.01;
const SUB_CENT = 0.0001;
/** Prices are printed as integers in this unit. */
export const PRICE_UNIT = 10_000;

const DATE = /(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/g;
const SYMBOLS = [
  /\d{8}_([a-z][a-z0-9.]*)_(?:trade|quote)_tick/i,
  /(?:^|[/\\])([a-z][a-z0-9.]*)_\d{8}_(?:nbbo|trades?|quotes?)/i,
  /([a-z][a-z0-9.]*)[/\\]\d{8}_(?:trade|quote)\b/i,
];

const CLOCK = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/** Minutes by which New York is ahead of UTC at a time; negative. */
export function newYorkOffset(utcMs: number): number {
  const parts = Object.fromEntries(
    CLOCK.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute } = parts;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - utcMs) / 60e3);
}

/** The last date in a path, as `20131007`; "" if there is none. */
export function dateInName(path: string): string {
  return path.match(DATE)?.at(-1) ?? "";
}

/** The symbol in a path, in capitals; "" if there is none. */
export function symbolInName(path: string): string {
  for (const pattern of SYMBOLS) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined) return name.toUpperCase();
  }
  return "";
}

export class TradingDay {
  readonly notes: string[] = [];
  /** The file is of another symbol than the one that is read. */
  isOther = false;
  readonly #stats: SourceStats;
  readonly #others = new Set<string>();
  #symbol: string;
  #midnightUs = 0;
  #offset = NaN;
  #tickSize = NaN;
  #lastUs = 0;

  /** @param asked the symbol the user names, if any */
  constructor(asked: string | undefined, stats: SourceStats) {
    this.#symbol = asked?.toUpperCase() ?? "";
    this.#stats = stats;
    stats.otherSymbolLines = 0;
    stats.reversals = 0;
  }

  get facts(): InstrumentFacts {
    return {
      ...NO_FACTS,
      symbol: this.#symbol,
      tickSize: this.#tickSize,
      lotSize: 1,
      session: { open: "09:30", close: "16:00", utcOffsetMinutes: this.#offset },
    };
  }

  /** What was met of several symbols. */
  get symbols(): SymbolsMet {
    const others = [...this.#others];
    return { isMet: !this.isOther, others, otherCount: others.length };
  }

  /** Meets the next file. */
  meet(path: string): void {
    const date = dateInName(path);
    if (date === "") {
      this.notes.push(
        `"${path}" names no date (20131007_...): its times count from midnight of 1970-01-01`,
      );
    }
    const utcMs = date === "" ? 0 : dayMs(date);
    const offset = newYorkOffset(utcMs + NOON_UTC * 3600e3);
    if (Number.isNaN(this.#offset)) this.#offset = offset;
    else if (offset !== this.#offset) {
      this.notes.push(`daylight saving changed before "${path}"; the session's hours did not`);
    }
    this.#midnightUs = utcMs * 1000 - offset * MINUTE_US;
    const symbol = symbolInName(path);
    if (this.#symbol === "") this.#symbol = symbol;
    this.isOther = symbol !== "" && symbol !== this.#symbol;
    if (this.isOther) {
      this.#others.add(symbol);
      this.notes.push(`"${path}" is of ${symbol}; only ${this.#symbol} was read (--symbol)`);
    }
  }

  /** Sees a price, in dollars. */
  showPrice(price: number): void {
    if (Number.isNaN(this.#tickSize)) this.#tickSize = price >= 1 ? CENT : SUB_CENT;
  }

  /** Microseconds since the epoch of milliseconds since midnight; NaN if they are of no day. */
  timeUs(ms: number): number {
    if (!(ms >= 0) || ms >= DAY_MS) return NaN;
    return this.#midnightUs + Math.round(ms * 1000);
  }

  /** Counts times that go back. */
  follow(timeUs: number): void {
    if (timeUs < this.#lastUs) this.#stats.reversals++;
    this.#lastUs = timeUs;
  }
}

function dayMs(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)));
}
