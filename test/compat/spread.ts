/** Mean and population standard deviation of windows, from the definition. */
import { mean } from "../naive/numbers.ts";

export interface Spread {
  readonly mean: number;
  readonly sigma: number;
  /** How far the newest value lies above the mean. */
  readonly distance: number;
}

/** Distances from the first value are exact where values lie close together. */
export function spreadOf(window: readonly number[]): Spread {
  const distances = window.map((x) => x - window[0]);
  const centre = mean(distances);
  const squares = distances.map((d) => (d - centre) ** 2);
  const distance = distances[distances.length - 1] - centre;
  return { mean: mean(window), sigma: Math.sqrt(mean(squares)), distance };
}
