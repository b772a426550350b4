/** Sum and mean of a window. */
import { SumWindow } from "../core/layout.ts";
import { Calculator, computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { checkChoice, checkNames, checkWindow, type WindowOptions } from "./options.ts";

const KNOWN = ["window", "warmup", "nan"];

abstract class SumOverRows extends Calculator {
  readonly #needed: number;

  protected constructor(who: string, options: WindowOptions) {
    checkNames(who, options, KNOWN);
    const { rows } = checkWindow(who, options.window);
    const isPartial = checkChoice(who, "warmup", options.warmup, ["nan", "partial"]) === "partial";
    super(who, options, SumWindow.bytes + rows * 8);
    this.#needed = isPartial ? 1 : rows;
    const { unknown } = this;
    this.record(SumWindow).set({ rows, unknown, isPartial: isPartial ? 1 : 0 });
    this.reset();
  }

  get count(): number {
    return this.kernels.sumCountAt(this.at);
  }

  get ready(): boolean {
    return this.count >= this.#needed;
  }

  reset(): void {
    this.kernels.sumResetAt(this.at);
  }
}

/** Sum of the last values, in their unit; whole numbers below 2^53 sum exactly. */
export class RollingSum extends SumOverRows {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: WindowOptions) {
    super("RollingSum", options);
  }

  get value(): number {
    return this.kernels.sumValueAt(this.at);
  }

  /** Takes a value and answers the sum, NaN while warming up. */
  update(x: number): number {
    if (this.isStrict && x - x !== 0) this.refuse(x);
    return this.kernels.sumUpdateAt(this.at, x);
  }

  /** Takes a column and answers the sum after each value; the next column continues. */
  process(input: Input, out?: Float64Array): Float64Array {
    return this.through([input], [out], ([from], [to], count) =>
      this.kernels.sumProcessAt(this.at, from, to, count),
    )[0];
  }

  /** The sum after each value of a column. */
  static compute(input: Input, options: WindowOptions, out?: Float64Array): Float64Array {
    return computeOnce(new RollingSum(options), (made) => made.process(input, out));
  }
}

/** Mean of the last values, in their unit. */
export class RollingMean extends SumOverRows {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: WindowOptions) {
    super("RollingMean", options);
  }

  get value(): number {
    return this.kernels.meanValueAt(this.at);
  }

  /** Takes a value and answers the mean, NaN while warming up. */
  update(x: number): number {
    if (this.isStrict && x - x !== 0) this.refuse(x);
    return this.kernels.meanUpdateAt(this.at, x);
  }

  /** Takes a column and answers the mean after each value; the next column continues. */
  process(input: Input, out?: Float64Array): Float64Array {
    return this.through([input], [out], ([from], [to], count) =>
      this.kernels.meanProcessAt(this.at, from, to, count),
    )[0];
  }

  /** The mean after each value of a column. */
  static compute(input: Input, options: WindowOptions, out?: Float64Array): Float64Array {
    return computeOnce(new RollingMean(options), (made) => made.process(input, out));
  }
}
