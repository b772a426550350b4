/** Spread of a window. */
import { TIMED_SIGMA, TIMED_VARIANCE } from "../../assembly/abi.ts";
import type { Input } from "./columns.ts";
import { computeColumns } from "./compute-columns.ts";
import { type MomentsOptions, momentsPlan } from "./moments.ts";
import { WindowStatistic } from "./window-statistic.ts";

/**
 * Variance of the last values, in their unit squared. Neither an offset nor a spike that has left
 * shows in it; values that are all the same have exactly none. A value beyond 1e150 counts as
 * unknown, a distance from the mean below 1e-150 as none: their squares are no numbers.
 *
 * Defaults: `ddof: 1` (of a sample), `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 *
 * Source: T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for Computing the Sample
 * Variance", The American Statistician 37(3), 1983 (shifted data).
 */
export class RollingVariance extends WindowStatistic {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: MomentsOptions) {
    const plan = momentsPlan("RollingVariance", options, { ddof: 1 });
    super("RollingVariance", options, plan, {
      value: "varianceValueAt",
      update: "varianceUpdateAt",
      process: "varianceProcessAt",
      timed: TIMED_VARIANCE,
    });
  }

  /** Takes a value, by time with its time, and answers the variance, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** The variance after each value of a column. */
  static compute(input: Input, options: MomentsOptions, out?: Float64Array): Float64Array;
  static compute(
    input: Input,
    timesUs: Input,
    options: MomentsOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    input: Input,
    second: Input | MomentsOptions,
    third?: MomentsOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(RollingVariance, [input], second, third, out);
  }
}

/**
 * Standard deviation of the last values, in their unit. What holds for RollingVariance holds here.
 *
 * Defaults: `ddof: 1` (of a sample), `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 */
export class RollingStdDev extends WindowStatistic {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: MomentsOptions) {
    const plan = momentsPlan("RollingStdDev", options, { ddof: 1 });
    super("RollingStdDev", options, plan, {
      value: "sigmaValueAt",
      update: "sigmaUpdateAt",
      process: "sigmaProcessAt",
      timed: TIMED_SIGMA,
    });
  }

  /** Takes a value, by time with its time, and answers sigma, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** Sigma after each value of a column. */
  static compute(input: Input, options: MomentsOptions, out?: Float64Array): Float64Array;
  static compute(
    input: Input,
    timesUs: Input,
    options: MomentsOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    input: Input,
    second: Input | MomentsOptions,
    third?: MomentsOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(RollingStdDev, [input], second, third, out);
  }
}
