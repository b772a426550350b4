/** How far the newest value stands out of an exponentially weighted past. */
import type { Input } from "./columns.ts";
import { computeColumns } from "./compute-columns.ts";
import type { EwmOptions } from "./ewm-options.ts";
import { EwmOverSeries } from "./ewm-series.ts";
import { checkChoice, checkFlag } from "./options.ts";

/** Options of EwmZScore. */
export interface EwmZScoreOptions extends EwmOptions {
  /** Whether the newest value is in the mean and variance that it is measured by; default false. */
  readonly includesCurrent?: boolean;
  /** The score where the series has no spread: NaN (default), or 0. */
  readonly flat?: "nan" | "zero";
}

/**
 * Distance of the newest value from the exponentially weighted mean before it, in the sigmas before
 * it: an outlier does not widen what it is measured by. Positive is above. NaN for the first value.
 *
 * Defaults: `includesCurrent: false`, `flat: "nan"`, `seed: "first"`, `adjust: false`,
 * `nan: "skip"`; exactly one of `alpha`, `span`, `centerOfMass` and `halfLife` must be given.
 *
 * Source: as EwmVariance.
 */
export class EwmZScore extends EwmOverSeries {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: EwmZScoreOptions) {
    const isAfter = checkFlag("EwmZScore", "includesCurrent", options?.includesCurrent);
    const flat = checkChoice("EwmZScore", "flat", options?.flat, ["nan", "zero"]);
    const fields = { flat: flat === "zero" ? 0 : Number.NaN, isAfter: isAfter ? 1 : 0 };
    super("EwmZScore", options, ["includesCurrent", "flat"], fields, isAfter ? 0 : 1);
    const { ewmScoreUpdateAt, ewmScoreUpdateTimedAt, ewmScoreProcessAt } = this.kernels;
    this.step = this.stepOf(ewmScoreUpdateAt, this.timedStep(ewmScoreUpdateTimedAt));
    this.columnKernel = this.byRows(ewmScoreProcessAt);
  }

  get value(): number {
    return this.kernels.ewmScoreAt(this.at);
  }

  /** The mean, with the newest value. */
  get mean(): number {
    return this.kernels.ewmMeanAt(this.at);
  }

  /** The variance around it. */
  get variance(): number {
    return this.kernels.ewmVarianceAt(this.at);
  }

  /** Takes a value, by time with its time, and answers the score. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** Takes a column, by time with its times, and answers the score after each value. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    const { ewmScoreProcessAt, ewmScoreProcessTimedAt } = this.kernels;
    return this.columns(ewmScoreProcessAt, ewmScoreProcessTimedAt, input, second, third);
  }

  /** The score after each value of a column. */
  static compute(input: Input, options: EwmZScoreOptions, out?: Float64Array): Float64Array;
  static compute(
    input: Input,
    timesUs: Input,
    options: EwmZScoreOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    input: Input,
    second: Input | EwmZScoreOptions,
    third?: EwmZScoreOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(EwmZScore, [input], second, third, out);
  }
}
