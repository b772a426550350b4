/** A line through the last pairs. */
import { PAIR_INTERCEPT, PAIR_R2, PAIR_SLOPE } from "../../assembly/abi.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import type { WindowOptions } from "./options.ts";
import { PairCalculator } from "./pairs.ts";
import { isColumn } from "./times.ts";

/** A column for each answer of RollingRegression, as long as the inputs. */
export interface Lines {
  /** Unit of y per unit of x. */
  readonly slope: Float64Array;
  /** Value of the line at x = 0, in the unit of y. */
  readonly intercept: Float64Array;
  /** Share of the spread of y that the line explains, 0 to 1. */
  readonly r2: Float64Array;
}

/**
 * The line y = intercept + slope x that lies nearest to the last pairs (least squares of y), and
 * how much of the spread of y it explains (`r2`, 0 to 1). Slope and intercept are NaN where x has
 * no spread, r2 also where y has none. `update` answers the slope.
 *
 * Defaults: `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 */
export class RollingRegression extends PairCalculator {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: WindowOptions) {
    super("RollingRegression", options, { known: [], least: 2, ddof: 0 });
  }

  /** The slope. */
  get value(): number {
    return this.answer(PAIR_SLOPE);
  }

  /** Value of the line at x = 0, in the unit of y. */
  get intercept(): number {
    return this.answer(PAIR_INTERCEPT);
  }

  /** Share of the spread of y that the line explains, 0 to 1. */
  get r2(): number {
    return this.answer(PAIR_R2);
  }

  /** Takes a pair, by time with its time, and answers the slope, NaN while warming up. */
  update(x: number, y: number, timeUs?: number): number {
    return this.take(PAIR_SLOPE, x, y, timeUs);
  }

  /** Takes columns, by time with their times, and answers the line after each pair. */
  process(x: Input, y: Input, out?: Partial<Lines>): Lines;
  process(x: Input, y: Input, timesUs: Input, out?: Partial<Lines>): Lines;
  process(x: Input, y: Input, third?: Input | Partial<Lines>, fourth?: Partial<Lines>): Lines {
    const out = (this.isTimed ? fourth : (third as Partial<Lines>)) ?? {};
    const outs = [out.slope, out.intercept, out.r2];
    const [slope, intercept, r2] = this.throughPairs(
      [x, y],
      third as Input,
      outs,
      (from, to, count) => {
        const [xs, ys, times = 0] = from;
        const { kernels, at } = this;
        return kernels.pairLinesAt(at, xs, ys, times, to[0], to[1], to[2], count);
      },
    );
    return { slope, intercept, r2 };
  }

  /** The line after each pair of two columns. */
  static compute(x: Input, y: Input, options: WindowOptions, out?: Partial<Lines>): Lines;
  static compute(
    x: Input,
    y: Input,
    timesUs: Input,
    options: WindowOptions,
    out?: Partial<Lines>,
  ): Lines;
  static compute(
    x: Input,
    y: Input,
    third: Input | WindowOptions,
    fourth?: WindowOptions | Partial<Lines>,
    out?: Partial<Lines>,
  ): Lines {
    if (isColumn(third)) {
      const made = new RollingRegression(fourth as WindowOptions);
      return computeOnce(made, () => made.process(x, y, third, out));
    }
    const made = new RollingRegression(third);
    return computeOnce(made, () => made.process(x, y, fourth as Partial<Lines>));
  }
}
