/**
 * What the answers must be: each from its definition over its own window, in two passes, around
 * the window's first value. Slow, and sure to fifteen digits.
 */
import { alphaOf, type Kernel, type Run } from "./kernel.ts";

interface Moments {
  readonly sum: number;
  readonly mean: number;
  readonly sigma: number;
}

function momentsOf(column: Float64Array, from: number, to: number, ddof: number): Moments {
  const count = to - from;
  const shift = column[from];
  let first = 0;
  for (let index = from; index < to; index++) first += column[index] - shift;
  const around = first / count;
  let squares = 0;
  for (let index = from; index < to; index++) squares += (column[index] - shift - around) ** 2;
  const sigma = Math.sqrt(squares / (count - ddof));
  return { sum: shift * count + first, mean: shift + around, sigma };
}

function windowed(kernel: Kernel, column: Float64Array, ddof: number): Float64Array {
  const { statistic, window } = kernel;
  return column.map((x, index) => {
    if (index + 1 < window) return Number.NaN;
    const { sum, mean, sigma } = momentsOf(column, index + 1 - window, index + 1, ddof);
    if (statistic === "sum") return sum;
    if (statistic === "mean") return mean;
    if (statistic === "bands") return mean + 2 * sigma;
    return statistic === "sigma" ? sigma : (x - mean) / sigma;
  });
}

function weighted(kernel: Kernel, column: Float64Array, seed: Run["seed"]): Float64Array {
  const alpha = alphaOf(kernel);
  const shift = column[0];
  let from = 0;
  let mean = 0;
  if (seed === "sma") {
    from = kernel.window - 1;
    mean = momentsOf(column, 0, kernel.window, 0).mean - shift;
  }
  let variance = 0;
  return column.map((x, index) => {
    if (index < from) return Number.NaN;
    if (index > from) {
      const d = x - shift - mean;
      mean += alpha * d;
      variance = (1 - alpha) * (variance + alpha * d * d);
    }
    return kernel.statistic === "ewma" ? shift + mean : variance;
  });
}

/** The right answers by the conventions of a run. */
export function reference(kernel: Kernel, column: Float64Array, run: Run): Float64Array {
  const isWeighted = kernel.statistic === "ewma" || kernel.statistic === "ewvariance";
  if (isWeighted) return weighted(kernel, column, run.seed ?? "first");
  return windowed(kernel, column, run.ddof ?? 0);
}

/** Scores are compared by their difference below it: their unit is a standard deviation. */
const SCORE_UNIT = 1;

/** Largest relative error of answers, compared from their end; Infinity where one is missing. */
export function worstError(
  { statistic }: Kernel,
  expected: ArrayLike<number>,
  found: ArrayLike<number>,
): number {
  const least = statistic === "zscore" ? SCORE_UNIT : Number.MIN_VALUE;
  let worst = 0;
  for (let back = 1; back <= expected.length; back++) {
    const right = expected[expected.length - back];
    if (Number.isNaN(right)) continue;
    const answer = found[found.length - back] ?? Number.NaN;
    if (answer === right) continue;
    const apart = Math.abs(answer - right) / Math.max(Math.abs(right), least);
    if (!(apart <= worst)) worst = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
  }
  return worst;
}
