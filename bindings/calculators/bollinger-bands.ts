/** Bollinger bands. */
import { TIMED_LOWER, TIMED_MEAN, TIMED_PERCENT, TIMED_UPPER } from "../../assembly/abi.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { type MomentsOptions, momentsPlan } from "./moments.ts";
import { isColumn } from "./times.ts";
import { WindowCalculator } from "./window-calculator.ts";

/** Options of BollingerBands. */
export interface BollingerOptions extends MomentsOptions {
  /** Half the distance of the edges, in sigmas; default 2. */
  readonly width?: number;
}

/** A column for each answer of BollingerBands, as long as the input. */
export interface Bands {
  /** Mean of the window, in the unit of the series. */
  readonly middle: Float64Array;
  /** `width` sigmas above it. */
  readonly upper: Float64Array;
  /** `width` sigmas below it. */
  readonly lower: Float64Array;
  /** Where the value lies: 0 on the lower edge, 1 on the upper. */
  readonly percentB: Float64Array;
}

/**
 * Mean of the last values and two edges `width` sigmas away from it, in the unit of the values;
 * `percentB` says where the newest value lies: 0 on the lower edge, 1 on the upper, NaN where the
 * edges meet. `update` answers the middle. Sigma is that of the population, as Bollinger's own.
 *
 * Defaults: `width: 2`, `ddof: 0`, `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 *
 * Source: J. Bollinger, "Bollinger on Bollinger Bands", 2001.
 */
export class BollingerBands extends WindowCalculator {
  readonly #width: number;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: BollingerOptions) {
    const width = options?.width ?? 2;
    if (!(width > 0 && width <= 1e6)) {
      throw new RangeError(
        `volume-imbalance/BollingerBands: width must be a number of sigmas above 0, was ${width}`,
      );
    }
    const plan = { ddof: 0, known: ["width"], fields: { width } };
    super("BollingerBands", options, momentsPlan("BollingerBands", options, plan));
    this.#width = width;
    const { bandsUpdateAt } = this.kernels;
    const timed = (_: number, x: number, timeUs: number) => this.timedUpdate(TIMED_MEAN, x, timeUs);
    this.step = this.stepOf(bandsUpdateAt, this.isTimed ? timed : null);
  }

  /** The middle. */
  get value(): number {
    return this.isTimed ? this.timedValue(TIMED_MEAN) : this.kernels.bandsMiddleAt(this.at);
  }

  /** `width` sigmas above the middle. */
  get upper(): number {
    if (this.isTimed) return this.timedValue(TIMED_UPPER);
    return this.kernels.bandsEdgeAt(this.at, this.#width);
  }

  /** `width` sigmas below the middle. */
  get lower(): number {
    if (this.isTimed) return this.timedValue(TIMED_LOWER);
    return this.kernels.bandsEdgeAt(this.at, -this.#width);
  }

  /** Where the newest value lies: 0 on the lower edge, 1 on the upper; NaN where they meet. */
  get percentB(): number {
    return this.isTimed ? this.timedValue(TIMED_PERCENT) : this.kernels.bandsPercentAt(this.at);
  }

  /** Takes a value, by time with its time, and answers the middle, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    return this.step(this.at, x, timeUs as number);
  }

  /** Takes a column, by time with its times, and answers the bands; the next column continues. */
  process(input: Input, out?: Partial<Bands>): Bands;
  process(input: Input, timesUs: Input, out?: Partial<Bands>): Bands;
  process(input: Input, second?: Input | Partial<Bands>, third?: Partial<Bands>): Bands {
    const out = (this.isTimed ? third : (second as Partial<Bands>)) ?? {};
    const outs = [out.middle, out.upper, out.lower, out.percentB];
    const [middle, upper, lower, percentB] = this.isTimed
      ? this.throughTimed(input, second as Input, outs, ([values, times], to, count) => {
          const [mid, up, low, percent] = to;
          const { kernels, at } = this;
          return kernels.timedBandsAt(at, values, times, mid, up, low, percent, count);
        })
      : this.through([input], outs, ([from], [mid, up, low, percent], count) =>
          this.kernels.bandsProcessAt(this.at, from, mid, up, low, percent, count),
        );
    return { middle, upper, lower, percentB };
  }

  /** The bands after each value of a column. */
  static compute(input: Input, options: BollingerOptions, out?: Partial<Bands>): Bands;
  static compute(
    input: Input,
    timesUs: Input,
    options: BollingerOptions,
    out?: Partial<Bands>,
  ): Bands;
  static compute(
    input: Input,
    second: Input | BollingerOptions,
    third?: BollingerOptions | Partial<Bands>,
    out?: Partial<Bands>,
  ): Bands {
    if (isColumn(second)) {
      const made = new BollingerBands(third as BollingerOptions);
      return computeOnce(made, () => made.process(input, second, out));
    }
    const made = new BollingerBands(second);
    return computeOnce(made, () => made.process(input, third as Partial<Bands>));
  }
}
