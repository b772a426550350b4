/** Exponentially weighted mean and variance of the known values, from the first to the last. */
import { mean } from "../naive/numbers.ts";

export interface Ewm {
  mean: number;
  variance: number;
  /** Known values. */
  count: number;
}

/**
 * Works with distances from the first value, which are exact where values lie close together.
 * @param seedValues values whose plain mean it begins with
 */
export function ewmOf(values: readonly number[], rate: number, seedValues = 1): Ewm {
  const known = values.filter(Number.isFinite);
  const distances = known.map((x) => x - known[0]);
  let [level, variance] = [mean(distances.slice(0, seedValues)), 0];
  for (const distance of distances.slice(seedValues)) {
    const d = distance - level;
    level += rate * d;
    variance = (1 - rate) * (variance + rate * d * d);
  }
  return { mean: known[0] + level, variance, count: known.length };
}

/** NaN after an unknown value, else the answer. */
export function ifKnown<T>(values: readonly number[], answer: T): T | number {
  return Number.isFinite(values[values.length - 1]) ? answer : Number.NaN;
}
