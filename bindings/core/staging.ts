/**
 * Copies ticks that lie outside of linear memory to where the core can read them.
 */
import * as abi from "../../assembly/abi.ts";
import type { CoreMemory } from "./core-memory.ts";
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

/** Writes ticks [from, end) of columns as records, of which the core takes runs a short way. */
export function stageColumns(
  memory: CoreMemory,
  columns: TickColumns,
  instrument: number,
  from: number,
  end: number,
): void {
  const { f64, u32 } = memory;
  const { time, price, size, flags } = columns;
  let at = memory.stagingAt;
  for (let index = from; index < end; index++) {
    f64[(at + abi.TICK_TIME) >>> 3] = time[index];
    f64[(at + abi.TICK_PRICE) >>> 3] = price[index];
    f64[(at + abi.TICK_SIZE) >>> 3] = size[index];
    u32[(at + abi.TICK_FLAGS) >>> 2] = flags[index];
    u32[(at + abi.TICK_INSTRUMENT) >>> 2] = instrument;
    at += abi.TICK_BYTES;
  }
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
