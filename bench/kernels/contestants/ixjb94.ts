/** @ixjb94/indicators, a column at a time. */
import type { Contestant } from "../kernel.ts";
import { peer, versionOf } from "../peer.ts";

interface Api {
  readonly IndicatorsSync: new () => {
    sum(values: number[], window: number): number[];
    sma(values: number[], window: number): number[];
    stddev(values: number[], window: number): number[];
    ema(values: number[], window: number): number[];
    bbands(values: number[], window: number, width: number): number[][];
  };
}

const { IndicatorsSync } = peer<Api>("@ixjb94/indicators");

export const contestant: Contestant = {
  name: "@ixjb94/indicators, batch",
  version: versionOf("@ixjb94/indicators"),
  run({ statistic, window }, column) {
    const api = new IndicatorsSync();
    const values = Array.from(column);
    if (statistic === "sum") return { answers: () => api.sum(values, window) };
    if (statistic === "mean") return { answers: () => api.sma(values, window) };
    if (statistic === "sigma") return { answers: () => api.stddev(values, window) };
    if (statistic === "ewma") return { answers: () => api.ema(values, window) };
    if (statistic === "bands") return { answers: () => api.bbands(values, window, 2)[2] };
    if (statistic !== "zscore") return undefined;
    return {
      answers() {
        const means = api.sma(values, window);
        const sigmas = api.stddev(values, window);
        return means.map((mean, i) => (values[i + window - 1] - mean) / sigmas[i]);
      },
    };
  },
};
