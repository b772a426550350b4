/**
 * Copies ticks that lie outside of linear memory to where the core can read them.
 */
import { type CoreMemory, STAGED_TICKS } from "./core-memory.ts";
import type { RefusedTick } from "./refusal.ts";
import type { TickBatch } from "./tick-batch.ts";

/** Ticks by column; all arrays at least `count` long, of one instrument. */
export interface TickColumns {
  /** Microseconds since the Unix epoch. */
  readonly time: Float64Array;
  /** As quoted; what it means depends on the kind of the tick. */
  readonly price: Float64Array;
  /** In units of size. */
  readonly size: Float64Array;
  /** Kind, side and last-of-message bits (`Tick`). */
  readonly flags: Uint32Array;
}

/** Where the columns begin behind the address of the staging room. */
export const PRICES_OFFSET = STAGED_TICKS * 8;
export const SIZES_OFFSET = STAGED_TICKS * 16;
export const FLAGS_OFFSET = STAGED_TICKS * 24;

/** @throws {TypeError | RangeError} if the columns cannot hold `count` ticks */
export function checkColumns(columns: TickColumns, count: number): void {
  const { time, price, size, flags } = columns;
  const areFloats = [time, price, size].every((column) => column instanceof Float64Array);
  if (!areFloats || !(flags instanceof Uint32Array)) {
    throw new TypeError(`${AT} time, price, size must be Float64Array and flags Uint32Array`);
  }
  const shortest = Math.min(time.length, price.length, size.length, flags.length);
  if (!Number.isInteger(count) || count < 0 || count > shortest) {
    throw new RangeError(
      `${AT} count must be an integer from 0 to the shortest column (${shortest}), was ${count}`,
    );
  }
}

const AT = "volume-imbalance/engine.pushColumns:";

/** Copies ticks [from, end) of columns. */
export function stageColumns(
  memory: CoreMemory,
  columns: TickColumns,
  from: number,
  end: number,
): void {
  const at = memory.stagingAt;
  const { f64, u32 } = memory;
  f64.set(columns.time.subarray(from, end), at >> 3);
  f64.set(columns.price.subarray(from, end), (at + PRICES_OFFSET) >> 3);
  f64.set(columns.size.subarray(from, end), (at + SIZES_OFFSET) >> 3);
  u32.set(columns.flags.subarray(from, end), (at + FLAGS_OFFSET) >> 2);
}

/** Copies ticks [from, end) of a batch. */
export function stageRecords(
  memory: CoreMemory,
  batch: TickBatch,
  from: number,
  end: number,
): void {
  batch.copyTo(memory.u32, memory.stagingAt >> 2, from, end);
}

/** Tick `index` of a batch, for an error. */
export function tickOfBatch(batch: TickBatch, index: number): RefusedTick {
  return {
    index,
    timeUs: batch.timeAt(index),
    price: batch.priceAt(index),
    size: batch.sizeAt(index),
    flags: batch.flagsAt(index),
  };
}

/** Tick `index` of columns, for an error. */
export function tickOfColumns(columns: TickColumns, index: number): RefusedTick {
  const { time, price, size, flags } = columns;
  return {
    index,
    timeUs: time[index],
    price: price[index],
    size: size[index],
    flags: flags[index],
  };
}
