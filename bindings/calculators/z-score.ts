/** How far the newest value stands out. */
import { TIMED_SCORE, TIMED_SCORE_WITHIN } from "../../assembly/abi.ts";
import type { Input } from "./columns.ts";
import { computeColumns } from "./compute-columns.ts";
import { type MomentsOptions, momentsPlan } from "./moments.ts";
import { checkChoice, checkFlag } from "./options.ts";
import { WindowStatistic } from "./window-statistic.ts";

/** Options of ZScore. */
export interface ZScoreOptions extends MomentsOptions {
  /** Whether the newest value is in the window that it is measured by; default false. */
  readonly includesCurrent?: boolean;
  /** The score where the window has no spread: NaN (default), or 0. */
  readonly flat?: "nan" | "zero";
}

/**
 * Distance of the newest value from the mean of the values before it, in their sigmas: an outlier
 * does not widen the window that it is measured by. The first score comes with the value after a
 * full window; with `includesCurrent: true` with the one that fills it. Positive is above.
 *
 * Defaults: `includesCurrent: false`, `flat: "nan"`, `ddof: 1`, `warmup: "nan"`, `nan: "skip"`;
 * `window` must be given.
 */
export class ZScore extends WindowStatistic {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: ZScoreOptions) {
    const isWithin = checkFlag("ZScore", "includesCurrent", options?.includesCurrent);
    const flat = checkChoice("ZScore", "flat", options?.flat, ["nan", "zero"]);
    const plan = momentsPlan("ZScore", options, {
      ddof: 1,
      known: ["includesCurrent", "flat"],
      fields: { isFlatZero: flat === "zero" ? 1 : 0 },
      ahead: isWithin ? 0 : 1,
    });
    super("ZScore", options, plan, {
      value: "scoreValueAt",
      update: isWithin ? "scoreWithinUpdateAt" : "scoreUpdateAt",
      process: isWithin ? "scoreWithinProcessAt" : "scoreProcessAt",
      timed: isWithin ? TIMED_SCORE_WITHIN : TIMED_SCORE,
    });
  }

  /** Takes a value, by time with its time, and answers its score, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** The score of each value of a column. */
  static compute(input: Input, options: ZScoreOptions, out?: Float64Array): Float64Array;
  static compute(
    input: Input,
    timesUs: Input,
    options: ZScoreOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    input: Input,
    second: Input | ZScoreOptions,
    third?: ZScoreOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(ZScore, [input], second, third, out);
  }
}
