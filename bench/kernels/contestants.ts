/** Who competes in which statistic; each is loaded only where it runs. */
import type { Contestant, Statistic } from "./kernel.ts";

interface Entry {
  readonly statistics: readonly Statistic[];
  /** Goes through the whole window for every value. */
  readonly isSlow?: boolean;
  load(): Promise<{ contestant: Contestant }>;
}

/** Statistics of one column. */
const SINGLE: readonly Statistic[] = [
  "sum",
  "mean",
  "sigma",
  "zscore",
  "bands",
  "ewma",
  "ewvariance",
];
const ALL: readonly Statistic[] = [
  ...SINGLE,
  "correlation",
  "regression",
  "timed-mean",
  "timed-sigma",
];
const SMOOTH: readonly Statistic[] = ["mean", "sigma", "zscore", "bands", "ewma"];
const WINDOWED: readonly Statistic[] = ["sum", "mean", "sigma", "zscore", "bands"];
const NO_VARIANCE: readonly Statistic[] = [...WINDOWED, "ewma"];

/** Contestants by short name, ours first. */
export const CONTESTANTS: Readonly<Record<string, Entry>> = {
  "ours-batch": { statistics: ALL, load: () => import("./contestants/ours-batch.ts") },
  "ours-stream": { statistics: ALL, load: () => import("./contestants/ours-stream.ts") },
  "js-batch": { statistics: ALL, load: () => import("./contestants/expert-js-batch.ts") },
  "js-stream": { statistics: SINGLE, load: () => import("./contestants/expert-js-stream.ts") },
  "@stdlib": { statistics: SINGLE, load: () => import("./contestants/stdlib.ts") },
  "trading-signals": {
    statistics: SMOOTH,
    isSlow: true,
    load: () => import("./contestants/trading-signals.ts"),
  },
  technicalindicators: {
    statistics: SMOOTH,
    isSlow: true,
    load: () => import("./contestants/technicalindicators.ts"),
  },
  "fast-technical-indicators": {
    statistics: SMOOTH,
    isSlow: true,
    load: () => import("./contestants/fast-technical-indicators.ts"),
  },
  "@ixjb94/indicators": {
    statistics: NO_VARIANCE,
    load: () => import("./contestants/ixjb94.ts"),
  },
  indicatorts: { statistics: NO_VARIANCE, load: () => import("./contestants/indicatorts.ts") },
  arquero: { statistics: WINDOWED, load: () => import("./contestants/arquero.ts") },
  "simple-statistics": {
    statistics: WINDOWED,
    isSlow: true,
    load: () => import("./contestants/simple-statistics.ts"),
  },
  "d3-array": {
    statistics: WINDOWED,
    isSlow: true,
    load: () => import("./contestants/d3-array.ts"),
  },
  "stats-lite": {
    statistics: WINDOWED,
    isSlow: true,
    load: () => import("./contestants/stats-lite.ts"),
  },
};
