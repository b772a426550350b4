/** Moving averages, and the plain one. */
import { checkWindow } from "../../calculators/options.ts";
import { IndicatorSeries } from "./indicator.ts";
import { RevisableMean } from "./revisable-mean.ts";

/** An average of a series. */
export abstract class MovingAverage extends IndicatorSeries {
  /** Values in the window, or that the memory is as long as. */
  readonly interval: number;

  /** @param interval values that it averages, or that its memory is as long as */
  constructor(interval: number) {
    super();
    this.interval = interval;
  }

  getRequiredInputs(): number {
    return this.interval;
  }
}

/** @throws {RangeError} if `interval` is no whole number from 1 */
export function checkedInterval(interval: number): number {
  return checkWindow("compat/trading-signals", Number(interval)).rows;
}

/** Mean of the last `interval` values. */
export class SMA extends MovingAverage {
  readonly #mean: RevisableMean;
  #missing: number;

  /** @throws {RangeError} if `interval` is no whole number from 1 */
  constructor(interval: number) {
    super(checkedInterval(interval));
    this.#mean = new RevisableMean(interval);
    this.#missing = interval;
  }

  update(price: number, replace: boolean): number | null {
    const mean = this.#mean.revise(price, replace);
    if (this.#missing > 0 && (!replace || this.#missing === this.interval)) this.#missing--;
    if (this.#missing > 0) return null;
    this.result = mean;
    return mean;
  }
}
