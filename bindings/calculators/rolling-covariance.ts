/** How two series move together. */
import { PAIR_CORRELATION, PAIR_COVARIANCE } from "../../assembly/abi.ts";
import type { Input } from "./columns.ts";
import { computeColumns } from "./compute-columns.ts";
import { checkDdof, type MomentsOptions } from "./moments.ts";
import type { WindowOptions } from "./options.ts";
import { PairCalculator } from "./pairs.ts";

/**
 * Covariance of the last pairs, in the product of their units. Its error is measured against the
 * product of both sigmas, also where it is itself near 0.
 *
 * Defaults: `ddof: 1` (of a sample), `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 */
export class RollingCovariance extends PairCalculator {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: MomentsOptions) {
    const ddof = checkDdof("RollingCovariance", options?.ddof ?? 1);
    super("RollingCovariance", options, { known: ["ddof"], least: ddof + 1, ddof });
  }

  get value(): number {
    return this.answer(PAIR_COVARIANCE);
  }

  /** Takes a pair, by time with its time, and answers the covariance, NaN while warming up. */
  update(x: number, y: number, timeUs?: number): number {
    return this.take(PAIR_COVARIANCE, x, y, timeUs);
  }

  /** Takes columns, by time with their times, and answers the covariance after each pair. */
  process(x: Input, y: Input, out?: Float64Array): Float64Array;
  process(x: Input, y: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(x: Input, y: Input, third?: Input, fourth?: Float64Array): Float64Array {
    return this.column(PAIR_COVARIANCE, [x, y], third, fourth);
  }

  /** The covariance after each pair of two columns. */
  static compute(x: Input, y: Input, options: MomentsOptions, out?: Float64Array): Float64Array;
  static compute(
    x: Input,
    y: Input,
    timesUs: Input,
    options: MomentsOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    x: Input,
    y: Input,
    third: Input | MomentsOptions,
    fourth?: MomentsOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(RollingCovariance, [x, y], third, fourth, out);
  }
}

/**
 * Correlation of the last pairs, in [-1, 1]; NaN where one of both series has no spread.
 *
 * Defaults: `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 */
export class RollingCorrelation extends PairCalculator {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: WindowOptions) {
    super("RollingCorrelation", options, { known: [], least: 2, ddof: 0 });
  }

  get value(): number {
    return this.answer(PAIR_CORRELATION);
  }

  /** Takes a pair, by time with its time, and answers the correlation, NaN while warming up. */
  update(x: number, y: number, timeUs?: number): number {
    return this.take(PAIR_CORRELATION, x, y, timeUs);
  }

  /** Takes columns, by time with their times, and answers the correlation after each pair. */
  process(x: Input, y: Input, out?: Float64Array): Float64Array;
  process(x: Input, y: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(x: Input, y: Input, third?: Input, fourth?: Float64Array): Float64Array {
    return this.column(PAIR_CORRELATION, [x, y], third, fourth);
  }

  /** The correlation after each pair of two columns. */
  static compute(x: Input, y: Input, options: WindowOptions, out?: Float64Array): Float64Array;
  static compute(
    x: Input,
    y: Input,
    timesUs: Input,
    options: WindowOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    x: Input,
    y: Input,
    third: Input | WindowOptions,
    fourth?: WindowOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    return computeColumns(RollingCorrelation, [x, y], third, fourth, out);
  }
}
