/** What an expert writes by hand for a whole column: loops over typed arrays, unchecked. */
import { partnerOf, timesFor } from "../inputs.ts";
import { alphaOf, type Contestant, FURTHER } from "../kernel.ts";
import { pairs } from "./expert-js-pairs.ts";
import { overTime } from "./expert-js-timed.ts";

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

/** Values after which sums are taken anew around a new shift, or rounding would show. */
const ANEW = 4096;

function moments(
  x: Float64Array,
  outs: readonly Float64Array[],
  window: number,
  answer: "sigma" | "zscore" | "bands",
): void {
  for (const out of outs) out.fill(Number.NaN, 0, window - 1);
  for (let from = window - 1; from < x.length; from += ANEW) {
    momentsFrom(x, outs, window, answer, from, Math.min(from + ANEW, x.length));
  }
}

/** Answers `[from, to)`, everything around the first value of the first window. */
function momentsFrom(
  x: Float64Array,
  [out, middle, lower, percentB]: readonly Float64Array[],
  window: number,
  answer: "sigma" | "zscore" | "bands",
  from: number,
  to: number,
): void {
  const shift = x[from + 1 - window];
  const perRow = 1 / window;
  let first = 0;
  let second = 0;
  for (let i = from + 1 - window; i <= from; i++) {
    const d = x[i] - shift;
    first += d;
    second += d * d;
  }
  for (let i = from; ; ) {
    const mean = first * perRow;
    const sigma = Math.sqrt(Math.max(second * perRow - mean * mean, 0));
    if (answer === "sigma") out[i] = sigma;
    else if (answer === "zscore") out[i] = (x[i] - shift - mean) / sigma;
    else {
      const width = 2 * sigma;
      out[i] = shift + mean + width;
      middle[i] = shift + mean;
      lower[i] = shift + mean - width;
      percentB[i] = (x[i] - shift - mean + width) / (width + width);
    }
    if (++i === to) return;
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
    const more = FURTHER[statistic] ?? [];
    const outs = ["", ...more].map(() => new Float64Array(x.length));
    const [out] = outs;
    const partner = partnerOf(x);
    const times = timesFor(x);
    const alpha = alphaOf(kernel);
    const works = {
      sum: () => plainSums(x, out, window),
      mean: () => sums(x, out, window, window),
      sigma: () => moments(x, outs, window, "sigma"),
      zscore: () => moments(x, outs, window, "zscore"),
      bands: () => moments(x, outs, window, "bands"),
      ewma: () => ewma(x, out, alpha),
      ewvariance: () => ewvariance(x, out, alpha),
      correlation: () => pairs(x, partner, window, outs),
      regression: () => pairs(x, partner, window, outs),
      "timed-mean": () => overTime(x, times, out, window * 1e6, true),
      "timed-sigma": () => overTime(x, times, out, window * 1e6, false),
    };
    const work = works[statistic];
    return {
      answers() {
        work();
        return out;
      },
      further: () => outs.slice(1),
    };
  },
};
