/**
 * Equal before fast: contestants are timed only after their answers agree.
 */
import * as abi from "../assembly/abi.ts";
import type { TickBatch } from "../bindings/core/tick-batch.ts";
import type { Columns } from "./contestants/bench20.ts";
import { BLOCK, type BookUnderTest } from "./contestants/book-top10.ts";

/** Largest difference allowed, relative to the larger value or to 1, whichever is larger. */
export const TOLERANCE = 1e-9;
/** Columns that agree to the bit between implementations that count in whole ticks and lots. */
const EXACT = ["bid", "ask", "spreadTicks", "queueImbalance", "ofi"];
const WORDS = abi.TICK_BYTES / 4;
/** How ladders move their windows is their own affair. */
const FLAGS_COMPARED = ~abi.FLAG_WINDOW_MOVED;

export interface Agreement {
  readonly rows: number;
  readonly columns: number;
  readonly worst: number;
  readonly worstColumn: string;
  /** Answers that are off by more than rounding explains: reported, and timed all the same. */
  readonly isWrong?: boolean;
}

function difference(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.POSITIVE_INFINITY;
  return Math.abs(a - b) / Math.max(1, Math.abs(a), Math.abs(b));
}

function worstOf(
  column: string,
  expected: ArrayLike<number>,
  found: ArrayLike<number>,
  tolerance: number,
): number {
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const apart = difference(expected[i], found[i]);
    if (apart > tolerance) {
      throw new Error(
        `volume-imbalance/bench: ${column} differs in row ${i}: expected ${expected[i]}, ` +
          `found ${found[i]} (${apart.toExponential(1)} apart, ${tolerance} allowed)`,
      );
    }
    if (apart > worst) worst = apart;
  }
  return worst;
}

/**
 * Compares the columns that both have, the times, and the flags where both keep them.
 * @param allowed largest difference, relative to the larger value or to 1
 * @throws {Error} naming the first row that differs
 */
export function compareColumns(expected: Columns, found: Columns, allowed = TOLERANCE): Agreement {
  if (expected.rows !== found.rows) {
    throw new Error(`volume-imbalance/bench: expected ${expected.rows} rows, found ${found.rows}`);
  }
  worstOf("time", expected.time, found.time, 0);
  const isExact = expected.flags !== null && found.flags !== null;
  let worst = 0;
  let worstColumn = "";
  for (const [name, values] of found.values) {
    const reference = expected.values.get(name);
    if (reference === undefined) continue;
    const tolerance = isExact && EXACT.includes(name) ? 0 : allowed;
    const apart = worstOf(name, reference, values, tolerance);
    if (apart <= worst) continue;
    worst = apart;
    worstColumn = name;
  }
  // Flags also say which columns are unknown, so they are only alike over the same columns.
  if (found.values.size === expected.values.size) compareFlags(expected.flags, found.flags);
  return { rows: found.rows, columns: found.values.size, worst, worstColumn };
}

function compareFlags(expected: Uint32Array | null, found: Uint32Array | null): void {
  if (expected === null || found === null) return;
  const compared = (flags: Uint32Array) => flags.map((bits) => bits & FLAGS_COMPARED);
  worstOf("flags", compared(expected), compared(found), 0);
}

/** What a book answers after every level, bids and asks in turn. */
function historyOf(book: BookUnderTest, count: number): Float64Array {
  const history = new Float64Array(2 * count);
  book.reset();
  for (let from = 0; from < count; from += BLOCK) {
    const length = Math.min(BLOCK, count - from);
    book.apply(from, from + length);
    for (let i = 0; i < 2 * length; i++) history[2 * from + i] = book.depths[i] / book.perUnit;
  }
  return history;
}

/**
 * Compares what two books answer after every level.
 * @throws {Error} naming the first answer that differs, two a level
 */
export function compareBooks(
  expected: BookUnderTest,
  found: BookUnderTest,
  count: number,
): Agreement {
  const reference = historyOf(expected, count);
  const worst = worstOf("depth", reference, historyOf(found, count), TOLERANCE);
  return { rows: count, columns: 2, worst, worstColumn: worst > 0 ? "depth" : "" };
}

function recordText(ticks: TickBatch, index: number): string {
  const numbers = [ticks.timeAt(index), ticks.priceAt(index), ticks.sizeAt(index)];
  return [...numbers, `flags ${ticks.flagsAt(index)}`].join(" ");
}

/**
 * Compares what was read, bit for bit: time, price, size, kind and side of every record.
 * @throws {Error} naming the first record that differs
 */
export function compareRecords(expected: TickBatch, found: TickBatch): Agreement {
  const rows = expected.length;
  if (rows !== found.length) {
    throw new Error(`volume-imbalance/bench: expected ${rows} records, found ${found.length}`);
  }
  const words = ({ place }: TickBatch) =>
    new Uint32Array(place.buffer, place.byteOffset, rows * WORDS);
  const found32 = words(found);
  const at = words(expected).findIndex((word, index) => word !== found32[index]);
  if (at >= 0) {
    const index = Math.floor(at / WORDS);
    throw new Error(
      `volume-imbalance/bench: record ${index} differs: expected ${recordText(expected, index)}, ` +
        `found ${recordText(found, index)}`,
    );
  }
  return { rows, columns: 4, worst: 0, worstColumn: "" };
}
