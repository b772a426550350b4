/** Spread of a window. */
import { MOST_MOMENT, TIMED_SIGMA, TIMED_VARIANCE } from "../../assembly/abi.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { type MomentsOptions, MomentsOverWindow } from "./moments.ts";
import { windowArguments } from "./window-calculator.ts";

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
export class RollingVariance extends MomentsOverWindow {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: MomentsOptions) {
    super("RollingVariance", options, { ddof: 1 });
    this.columnKernel = this.byRows(this.kernels.varianceProcessAt);
  }

  get value(): number {
    return this.isTimed ? this.timedValue(TIMED_VARIANCE) : this.kernels.varianceValueAt(this.at);
  }

  /** Takes a value, by time with its time, and answers the variance, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    if (this.isStrict && !(Math.abs(x) <= MOST_MOMENT)) this.refuse(x);
    if (this.isTimed) return this.timedUpdate(TIMED_VARIANCE, x, timeUs);
    return this.kernels.varianceUpdateAt(this.at, x);
  }

  /** Takes a column, by time with its times, and answers the variance after each value. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    if (this.isTimed) return this.timedProcess(TIMED_VARIANCE, input, second, third);
    const out = second as Float64Array | undefined;
    return this.through([input], [out], ([from], [to], count) =>
      this.kernels.varianceProcessAt(this.at, from, to, count),
    )[0];
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
    const { options, columns } = windowArguments(second, third, out);
    return computeOnce(new RollingVariance(options), (made) => made.process(input, ...columns));
  }
}

/**
 * Standard deviation of the last values, in their unit. What holds for RollingVariance holds here.
 *
 * Defaults: `ddof: 1` (of a sample), `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 */
export class RollingStdDev extends MomentsOverWindow {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: MomentsOptions) {
    super("RollingStdDev", options, { ddof: 1 });
    this.columnKernel = this.byRows(this.kernels.sigmaProcessAt);
  }

  get value(): number {
    return this.isTimed ? this.timedValue(TIMED_SIGMA) : this.kernels.sigmaValueAt(this.at);
  }

  /** Takes a value, by time with its time, and answers sigma, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    if (this.isStrict && !(Math.abs(x) <= MOST_MOMENT)) this.refuse(x);
    if (this.isTimed) return this.timedUpdate(TIMED_SIGMA, x, timeUs);
    return this.kernels.sigmaUpdateAt(this.at, x);
  }

  /** Takes a column, by time with its times, and answers sigma after each value. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    if (this.isTimed) return this.timedProcess(TIMED_SIGMA, input, second, third);
    const out = second as Float64Array | undefined;
    return this.through([input], [out], ([from], [to], count) =>
      this.kernels.sigmaProcessAt(this.at, from, to, count),
    )[0];
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
    const { options, columns } = windowArguments(second, third, out);
    return computeOnce(new RollingStdDev(options), (made) => made.process(input, ...columns));
  }
}
