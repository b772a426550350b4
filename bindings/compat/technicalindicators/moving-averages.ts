/** Moving averages. */
import { Ewma, RollingMean } from "../../calculators/index.ts";
import { checkSeries, Indicator, type SeriesInput } from "./indicator.ts";
import { calculateSeries, Windowed } from "./windowed.ts";

/** Input of SMA and EMA. */
export type MAInput = SeriesInput;

/** Mean of the last `period` values. */
export class SMA extends Windowed {
  /** Values in a window. */
  readonly period: number;
  /** The values that the constructor was given. */
  readonly price: number[];

  /** The same as the function of this name in small letters. */
  static calculate = sma;

  /** @throws {TypeError | RangeError} if an input is not valid */
  constructor(input: MAInput) {
    super("SMA", input, (window) => new RollingMean({ window, nan: "propagate" }));
    this.period = input.period;
    this.price = input.values;
  }
}

/** The mean of each window. */
export function sma(input: MAInput): number[] {
  return calculateSeries("sma", input, (oldest) => new SMA(oldest).result);
}

/**
 * Exponential moving average, weight 2 / (period + 1), which begins with the mean of the first
 * `period` values. An unknown value leaves no trace; once there is an average, NaN answers it.
 */
export class EMA extends Indicator {
  readonly #mean: Ewma;
  #isBegun = false;

  /** The same as the function of this name in small letters. */
  static calculate = ema;

  /** @throws {TypeError | RangeError} if an input is not valid */
  constructor(input: MAInput) {
    super(input);
    checkSeries("EMA", input);
    this.#mean = new Ewma({ span: input.period, seed: "sma" });
    const means = this.#mean.process(new Float64Array(input.values));
    const first = means.findIndex((mean) => !Number.isNaN(mean));
    this.#isBegun = first >= 0;
    if (this.#isBegun) this.result = this.formatted(means, first);
  }

  /** Takes a value and answers, undefined before the first answer. */
  nextValue(price: number): number | undefined {
    const mean = this.#mean.update(price);
    this.#isBegun ||= !Number.isNaN(mean);
    return this.#isBegun ? this.format(mean) : undefined;
  }
}

/** The average from the value on that completes the first `period`. */
export function ema(input: MAInput): number[] {
  return calculateSeries("ema", input, (oldest) => new EMA(oldest).result);
}
