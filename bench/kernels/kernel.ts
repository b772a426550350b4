/**
 * Single statistics over columns of prices, and what it takes to compete in them.
 */

export type Statistic =
  | "sum"
  | "mean"
  | "sigma"
  | "zscore"
  | "bands"
  | "ewma"
  | "ewvariance"
  | "correlation"
  | "regression"
  | "timed-mean"
  | "timed-sigma";

export interface Kernel {
  readonly statistic: Statistic;
  /** Values of the window; exponential weights: span, alpha = 2 / (window + 1); timed: seconds. */
  readonly window: number;
}

/** A kernel on its way: what is timed, and by which conventions its answers are to be judged. */
export interface Run {
  /** Takes the whole column and answers each value; shorter answers belong to its end. */
  answers(): ArrayLike<number>;
  /** Where the same pass writes further answers: `FURTHER` in its order. */
  further?(): readonly ArrayLike<number>[];
  /** What the variance is divided by: window less this; default 0. */
  readonly ddof?: 0 | 1;
  /** What an exponential mean begins with; default the first value. */
  readonly seed?: "first" | "sma";
}

/** One way to compute kernels. */
export interface Contestant {
  readonly name: string;
  readonly version: string;
  /** Prepares a kernel over a column; undefined where there is none. */
  run(kernel: Kernel, column: Float64Array): Run | undefined;
}

/** Answers beside the first: of bands, that is the upper edge, of a regression the slope. */
export const FURTHER: Readonly<Partial<Record<Statistic, readonly string[]>>> = {
  bands: ["middle", "lower", "percentB"],
  regression: ["intercept", "r2"],
};

const STATISTICS: readonly Statistic[] = ["sum", "mean", "sigma", "zscore", "bands"];
const WINDOWS = [20, 256];

/** All kernels by name: "sum-20", "timed-mean-10s". */
export const KERNELS: ReadonlyMap<string, Kernel> = new Map(
  [
    ...STATISTICS.flatMap((statistic) => WINDOWS.map((window) => ({ statistic, window }))),
    { statistic: "ewma" as const, window: 20 },
    { statistic: "ewvariance" as const, window: 20 },
    { statistic: "correlation" as const, window: 256 },
    { statistic: "regression" as const, window: 256 },
    { statistic: "timed-mean" as const, window: 10 },
    { statistic: "timed-sigma" as const, window: 10 },
  ].map((kernel) => [nameOf(kernel), kernel]),
);

function nameOf({ statistic, window }: Kernel): string {
  return `${statistic}-${window}${statistic.startsWith("timed") ? "s" : ""}`;
}

/** Weight of a new value. */
export function alphaOf(kernel: Kernel): number {
  return 2 / (kernel.window + 1);
}

/** Answers of a stream: `update` for each value or candle, written into one array. */
export function streamed<T>(values: ArrayLike<T>, update: (x: T) => number): Run["answers"] {
  const out = new Float64Array(values.length);
  return () => {
    for (let index = 0; index < values.length; index++) out[index] = update(values[index]);
    return out;
  };
}
