/** Spread of a window. */
import { MOST_MOMENT } from "../../assembly/abi.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { type MomentsOptions, MomentsOverRows } from "./moments.ts";

/**
 * Variance of the last values, in their unit squared, by default of a sample (`ddof: 1`). Neither
 * an offset nor a spike that has left shows in it; values that are all the same have exactly none.
 * A value beyond 1e150 counts as unknown, a distance from the mean below 1e-150 as none: their
 * squares are no numbers.
 */
export class RollingVariance extends MomentsOverRows {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: MomentsOptions) {
    super("RollingVariance", options, { ddof: 1 });
  }

  get value(): number {
    return this.kernels.varianceValueAt(this.at);
  }

  /** Takes a value and answers the variance, NaN while warming up. */
  update(x: number): number {
    if (this.isStrict && !(Math.abs(x) <= MOST_MOMENT)) this.refuse(x);
    return this.kernels.varianceUpdateAt(this.at, x);
  }

  /** Takes a column and answers the variance after each value; the next column continues. */
  process(input: Input, out?: Float64Array): Float64Array {
    return this.through([input], [out], ([from], [to], count) =>
      this.kernels.varianceProcessAt(this.at, from, to, count),
    )[0];
  }

  /** The variance after each value of a column. */
  static compute(input: Input, options: MomentsOptions, out?: Float64Array): Float64Array {
    return computeOnce(new RollingVariance(options), (made) => made.process(input, out));
  }
}

/**
 * Standard deviation of the last values, in their unit, by default of a sample (`ddof: 1`). What
 * holds for RollingVariance holds here.
 */
export class RollingStdDev extends MomentsOverRows {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: MomentsOptions) {
    super("RollingStdDev", options, { ddof: 1 });
  }

  get value(): number {
    return this.kernels.sigmaValueAt(this.at);
  }

  /** Takes a value and answers sigma, NaN while warming up. */
  update(x: number): number {
    if (this.isStrict && !(Math.abs(x) <= MOST_MOMENT)) this.refuse(x);
    return this.kernels.sigmaUpdateAt(this.at, x);
  }

  /** Takes a column and answers sigma after each value; the next column continues. */
  process(input: Input, out?: Float64Array): Float64Array {
    return this.through([input], [out], ([from], [to], count) =>
      this.kernels.sigmaProcessAt(this.at, from, to, count),
    )[0];
  }

  /** Sigma after each value of a column. */
  static compute(input: Input, options: MomentsOptions, out?: Float64Array): Float64Array {
    return computeOnce(new RollingStdDev(options), (made) => made.process(input, out));
  }
}
