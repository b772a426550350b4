/** Quantiles of a window. */
import type { Input } from "./columns.ts";
import { computeColumns } from "./compute-columns.ts";
import type { WindowOptions } from "./options.ts";
import { OrderStatistic } from "./order-series.ts";
import { checkTime } from "./times.ts";

/** Options of RollingQuantile. */
export interface QuantileOptions extends WindowOptions {
  /** Share of the values below the quantile, from 0 to 1; the median (0.5) if not given. */
  readonly q?: number;
}

/** @throws {RangeError} if `q` is not from 0 to 1 */
export function checkShare(who: string, q: number): number {
  if (typeof q === "number" && q >= 0 && q <= 1) return q;
  throw new RangeError(`volume-imbalance/${who}: q must be from 0 to 1, was ${q}`);
}

const WHO = "RollingQuantile";

/**
 * Quantile of the last values, or of those of a span of time, in the unit of the series. Between
 * the two nearest values it is linear. A value costs two searches and a move of up to the whole
 * window: meant for windows of up to some thousand values.
 *
 * Defaults: `q: 0.5`, `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 *
 * Source: R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
 * Statistician 50(4), 1996, type 7.
 */
export class RollingQuantile extends OrderStatistic {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: QuantileOptions) {
    super(WHO, options, ["q"], () => ({ q: checkShare(WHO, options.q ?? 0.5) }));
  }

  /**
   * Any other quantile of the values that are in the window now, NaN without any.
   * @throws {RangeError} if `q` is not from 0 to 1
   */
  quantile(q: number): number {
    return this.kernels.orderQuantileAt(this.at, checkShare(WHO, q));
  }

  /** Takes a value, by time with its time, and answers the quantile. */
  update(x: number, timeUs?: number): number {
    if (this.isStrict && x - x !== 0) this.refuse(x);
    if (!this.isTimed) return this.kernels.quantileUpdateAt(this.at, x);
    const time = checkTime(this.who, timeUs);
    this.needPlace();
    return this.kernels.quantileUpdateTimedAt(this.at, x, time);
  }

  /** Takes a column, by time with its times, and answers the quantile after each value. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    const { quantileProcessAt, quantileProcessTimedAt } = this.kernels;
    return this.columns(quantileProcessAt, quantileProcessTimedAt, input, second, third);
  }

  /** The quantile after each value of a column. */
  static compute(input: Input, options: QuantileOptions, out?: Float64Array): Float64Array;
  static compute(
    input: Input,
    timesUs: Input,
    options: QuantileOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    input: Input,
    second: Input | QuantileOptions,
    third?: QuantileOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(RollingQuantile, [input], second, third, out);
  }
}
