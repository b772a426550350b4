/** Exponentially weighted mean. */
import type { Input } from "./columns.ts";
import { computeColumns } from "./compute-columns.ts";
import type { EwmOptions } from "./ewm-options.ts";
import { EwmOverSeries } from "./ewm-series.ts";

/**
 * Exponentially weighted mean, in the unit of the series. Columns and single values agree to
 * 2^-51 / alpha of the largest value.
 *
 * Defaults: `seed: "first"`, `adjust: false`, `nan: "skip"`; exactly one of `alpha`, `span`,
 * `centerOfMass` and `halfLife` must be given.
 *
 * Source: S. W. Roberts, "Control Chart Tests Based on Geometric Moving Averages", Technometrics
 * 1(3), 1959.
 */
export class Ewma extends EwmOverSeries {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: EwmOptions) {
    super("Ewma", options);
    const { ewmaUpdateAt, ewmaUpdateTimedAt, ewmaProcessAt } = this.kernels;
    this.step = this.stepOf(ewmaUpdateAt, this.timedStep(ewmaUpdateTimedAt));
    this.columnKernel = this.byRows(ewmaProcessAt);
  }

  get value(): number {
    return this.kernels.ewmaValueAt(this.at);
  }

  /** Takes a value, by time with its time, and answers the mean. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** Takes a column, by time with its times, and answers the mean after each value. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    const { ewmaProcessAt, ewmaProcessTimedAt } = this.kernels;
    return this.columns(ewmaProcessAt, ewmaProcessTimedAt, input, second, third);
  }

  /** The mean after each value of a column. */
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
    return computeColumns(Ewma, [input], second, third, out);
  }
}
