/** Control charts over a column: baseline, EWMA chart and tabular CUSUM, walked row by row. */
import { mean, variance } from "./numbers.ts";

export type Baseline =
  | { kind: "fixed"; centre: number; sigma: number }
  | { kind: "phase1"; count: number }
  | { kind: "ewm"; halfLife: number };

export interface ChartSpec {
  kind: "ewma" | "cusum";
  lambda: number;
  limit: number;
  k: number;
  h: number;
  cap: number;
  baseline: Baseline;
}

export type ChartRow = Record<string, number>;

interface Centre {
  centre: number;
  sigma: number;
}

/** Centre and sigma from the values learned so far, or null while they are too few. */
export function centreOf(learned: readonly number[], baseline: Baseline): Centre | null {
  if (baseline.kind === "fixed") return baseline;
  if (baseline.kind === "phase1") {
    const first = learned.slice(0, baseline.count);
    if (first.length < baseline.count) return null;
    return { centre: mean(first), sigma: Math.sqrt(variance(first)) };
  }
  if (learned.length < Math.max(20, Math.min(baseline.halfLife, 100))) return null;
  const slowest = 1 - 2 ** (-1 / baseline.halfLife);
  let m = 0;
  let v = 0;
  learned.forEach((x, i) => {
    const a = Math.max(slowest, 1 / (i + 1));
    const d = x - m;
    m += a * d;
    v = (1 - a) * (v + a * d * d);
  });
  return { centre: m, sigma: Math.sqrt(v) };
}

/** One chart over a whole column; rows without a score are empty (every part NaN). */
export function chartPath(values: Float64Array, spec: ChartSpec): ChartRow[] {
  const learned: number[] = [];
  const step = spec.kind === "ewma" ? ewmaChart(spec) : cusumChart(spec);
  const patience = spec.baseline.kind === "ewm" ? 5 * spec.baseline.halfLife : 0;
  let unlearned = 0;
  return Array.from(values, (x) => {
    if (Number.isNaN(x)) return {};
    const base = centreOf(learned, spec.baseline);
    if (base === null || base.sigma === 0) {
      learned.push(x);
      return {};
    }
    const { row, isAlarming } = step(x, base);
    unlearned = isAlarming ? unlearned + 1 : 0;
    if (!isAlarming || unlearned > patience) learned.push(x);
    return row;
  });
}

type Step = (x: number, base: Centre) => { row: ChartRow; isAlarming: boolean };

function ewmaChart({ lambda, limit }: ChartSpec): Step {
  let level = 0;
  let i = 0;
  let isAlarming = false;
  return (x, { centre, sigma }) => {
    i++;
    level += lambda * ((x - centre) / sigma - level);
    const spread = Math.sqrt((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * i)));
    const score = level / spread;
    const isOut = Math.abs(score) > limit;
    const alarm = isOut && !isAlarming ? Math.sign(score) : 0;
    isAlarming = isOut;
    const row = {
      score,
      level: centre + sigma * level,
      center: centre,
      sigma,
      upper: centre + limit * sigma * spread,
      lower: centre - limit * sigma * spread,
      alarm,
    };
    return { row, isAlarming };
  };
}

function cusumChart({ k, h, cap }: ChartSpec): Step {
  const side = () => ({ sum: 0, run: 0, isAlarming: false });
  const U = side();
  const D = side();
  const feed = (s: typeof U, u: number): boolean => {
    s.sum = Math.min(cap, Math.max(0, s.sum + u - k));
    s.run = s.sum > 0 ? s.run + 1 : 0;
    if (s.sum === 0) s.isAlarming = false;
    const begins = s.sum > h && !s.isAlarming;
    s.isAlarming ||= begins;
    return begins;
  };
  return (x, { centre, sigma }) => {
    const u = (x - centre) / sigma;
    const rises = feed(U, u);
    const falls = feed(D, -u);
    const [s, sign] = U.sum >= D.sum ? [U, 1] : [D, -1];
    const row = {
      value: sign * s.sum,
      up: U.sum,
      down: D.sum,
      alarm: rises ? 1 : falls ? -1 : 0,
      run: sign * s.run,
      shift: s.run === 0 ? Number.NaN : centre + sign * sigma * (k + s.sum / s.run),
    };
    return { row, isAlarming: U.isAlarming || D.isAlarming };
  };
}
