/** This package, one value at a time. */
import {
  BollingerBands,
  Ewma,
  EwmVariance,
  RollingMean,
  RollingStdDev,
  RollingSum,
  ZScore,
} from "../../../bindings/calculators/index.ts";
import { type Contestant, streamed } from "../kernel.ts";
import { ourVersion } from "../peer.ts";

export const contestant: Contestant = {
  name: "ours, streaming",
  version: ourVersion(),
  run({ statistic, window }, column) {
    const options = { window };
    if (statistic === "sum") {
      const made = new RollingSum(options);
      return { answers: streamed(column, (x) => made.update(x)) };
    }
    if (statistic === "mean") {
      const made = new RollingMean(options);
      return { answers: streamed(column, (x) => made.update(x)) };
    }
    if (statistic === "sigma") {
      const made = new RollingStdDev({ ...options, ddof: 0 });
      return { answers: streamed(column, (x) => made.update(x)) };
    }
    if (statistic === "zscore") {
      const made = new ZScore({ ...options, ddof: 0, includesCurrent: true });
      return { answers: streamed(column, (x) => made.update(x)) };
    }
    if (statistic === "bands") {
      const made = new BollingerBands({ ...options, width: 2 });
      return {
        answers: streamed(column, (x) => {
          made.update(x);
          return made.upper;
        }),
      };
    }
    if (statistic === "ewma") {
      const made = new Ewma({ span: window });
      return { answers: streamed(column, (x) => made.update(x)) };
    }
    const made = new EwmVariance({ span: window });
    return { answers: streamed(column, (x) => made.update(x)) };
  },
};
