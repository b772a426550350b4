/** Imbalance of standing sizes. */
import { ImbalanceState } from "../core/layout.ts";
import { STAGED_VALUES } from "../core/series/memory.ts";
import { computeOnce } from "./calculator.ts";
import { Column, checkInputs, type Input, outputFor } from "./columns.ts";
import { FlowCalculator } from "./flow-window.ts";
import { checkNames, type SeriesOptions } from "./options.ts";

/** Columns of the sizes on both sides. */
export interface SizeColumns {
  /** Sizes at the best bid. */
  readonly bidSize: Input;
  /** Sizes at the best ask. */
  readonly askSize: Input;
}

abstract class SizeImbalance extends FlowCalculator {
  protected constructor(who: string, options: SeriesOptions) {
    super(who, options, ImbalanceState.bytes);
    this.record(ImbalanceState).set({ unknown: this.unknown });
    this.reset();
  }

  reset(): void {
    this.kernels.sizesResetAt(this.at);
  }
}

/**
 * (bid size - ask size) / (bid size + ask size) of the best quotes, in [-1, 1]; NaN where nothing
 * stands.
 *
 * Defaults: `nan: "skip"`.
 *
 * Source: M. D. Gould and J. Bonart, "Queue imbalance as a one-tick-ahead price predictor in a
 * limit order book", Market Microstructure and Liquidity 2(2), 2016.
 */
export class QueueImbalance extends SizeImbalance {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: SeriesOptions = {}) {
    checkNames("QueueImbalance", options, ["nan"]);
    super("QueueImbalance", options);
  }

  /** Takes the best sizes and answers their imbalance. */
  update(bidSize: number, askSize: number): number {
    if (this.isStrict && (bidSize - bidSize !== 0 || askSize - askSize !== 0)) {
      this.refuse(bidSize + askSize);
    }
    return this.kernels.sizesUpdateAt(this.at, bidSize, askSize);
  }

  /** Takes columns and answers each pair. */
  process({ bidSize, askSize }: SizeColumns, out?: Float64Array): Float64Array {
    return this.through([bidSize, askSize], [out], ([bids, asks], [to], count) =>
      this.kernels.sizesProcessAt(this.at, bids, asks, to, count),
    )[0];
  }

  /** The imbalance of each pair of columns. */
  static compute(sizes: SizeColumns, options?: SeriesOptions, out?: Float64Array): Float64Array {
    return computeOnce(new QueueImbalance(options), (made) => made.process(sizes, out));
  }
}

/** Options of DepthImbalance. */
export interface DepthOptions extends SeriesOptions {
  /** Best levels that count; default 10. */
  readonly levels?: number;
}

/** Columns of the sizes of each level, best first: one column a level and side. */
export interface DepthColumns {
  /** Sizes of bids: first the column of the best level. */
  readonly bidSizes: readonly Input[];
  /** Sizes of asks, likewise. */
  readonly askSizes: readonly Input[];
}

/**
 * (bid depth - ask depth) / (bid depth + ask depth) over the best levels, in [-1, 1]; NaN on an
 * empty book.
 *
 * Defaults: `levels: 10`, `nan: "skip"`.
 */
export class DepthImbalance extends SizeImbalance {
  readonly #levels: number;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: DepthOptions = {}) {
    checkNames("DepthImbalance", options, ["levels", "nan"]);
    const { levels = 10 } = options;
    if (!Number.isInteger(levels) || levels < 1) {
      throw new RangeError(
        `volume-imbalance/DepthImbalance: levels must be a whole number from 1, was ${levels}`,
      );
    }
    super("DepthImbalance", options);
    this.#levels = levels;
  }

  /** Takes the sizes of both sides, best first; a thinner side may have fewer than `levels`. */
  update(bidSizes: ArrayLike<number>, askSizes: ArrayLike<number>): number {
    const [bid, ask] = [depthOf(bidSizes, this.#levels), depthOf(askSizes, this.#levels)];
    if (this.isStrict && !Number.isFinite(bid + ask)) this.refuse(bid + ask);
    return this.kernels.sizesUpdateAt(this.at, bid, ask);
  }

  /** Takes a column for each level and side and answers each row. */
  process({ bidSizes, askSizes }: DepthColumns, out?: Float64Array): Float64Array {
    this.kernels.takenAt(this.at);
    const [bids, asks] = [bidSizes.slice(0, this.#levels), askSizes.slice(0, this.#levels)];
    const length = checkInputs(this.who, [...bids, ...asks]);
    const output = outputFor(this.who, out, length);
    if (this.isStrict) this.#refuseColumns([...bids, ...asks]);
    for (let from = 0; from < length; from += STAGED_VALUES) {
      const count = Math.min(STAGED_VALUES, length - from);
      const [bidAt, askAt, to] = [0, 1, 3].map((column) => this.memory.stagedAt(column));
      this.#sum(bids, bidAt, from, count);
      this.#sum(asks, askAt, from, count);
      this.kernels.sizesProcessAt(this.at, bidAt, askAt, to, count);
      output.set(this.memory.f64.subarray(to / 8, to / 8 + count), from);
    }
    return output;
  }

  /** The imbalance of each row of columns. */
  static compute(sizes: DepthColumns, options?: DepthOptions, out?: Float64Array): Float64Array {
    return computeOnce(new DepthImbalance(options), (made) => made.process(sizes, out));
  }

  /** Sums rows of columns into staged room. */
  #sum(columns: readonly Input[], target: number, from: number, count: number): void {
    const { memory } = this;
    const place = memory.stagedAt(2);
    memory.f64.fill(0, target / 8, target / 8 + count);
    for (const column of columns) {
      const values = column instanceof Column ? column.values : column;
      const { f64 } = memory;
      for (let row = 0; row < count; row++) f64[place / 8 + row] = values[from + row];
      this.kernels.sizesAddAt(target, place, count);
    }
  }

  #refuseColumns(columns: readonly Input[]): void {
    for (const column of columns) {
      const values = column instanceof Column ? column.values : column;
      for (let row = 0; row < values.length; row++) {
        if (!Number.isFinite(values[row])) this.refuse(values[row], row);
      }
    }
  }
}

function depthOf(sizes: ArrayLike<number>, levels: number): number {
  const end = Math.min(levels, sizes.length);
  let sum = 0;
  for (let level = 0; level < end; level++) sum += sizes[level];
  return sum;
}
