/** Rolling statistics of a column, recomputed from all its known values in every row. */
import { mean, ratio, sum, variance } from "./numbers.ts";

export type RollingWindow = { kind: "rows"; count: number } | { kind: "time"; us: number };
export type Statistic = "sum" | "mean" | "variance" | "sigma";

const MIN_SCORED = 8;

/** Known values of the rows before `end`, with their times. */
function known(values: Float64Array, times: Float64Array, end: number) {
  const all: { x: number; time: number }[] = [];
  for (let i = 0; i < end; i++) {
    if (!Number.isNaN(values[i])) all.push({ x: values[i], time: times[i] });
  }
  return all;
}

/** Value of a rolling statistic in row i, the row included. */
export function rollingAt(
  statistic: Statistic,
  values: Float64Array,
  times: Float64Array,
  i: number,
  window: RollingWindow,
): number {
  if (Number.isNaN(values[i])) return Number.NaN;
  const all = known(values, times, i + 1);
  const inside =
    window.kind === "rows"
      ? all.slice(-window.count)
      : all.filter(({ time }) => time > times[i] - window.us);
  if (window.kind === "rows" && inside.length < window.count) return Number.NaN;
  const xs = inside.map(({ x }) => x);
  if (statistic === "sum") return sum(xs);
  if (statistic === "mean") return mean(xs);
  return statistic === "variance" ? variance(xs) : Math.sqrt(variance(xs));
}

/** Distance of row i from the mean of the rows before it, in their sigmas. */
export function zScoreAt(
  values: Float64Array,
  times: Float64Array,
  i: number,
  window: RollingWindow,
): number {
  const before = known(values, times, i);
  const inside =
    window.kind === "rows"
      ? before.slice(-window.count)
      : before.filter(({ time }) => time > times[i] - window.us);
  if (inside.length < (window.kind === "rows" ? window.count : MIN_SCORED)) return Number.NaN;
  const xs = inside.map(({ x }) => x);
  return ratio(values[i] - mean(xs), Math.sqrt(variance(xs)));
}
