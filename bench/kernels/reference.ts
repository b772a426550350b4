/**
 * What the answers must be: each from its definition over its own window, in two passes, around
 * the window's first value. Slow, and sure to fifteen digits.
 */
import { partnerOf, timesFor } from "./inputs.ts";
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

/** One answer a column for each value from the first full window on, NaN before. */
function filled(
  { window }: Kernel,
  { length }: Float64Array,
  answersAt: (index: number) => readonly number[],
): Float64Array[] {
  const columns = answersAt(window - 1).map(() => new Float64Array(length).fill(Number.NaN));
  for (let index = window - 1; index < length; index++) {
    answersAt(index).forEach((answer, which) => {
      columns[which][index] = answer;
    });
  }
  return columns;
}

function windowed(kernel: Kernel, column: Float64Array, ddof: number): Float64Array[] {
  const { statistic, window } = kernel;
  return filled(kernel, column, (index) => {
    const x = column[index];
    const { sum, mean, sigma } = momentsOf(column, index + 1 - window, index + 1, ddof);
    if (statistic === "sum") return [sum];
    if (statistic === "mean") return [mean];
    if (statistic === "sigma") return [sigma];
    if (statistic === "zscore") return [(x - mean) / sigma];
    const lower = mean - 2 * sigma;
    return [mean + 2 * sigma, mean, lower, (x - lower) / (4 * sigma)];
  });
}

/** Correlation; or slope, intercept and r2 of the line of the partner over the prices. */
function paired(kernel: Kernel, x: Float64Array): Float64Array[] {
  const { statistic, window } = kernel;
  const y = partnerOf(x);
  return filled(kernel, x, (index) => {
    const from = index + 1 - window;
    const ofX = momentsOf(x, from, index + 1, 0);
    const ofY = momentsOf(y, from, index + 1, 0);
    let products = 0;
    for (let i = from; i <= index; i++) products += (x[i] - ofX.mean) * (y[i] - ofY.mean);
    const correlation = products / window / (ofX.sigma * ofY.sigma);
    if (statistic === "correlation") return [correlation];
    const slope = (correlation * ofY.sigma) / ofX.sigma;
    return [slope, ofY.mean - slope * ofX.mean, correlation ** 2];
  });
}

/** Mean or sigma of the values that came after the time of the newest less the span. */
function timed({ statistic, window }: Kernel, column: Float64Array): Float64Array {
  const times = timesFor(column);
  const spanUs = window * 1e6;
  let from = 0;
  return column.map((_, index) => {
    while (times[from] <= times[index] - spanUs) from++;
    if (times[index] - times[0] < spanUs) return Number.NaN;
    const { mean, sigma } = momentsOf(column, from, index + 1, 0);
    return statistic === "timed-mean" ? mean : sigma;
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

/** The right answers by the conventions of a run, the first one's column first. */
export function reference(kernel: Kernel, column: Float64Array, run: Run): Float64Array[] {
  const { statistic } = kernel;
  if (statistic.startsWith("ew")) return [weighted(kernel, column, run.seed ?? "first")];
  if (statistic.startsWith("timed")) return [timed(kernel, column)];
  if (statistic === "correlation" || statistic === "regression") return paired(kernel, column);
  return windowed(kernel, column, run.ddof ?? 0);
}

/** Statistics whose answers near 0 are compared by their difference: their unit is of size 1. */
const OF_UNIT_SIZE = ["zscore", "bands", "correlation", "regression"];

/** Largest relative error of answers, compared from their end; Infinity where one is missing. */
export function worstError(
  { statistic }: Kernel,
  expected: ArrayLike<number>,
  found: ArrayLike<number>,
): number {
  const least = OF_UNIT_SIZE.includes(statistic) ? 1 : Number.MIN_VALUE;
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
