/** Sum and mean of a window. */
import { TIMED_MEAN, TIMED_SUM } from "../../assembly/abi.ts";
import { SumWindow } from "../core/layout.ts";
import type { UpdatePair } from "../core/series/kernels.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import type { WindowOptions } from "./options.ts";
import { WindowCalculator, windowArguments } from "./window-calculator.ts";

abstract class SumOverWindow extends WindowCalculator {
  protected constructor(who: string, options: WindowOptions) {
    const plan = { known: [], least: 1, ahead: 0, layout: SumWindow, fields: {}, timed: {} };
    super(who, options, plan);
  }

  protected timedStep(kind: number): UpdatePair | null {
    return this.isTimed ? (_, x, timeUs) => this.timedUpdate(kind, x, timeUs) : null;
  }

  protected countRows(): number {
    return this.kernels.sumCountAt(this.at);
  }

  protected resetRows(): void {
    this.kernels.sumResetAt(this.at);
  }
}

/**
 * Sum of the last values, in their unit; whole numbers below 2^53 sum exactly.
 *
 * Defaults: `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 */
export class RollingSum extends SumOverWindow {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: WindowOptions) {
    super("RollingSum", options);
    this.step = this.stepOf(this.kernels.sumUpdateAt, this.timedStep(TIMED_SUM));
    this.columnKernel = this.byRows(this.kernels.sumProcessAt);
  }

  get value(): number {
    return this.isTimed ? this.timedValue(TIMED_SUM) : this.kernels.sumValueAt(this.at);
  }

  /** Takes a value, by time with its time, and answers the sum, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** Takes a column, by time with its times, and answers the sum after each value. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    if (this.isTimed) return this.timedProcess(TIMED_SUM, input, second, third);
    const out = second as Float64Array | undefined;
    return this.through([input], [out], ([from], [to], count) =>
      this.kernels.sumProcessAt(this.at, from, to, count),
    )[0];
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
    const { options, columns } = windowArguments(second, third, out);
    return computeOnce(new RollingSum(options), (made) => made.process(input, ...columns));
  }
}

/**
 * Mean of the last values, in their unit.
 *
 * Defaults: `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 */
export class RollingMean extends SumOverWindow {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: WindowOptions) {
    super("RollingMean", options);
    this.step = this.stepOf(this.kernels.meanUpdateAt, this.timedStep(TIMED_MEAN));
    this.columnKernel = this.byRows(this.kernels.meanProcessAt);
  }

  get value(): number {
    return this.isTimed ? this.timedValue(TIMED_MEAN) : this.kernels.meanValueAt(this.at);
  }

  /** Takes a value, by time with its time, and answers the mean, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** Takes a column, by time with its times, and answers the mean after each value. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    if (this.isTimed) return this.timedProcess(TIMED_MEAN, input, second, third);
    const out = second as Float64Array | undefined;
    return this.through([input], [out], ([from], [to], count) =>
      this.kernels.meanProcessAt(this.at, from, to, count),
    )[0];
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
    const { options, columns } = windowArguments(second, third, out);
    return computeOnce(new RollingMean(options), (made) => made.process(input, ...columns));
  }
}
