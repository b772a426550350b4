/** What an expert writes by hand for a whole column: loops over typed arrays, unchecked. */
import { alphaOf, type Contestant } from "../kernel.ts";

function sums(x: Float64Array, out: Float64Array, window: number, divisor: number): void {
  let sum = 0;
  for (let i = 0; i < window - 1; i++) {
    sum += x[i];
    out[i] = Number.NaN;
  }
  sum += x[window - 1];
  out[window - 1] = sum / divisor;
  for (let i = window; i < x.length; i++) {
    sum += x[i] - x[i - window];
    out[i] = sum / divisor;
  }
}

function plainSums(x: Float64Array, out: Float64Array, window: number): void {
  let sum = 0;
  for (let i = 0; i < window - 1; i++) {
    sum += x[i];
    out[i] = Number.NaN;
  }
  sum += x[window - 1];
  out[window - 1] = sum;
  for (let i = window; i < x.length; i++) {
    sum += x[i] - x[i - window];
    out[i] = sum;
  }
}

/** Calls `answer` with the last value, the mean and sigma, all around the first value. */
function moments(
  x: Float64Array,
  out: Float64Array,
  window: number,
  answer: "sigma" | "zscore" | "bands",
): void {
  const shift = x[0];
  const perRow = 1 / window;
  let first = 0;
  let second = 0;
  for (let i = 0; i < window; i++) {
    const d = x[i] - shift;
    first += d;
    second += d * d;
    out[i] = Number.NaN;
  }
  for (let i = window - 1; ; ) {
    const mean = first * perRow;
    const sigma = Math.sqrt(Math.max(second * perRow - mean * mean, 0));
    if (answer === "sigma") out[i] = sigma;
    else if (answer === "zscore") out[i] = (x[i] - shift - mean) / sigma;
    else out[i] = shift + mean + 2 * sigma;
    if (++i === x.length) return;
    const d = x[i] - shift;
    const old = x[i - window] - shift;
    first += d - old;
    second += d * d - old * old;
  }
}

function ewma(x: Float64Array, out: Float64Array, alpha: number): void {
  let mean = x[0];
  for (let i = 0; i < x.length; i++) {
    mean += alpha * (x[i] - mean);
    out[i] = mean;
  }
}

function ewvariance(x: Float64Array, out: Float64Array, alpha: number): void {
  let mean = x[0];
  let variance = 0;
  const keep = 1 - alpha;
  for (let i = 0; i < x.length; i++) {
    const d = x[i] - mean;
    mean += alpha * d;
    variance = keep * (variance + alpha * d * d);
    out[i] = variance;
  }
}

export const contestant: Contestant = {
  name: "expert JavaScript, batch",
  version: process.versions.node,
  run(kernel, x) {
    const { statistic, window } = kernel;
    const out = new Float64Array(x.length);
    const alpha = alphaOf(kernel);
    const works = {
      sum: () => plainSums(x, out, window),
      mean: () => sums(x, out, window, window),
      sigma: () => moments(x, out, window, "sigma"),
      zscore: () => moments(x, out, window, "zscore"),
      bands: () => moments(x, out, window, "bands"),
      ewma: () => ewma(x, out, alpha),
      ewvariance: () => ewvariance(x, out, alpha),
    };
    const work = works[statistic];
    return {
      answers() {
        work();
        return out;
      },
    };
  },
};
