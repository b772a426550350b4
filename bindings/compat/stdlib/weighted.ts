/** Exponentially weighted mean and variance. */
import { Ewma, EwmVariance } from "../../calculators/index.ts";
import { type Accumulator, standing } from "./accumulator.ts";
import { checkedAlpha } from "./arguments.ts";

/** A weight of 0 keeps the first value for ever; so does one that is too small to be seen. */
const UNSEEN = 1e-300;

/**
 * Mean in which a new value weighs `alpha`; it begins with the first value.
 * @throws {TypeError} if `alpha` is negative or no number, {RangeError} if it is above 1
 */
export function increwmean(alpha: number): Accumulator {
  const weight = checkedAlpha("increwmean", alpha);
  const mean = new Ewma({ alpha: Math.max(weight, UNSEEN) });
  return (x) => (x === undefined ? standing(mean) : mean.update(x));
}

/**
 * Variance around that mean, 0 after the first value.
 * @throws {TypeError} if `alpha` is negative or no number, {RangeError} if it is above 1
 */
export function increwvariance(alpha: number): Accumulator {
  const weight = checkedAlpha("increwvariance", alpha);
  const variance = new EwmVariance({ alpha: Math.max(weight, UNSEEN) });
  return (x) => (x === undefined ? standing(variance) : variance.update(x));
}
