/** How far the newest value stands out, told by medians. */
import type { Input } from "./columns.ts";
import { computeColumns } from "./compute-columns.ts";
import { checkChoice, checkFlag, type WindowOptions } from "./options.ts";
import { OrderStatistic } from "./order-series.ts";
import { checkTime } from "./times.ts";

/** Options of RobustZScore. */
export interface RobustZScoreOptions extends WindowOptions {
  /** Whether the newest value is in the window that it is measured by; default false. */
  readonly includesCurrent?: boolean;
  /** The score where more than half of the window is one value: NaN (default), or 0. */
  readonly flat?: "nan" | "zero";
}

/**
 * Distance of the newest value from the median of the values before it, in units of 1.4826 median
 * absolute deviations: sigmas, if the values were normal. Up to half of the window may be outliers.
 * The first score comes with the value after a full window; with `includesCurrent: true` with the
 * one that fills it. A value costs what one of RollingQuantile does.
 *
 * Defaults: `includesCurrent: false`, `flat: "nan"`, `warmup: "nan"`, `nan: "skip"`; `window` must
 * be given.
 *
 * Source: F. R. Hampel, "The Influence Curve and Its Role in Robust Estimation", JASA
 * 69(346), 1974.
 */
export class RobustZScore extends OrderStatistic {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: RobustZScoreOptions) {
    const who = "RobustZScore";
    const isWithin = checkFlag(who, "includesCurrent", options?.includesCurrent);
    const flat = checkChoice(who, "flat", options?.flat, ["nan", "zero"]);
    const fields = { isWithin: isWithin ? 1 : 0, flat: flat === "zero" ? 0 : Number.NaN };
    super(who, options, ["includesCurrent", "flat"], () => fields, isWithin ? 0 : 1);
  }

  /** Median absolute deviation of the values that are in the window now. */
  get deviation(): number {
    return this.kernels.orderDeviationAt(this.at);
  }

  /** Takes a value, by time with its time, and answers the score. */
  update(x: number, timeUs?: number): number {
    if (this.isStrict && x - x !== 0) this.refuse(x);
    if (!this.isTimed) return this.kernels.robustUpdateAt(this.at, x);
    const time = checkTime(this.who, timeUs);
    this.needPlace();
    return this.kernels.robustUpdateTimedAt(this.at, x, time);
  }

  /** Takes a column, by time with its times, and answers the score after each value. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    const { robustProcessAt, robustProcessTimedAt } = this.kernels;
    return this.columns(robustProcessAt, robustProcessTimedAt, input, second, third);
  }

  /** The score after each value of a column. */
  static compute(input: Input, options: RobustZScoreOptions, out?: Float64Array): Float64Array;
  static compute(
    input: Input,
    timesUs: Input,
    options: RobustZScoreOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    input: Input,
    second: Input | RobustZScoreOptions,
    third?: RobustZScoreOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(RobustZScore, [input], second, third, out);
  }
}
