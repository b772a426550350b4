/** Several quantiles of one window. */
import { QuantileColumn } from "../core/layout.ts";
import { RecordView } from "../core/record.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import type { WindowOptions } from "./options.ts";
import { OrderStatistic } from "./order-series.ts";
import { checkShare } from "./rolling-quantile.ts";
import { checkTime, checkTimes, isColumn } from "./times.ts";

const WHO = "RollingQuantiles";
/** Columns that pass at a time, less the values and their times. */
const MOST = 6;

/** Options of RollingQuantiles. */
export interface QuantilesOptions extends WindowOptions {
  /** Shares of the values below each quantile, from 0 to 1; one to six of them. */
  readonly q: readonly number[];
}

/** Where the answers go, in the order of the shares; a new array for each that is missing. */
export type QuantileOuts = readonly (Float64Array | undefined)[];

/** @throws {TypeError | RangeError} if there are none, too many, or one is not from 0 to 1 */
function checkShares(q: readonly number[]): readonly number[] {
  if (!Array.isArray(q) || q.length === 0 || q.length > MOST) {
    throw new TypeError(
      `volume-imbalance/${WHO}: q must be an array of one to ${MOST} shares, was ${q}`,
    );
  }
  return q.map((share) => checkShare(WHO, share));
}

/**
 * Quantiles of the last values, or of those of a span of time, in the unit of the series: each as
 * RollingQuantile answers it, from one window that is kept in order once. `update` answers the
 * first of them, `quantile` any other; a column is answered by one for each. Three in columns cost
 * 0.38, 0.40 and 0.28 of three calculators, for windows of 20, 256 and 4,096 values.
 *
 * Defaults: `warmup: "nan"`, `nan: "skip"`; `window` and `q` must be given.
 *
 * Source: as RollingQuantile.
 */
export class RollingQuantiles extends OrderStatistic {
  readonly #shares: readonly number[];

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: QuantilesOptions) {
    super(WHO, options, ["q"], () => ({ q: checkShares(options.q)[0] }));
    this.#shares = [...options.q];
  }

  /**
   * Any quantile of the values that are in the window now, NaN without any.
   * @throws {RangeError} if `q` is not from 0 to 1
   */
  quantile(q: number): number {
    return this.kernels.orderQuantileAt(this.at, checkShare(WHO, q));
  }

  /** Takes a value, by time with its time, and answers the first quantile. */
  update(x: number, timeUs?: number): number {
    if (this.isStrict && x - x !== 0) this.refuse(x);
    if (!this.isTimed) return this.kernels.quantileUpdateAt(this.at, x);
    const time = checkTime(this.who, timeUs);
    this.needPlace();
    return this.kernels.quantileUpdateTimedAt(this.at, x, time);
  }

  /** Takes a column, by time with its times, and answers a column for each quantile. */
  process(input: Input, outs?: QuantileOuts): Float64Array[];
  process(input: Input, timesUs: Input, outs?: QuantileOuts): Float64Array[];
  process(input: Input, second?: Input | QuantileOuts, third?: QuantileOuts): Float64Array[] {
    const { isTimed } = this;
    const given = (isTimed ? third : (second as QuantileOuts | undefined)) ?? [];
    const outs = this.#shares.map((_, index) => given[index]);
    const inputs = isTimed ? [input, checkTimes(WHO, second as Input)] : [input];
    const columns = this.memory.take(this.#shares.length * QuantileColumn.bytes);
    const wanted = this.#shares.length;
    try {
      return this.through(inputs, outs, ([values, times = 0], to, total) => {
        this.#write(columns, to);
        const piece = (from: number, count: number) =>
          this.kernels.quantilesProcessAt(this.at, values, times, columns, wanted, from, count);
        if (isTimed) this.byRoom(total, piece);
        else piece(0, total);
      });
    } finally {
      this.memory.give(columns);
    }
  }

  #write(columns: number, outputs: readonly number[]): void {
    const view = new DataView(this.memory.memory.buffer);
    for (const [index, output] of outputs.entries()) {
      const place = columns + index * QuantileColumn.bytes;
      new RecordView(view, QuantileColumn, place).set({ q: this.#shares[index], output });
    }
  }

  /** The quantiles after each value of a column. */
  static compute(input: Input, options: QuantilesOptions, outs?: QuantileOuts): Float64Array[];
  static compute(
    input: Input,
    timesUs: Input,
    options: QuantilesOptions,
    outs?: QuantileOuts,
  ): Float64Array[];
  static compute(
    input: Input,
    second: Input | QuantilesOptions,
    third?: QuantilesOptions | QuantileOuts,
    outs?: QuantileOuts,
  ): Float64Array[] {
    if (isColumn(second)) {
      const made = new RollingQuantiles(third as QuantilesOptions);
      return computeOnce(made, () => made.process(input, second, outs));
    }
    const made = new RollingQuantiles(second);
    return computeOnce(made, () => made.process(input, third as QuantileOuts));
  }
}
