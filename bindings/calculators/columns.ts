/**
 * Columns of numbers on their way through a kernel: what lies in linear memory is read and written
 * where it lies, everything else passes through the staging area by pieces.
 */
import {
  type SeriesMemory,
  STAGED_COLUMNS,
  STAGED_VALUES,
  seriesMemory,
} from "../core/series/memory.ts";

/** One call of a kernel: addresses of its inputs and outputs, and how many values. */
export type KernelCall = (from: readonly number[], to: readonly number[], count: number) => void;

/** Room for a column in the memory of the calculators: they read and write it without a copy. */
export class Column {
  /** Number of values. */
  readonly length: number;
  readonly #memory: SeriesMemory;
  #at: number;

  /**
   * @param length number of values
   * @throws {RangeError} if they do not fit in memory
   */
  constructor(length: number) {
    if (!Number.isInteger(length) || length < 0) {
      throw new RangeError(
        `volume-imbalance/Column: length must be a whole number from 0, was ${length}`,
      );
    }
    this.length = length;
    this.#memory = seriesMemory();
    this.#at = this.#memory.take(length * 8);
    forgottenColumns.register(this, { memory: this.#memory, at: this.#at }, this);
  }

  /**
   * The values; valid until the next calculator or column is made or a window by time needs room,
   * so ask again for each use.
   */
  get values(): Float64Array {
    if (this.#at < 0) throw new RangeError("volume-imbalance/Column: the column is disposed");
    return new Float64Array(this.#memory.memory.buffer, this.#at, this.length);
  }

  /** Gives the memory back. */
  dispose(): void {
    if (this.#at < 0) return;
    forgottenColumns.unregister(this);
    this.#memory.give(this.#at);
    this.#at = -1;
  }

  /** What `using` calls: the same as `dispose`. */
  [Symbol.dispose](): void {
    this.dispose();
  }
}

const forgottenColumns = new FinalizationRegistry<{ memory: SeriesMemory; at: number }>(
  ({ memory, at }) => memory.give(at),
);

/** Columns that a calculator takes: an array of numbers, or a column in linear memory. */
export type Input = ArrayLike<number> | Column;

/** @throws {TypeError | RangeError} if a column is no array of numbers, or of another length */
export function checkInputs(who: string, inputs: readonly Input[]): number {
  const [first] = inputs;
  for (const input of inputs) {
    if (typeof input !== "object" || input === null || !Number.isInteger(input.length)) {
      throw new TypeError(
        `volume-imbalance/${who}: a column must be an array of numbers, was ${typeof input}`,
      );
    }
    if (input.length !== first.length) {
      throw new RangeError(
        `volume-imbalance/${who}: columns must be of equal length, were ${first.length} and ` +
          `${input.length}`,
      );
    }
  }
  return first.length;
}

/** The output to write to: the one given, if it is long enough, or a new one. */
export function outputFor(
  who: string,
  out: Float64Array | undefined,
  length: number,
): Float64Array {
  if (out === undefined) return new Float64Array(length);
  if (!(out instanceof Float64Array)) {
    throw new TypeError(`volume-imbalance/${who}: out must be a Float64Array, was ${typeof out}`);
  }
  if (out.length >= length) return out;
  throw new RangeError(
    `volume-imbalance/${who}: out holds ${out.length} values, ${length} are needed`,
  );
}

/** Runs `call` over columns of equal length, in one go where all of them lie in linear memory. */
export function throughKernel(
  memory: SeriesMemory,
  inputs: readonly Input[],
  outputs: readonly Float64Array[],
  call: KernelCall,
): void {
  if (inputs.length + outputs.length > STAGED_COLUMNS) {
    throw new Error(`Invariant: ${STAGED_COLUMNS} columns at most`);
  }
  const length = inputs[0].length;
  const sources = inputs.map(toFloats);
  // read once: a call may let the memory grow, which detaches its views
  const { buffer } = memory.memory;
  const columns = [...sources, ...outputs];
  const places: number[] = [];
  let isInPlace = true;
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index];
    places[index] = column.buffer === buffer ? column.byteOffset : -1;
    if (places[index] < 0) isInPlace = false;
  }
  const step = isInPlace ? Math.max(length, 1) : STAGED_VALUES;
  for (let from = 0; from < length; from += step) {
    const count = Math.min(step, length - from);
    const addresses: number[] = [];
    const targets: number[] = [];
    for (let index = 0; index < columns.length; index++) {
      const isStaged = places[index] < 0;
      const at = isStaged ? memory.stagedAt(index) : places[index] + from * 8;
      if (index >= sources.length) {
        targets.push(at);
        continue;
      }
      addresses.push(at);
      if (isStaged) copyColumn(sources[index], from, memory.f64, at / 8, count);
    }
    call(addresses, targets, count);
    for (let index = 0; index < outputs.length; index++) {
      if (places[sources.length + index] >= 0) continue;
      copyColumn(memory.f64, targets[index] / 8, outputs[index], from, count);
    }
  }
}

/** Columns up to this long are copied value by value: making a view takes longer. */
const SHORT_COLUMN = 128;

function copyColumn(
  source: Float64Array,
  from: number,
  target: Float64Array,
  to: number,
  count: number,
): void {
  if (count > SHORT_COLUMN) {
    target.set(source.subarray(from, from + count), to);
    return;
  }
  for (let index = 0; index < count; index++) target[to + index] = source[from + index];
}

function toFloats(input: Input): Float64Array {
  if (input instanceof Column) return input.values;
  return input instanceof Float64Array ? input : Float64Array.from(input);
}
