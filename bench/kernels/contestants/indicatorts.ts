/** indicatorts, a column at a time. */
import type { Contestant } from "../kernel.ts";
import { modulePeer, versionOf } from "../peer.ts";

type Windowed = (values: number[], options: { period: number }) => number[];

interface Api {
  readonly msum: Windowed;
  readonly sma: Windowed;
  readonly mstd: Windowed;
  readonly ema: Windowed;
  readonly bollingerBands: (values: number[], o: { period: number }) => { upper: number[] };
}

const api = await modulePeer<Api>("indicatorts");

export const contestant: Contestant = {
  name: "indicatorts, batch",
  version: versionOf("indicatorts"),
  run({ statistic, window }, column) {
    const values = Array.from(column);
    const options = { period: window };
    if (statistic === "sum") return { answers: () => api.msum(values, options) };
    if (statistic === "mean") return { answers: () => api.sma(values, options) };
    if (statistic === "sigma") return { answers: () => api.mstd(values, options) };
    if (statistic === "ewma") return { answers: () => api.ema(values, options) };
    if (statistic === "bands") return { answers: () => api.bollingerBands(values, options).upper };
    if (statistic !== "zscore") return undefined;
    return {
      answers() {
        const means = api.sma(values, options);
        const sigmas = api.mstd(values, options);
        return values.map((x, i) => (x - means[i]) / sigmas[i]);
      },
    };
  },
};
