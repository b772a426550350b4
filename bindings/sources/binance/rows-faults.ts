/**
 * Faults of row recordings: each has a counter by its name, and the line of the first one is said
 * in a note.
 *
 * Refused, because it cannot be (the row counts as a bad line):
 *   wrongSymbols          the row names another symbol than its own stream
 *   badSides              a side that is neither 0 nor 1
 *   badPrices, badSizes   not positive, or no number
 *   badTransactionTimes   no time of the file's day
 *   repeatedTrades        a trade id that came before; the row is passed over
 * Written as it came, because it may be true:
 *   badEventTimes         no time of the file's day; refused where it is the only time of the row
 *   outOfDayRows          received on another day than the rest of the file
 *   lateReceives          received more than a second after the event
 *   eventsAfterReceive    dated more than a millisecond after it was received
 *   mergeTimeMismatches   the merged file dates the row differently than the row itself
 *   wrongLastMarks        a message is marked as ended and goes on, or the other way round
 *   farPrices             a level ten times as high or as low as those before
 *   priceJumps            a trade more than 10 % away from those before
 *   sequenceGaps, tradeIdGaps   something is missing
 */
import type { SourceStats } from "../source.ts";

export type Fault =
  | "wrongSymbols"
  | "badSides"
  | "badPrices"
  | "badSizes"
  | "badEventTimes"
  | "badTransactionTimes"
  | "badReceiveTimes"
  | "outOfDayRows"
  | "lateReceives"
  | "eventsAfterReceive"
  | "mergeTimeMismatches"
  | "wrongLastMarks"
  | "farPrices"
  | "priceJumps";

export const FAULTS: readonly Fault[] = [
  "wrongSymbols",
  "badSides",
  "badPrices",
  "badSizes",
  "badEventTimes",
  "badTransactionTimes",
  "badReceiveTimes",
  "outOfDayRows",
  "lateReceives",
  "eventsAfterReceive",
  "mergeTimeMismatches",
  "wrongLastMarks",
  "farPrices",
  "priceJumps",
];

export class RowsFaults {
  readonly notes: string[] = [];
  readonly #stats: SourceStats;
  readonly #noted = new Set<string>();
  /** File that is read now. */
  path = "";

  constructor(stats: SourceStats) {
    this.#stats = stats;
    for (const name of FAULTS) stats[name] = 0;
  }

  found(name: Fault, line: number): void {
    this.#stats[name]++;
    this.note(name, line);
  }

  /** Says where the first one is of what is counted elsewhere. */
  note(name: string, line: number): void {
    if (this.#noted.has(name)) return;
    this.#noted.add(name);
    this.notes.push(`${name}: the first in "${this.path}" line ${line}`);
  }
}
