/** Exponentially weighted variance. */
import type { Input } from "./columns.ts";
import { computeColumns } from "./compute-columns.ts";
import type { EwmOptions } from "./ewm-options.ts";
import { EwmOverSeries } from "./ewm-series.ts";

/**
 * Exponentially weighted variance, in the square of the series' unit: the weights are taken as the
 * whole population (biased). 0 after the first value.
 *
 * Defaults: `seed: "first"`, `adjust: false`, `nan: "skip"`; exactly one of `alpha`, `span`,
 * `centerOfMass` and `halfLife` must be given.
 *
 * Source: T. Finch, "Incremental calculation of weighted mean and variance", University of
 * Cambridge, 2009.
 */
export class EwmVariance extends EwmOverSeries {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: EwmOptions) {
    super("EwmVariance", options);
    const { ewmVarianceUpdateAt, ewmVarianceUpdateTimedAt, ewmVarianceProcessAt } = this.kernels;
    this.step = this.stepOf(ewmVarianceUpdateAt, this.timedStep(ewmVarianceUpdateTimedAt));
    this.columnKernel = this.byRows(ewmVarianceProcessAt);
  }

  get value(): number {
    return this.kernels.ewmVarianceAt(this.at);
  }

  /** The mean that the variance is around. */
  get mean(): number {
    return this.kernels.ewmMeanAt(this.at);
  }

  /** Square root of the variance. */
  get stdDev(): number {
    return Math.sqrt(this.value);
  }

  /** Takes a value, by time with its time, and answers the variance. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** Takes a column, by time with its times, and answers the variance after each value. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    const { ewmVarianceProcessAt, ewmVarianceProcessTimedAt } = this.kernels;
    return this.columns(ewmVarianceProcessAt, ewmVarianceProcessTimedAt, input, second, third);
  }

  /** The variance after each value of a column. */
  static compute(input: Input, options: EwmOptions, out?: Float64Array): Float64Array;
  static compute(
    input: Input,
    timesUs: Input,
    options: EwmOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    input: Input,
    second: Input | EwmOptions,
    third?: EwmOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(EwmVariance, [input], second, third, out);
  }
}
