/** Exponentially weighted mean and variance (Finch), walked from the first value to row i. */
import { ratio } from "./numbers.ts";

export type HalfLife = { kind: "rows"; rows: number } | { kind: "time"; us: number };

export interface Ewm {
  mean: number;
  variance: number;
  /** Of the last value, with the state before it. */
  score: number;
}

/** The statistics in every row; NaN where the input is unknown. */
export function ewmPath(values: Float64Array, times: Float64Array, halfLife: HalfLife): Ewm[] {
  const unknown: Ewm = { mean: Number.NaN, variance: Number.NaN, score: Number.NaN };
  let last: Ewm | null = null;
  let lastTime = Number.NaN;
  return Array.from(values, (x, i) => {
    if (Number.isNaN(x)) return unknown;
    const steps =
      halfLife.kind === "rows" ? 1 / halfLife.rows : (times[i] - lastTime) / halfLife.us;
    last = last === null ? { ...unknown, mean: x, variance: 0 } : after(last, x, 1 - 2 ** -steps);
    lastTime = times[i];
    return last;
  });
}

function after({ mean, variance }: Ewm, x: number, a: number): Ewm {
  const d = x - mean;
  return {
    mean: mean + a * d,
    variance: (1 - a) * (variance + a * d * d),
    score: ratio(d, Math.sqrt(variance)),
  };
}
