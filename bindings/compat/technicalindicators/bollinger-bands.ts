/** Standard deviation, and Bollinger bands. */
import { BollingerBands as Bands, RollingStdDev } from "../../calculators/index.ts";
import { checkSeries, Indicator, type SeriesInput } from "./indicator.ts";
import { calculateSeries, Windowed } from "./windowed.ts";

/** Input of SD. */
export type SDInput = SeriesInput;

/** Population standard deviation of the last `period` values. */
export class SD extends Windowed {
  /** The same as the function of this name in small letters. */
  static calculate = sd;

  /** @throws {TypeError | RangeError} if an input is not valid */
  constructor(input: SDInput) {
    super("SD", input, (window) => new RollingStdDev({ window, ddof: 0, nan: "propagate" }));
  }
}

/** The standard deviation of each window. */
export function sd(input: SDInput): number[] {
  return calculateSeries("sd", input, (oldest) => new SD(oldest).result);
}

/** Input of BollingerBands. */
export interface BollingerBandsInput extends SeriesInput {
  /** Half the distance of the edges, in standard deviations; above 0. */
  stdDev: number;
}

/** The bands of a window, in the unit of the values. */
export interface BollingerBandsOutput {
  /** Mean of the window. */
  middle: number;
  /** `stdDev` standard deviations above it. */
  upper: number;
  /** `stdDev` standard deviations below it. */
  lower: number;
  /** Where the value lies: 0 on the lower edge, 1 on the upper, NaN where they meet. */
  pb: number;
}

/**
 * Mean of the last `period` values, and the edges `stdDev` population standard deviations away.
 * `period`, `values` and `stdDev` must be given.
 */
export class BollingerBands extends Indicator<BollingerBandsOutput> {
  readonly #bands: Bands;
  /** Values until the first answer. */
  #missing: number;

  /** The same as the function of this name in small letters. */
  static calculate = bollingerbands;

  /** @throws {TypeError | RangeError} if an input is not valid */
  constructor(input: BollingerBandsInput) {
    super(input);
    checkSeries("BollingerBands", input);
    const { period, values, stdDev } = input;
    this.#bands = new Bands({ window: period, width: stdDev, nan: "propagate" });
    this.#missing = Math.max(period - 1 - values.length, 0);
    const { middle, upper, lower, percentB } = this.#bands.process(new Float64Array(values));
    for (let i = period - 1; i < values.length; i++) {
      this.result.push(this.#bandsOf(middle[i], upper[i], lower[i], percentB[i]));
    }
  }

  /** Takes a value and answers, undefined before the first answer. */
  nextValue(price: number): BollingerBandsOutput | undefined {
    const middle = this.#bands.update(price);
    if (this.#missing > 0) {
      this.#missing--;
      return undefined;
    }
    const { upper, lower, percentB } = this.#bands;
    return this.#bandsOf(middle, upper, lower, percentB);
  }

  #bandsOf(middle: number, upper: number, lower: number, pb: number): BollingerBandsOutput {
    return {
      middle: this.format(middle),
      upper: this.format(upper),
      lower: this.format(lower),
      pb: this.format(pb),
    };
  }
}

/** The bands of each window. */
export function bollingerbands(input: BollingerBandsInput): BollingerBandsOutput[] {
  const compute = (oldest: SeriesInput) => {
    const { stdDev } = input;
    return new BollingerBands({ ...oldest, stdDev }).result;
  };
  return calculateSeries("bollingerbands", input, compute);
}
