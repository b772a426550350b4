/** Sum and mean of a window. */
import { TIMED_MEAN, TIMED_SUM } from "../../assembly/abi.ts";
import { SumWindow } from "../core/layout.ts";
import type { Input } from "./columns.ts";
import { computeColumns } from "./compute-columns.ts";
import type { WindowOptions } from "./options.ts";
import type { WindowPlan } from "./window-calculator.ts";
import { WindowStatistic } from "./window-statistic.ts";

const PLAN: WindowPlan = {
  known: [],
  least: 1,
  ahead: 0,
  layout: SumWindow,
  fields: {},
  count: "sumCountAt",
  reset: "sumResetAt",
  largest: Number.MAX_VALUE,
  timed: {},
};

/**
 * Sum of the last values, in their unit; whole numbers below 2^53 sum exactly.
 *
 * Defaults: `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 */
export class RollingSum extends WindowStatistic {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: WindowOptions) {
    super("RollingSum", options, PLAN, {
      value: "sumValueAt",
      update: "sumUpdateAt",
      process: "sumProcessAt",
      timed: TIMED_SUM,
    });
  }

  /** Takes a value, by time with its time, and answers the sum, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** The sum after each value of a column. */
  static compute(input: Input, options: WindowOptions, out?: Float64Array): Float64Array;
  static compute(
    input: Input,
    timesUs: Input,
    options: WindowOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    input: Input,
    second: Input | WindowOptions,
    third?: WindowOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(RollingSum, [input], second, third, out);
  }
}

/**
 * Mean of the last values, in their unit.
 *
 * Defaults: `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 */
export class RollingMean extends WindowStatistic {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: WindowOptions) {
    super("RollingMean", options, PLAN, {
      value: "meanValueAt",
      update: "meanUpdateAt",
      process: "meanProcessAt",
      timed: TIMED_MEAN,
    });
  }

  /** Takes a value, by time with its time, and answers the mean, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** The mean after each value of a column. */
  static compute(input: Input, options: WindowOptions, out?: Float64Array): Float64Array;
  static compute(
    input: Input,
    timesUs: Input,
    options: WindowOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    input: Input,
    second: Input | WindowOptions,
    third?: WindowOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(RollingMean, [input], second, third, out);
  }
}
