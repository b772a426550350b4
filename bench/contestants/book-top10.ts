/**
 * The book alone: apply one level, read the sizes of the best ten levels of both sides, after every
 * single level. What a contestant owes.
 */
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import type { PipelineOptions } from "./bench20.ts";

/** Answers are kept for this many levels, then overwritten: they stay in the cache. */
export const BLOCK = 4096;
/** Levels a side whose sizes are added up. */
export const TOP = 10;

export interface BookUnderTest {
  /** Sums of the best ten after each level of the last `apply`: bids, asks, bids, asks ... */
  readonly depths: Float64Array;
  /** What a sum is to be divided by to be in quoted size units. */
  readonly perUnit: number;
  /** An empty book, outside the timing. */
  reset(): void;
  /** Applies levels `[from, to)`, at most BLOCK, and answers after each. */
  apply(from: number, to: number): void;
}

export type BookFactory = (
  levels: TickBatch,
  options: PipelineOptions,
) => BookUnderTest | Promise<BookUnderTest>;

/** Only the level sets of `ticks`, from the first snapshot on. */
export function levelsOf(ticks: TickBatch): TickBatch {
  const levels = new TickBatch(ticks.length);
  let hasBegun = false;
  for (let i = 0; i < ticks.length; i++) {
    const flags = ticks.flagsAt(i);
    const kind = flags & abi.KIND_MASK;
    if (kind === abi.KIND_CLEAR && hasBegun) break;
    if (kind === abi.KIND_CLEAR) hasBegun = true;
    if (!hasBegun || kind !== abi.KIND_LEVEL_SET) continue;
    levels.append(ticks.timeAt(i), ticks.priceAt(i), ticks.sizeAt(i), flags);
  }
  return levels;
}

/** Applies all levels, a block at a time. */
export function applyAll(book: BookUnderTest, count: number): void {
  for (let from = 0; from < count; from += BLOCK) book.apply(from, Math.min(count, from + BLOCK));
}
