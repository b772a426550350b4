/** This package, one value at a time. */
import {
  BollingerBands,
  Ewma,
  EwmVariance,
  RollingCorrelation,
  RollingMean,
  RollingRegression,
  RollingStdDev,
  RollingSum,
  ZScore,
} from "../../../bindings/calculators/index.ts";
import { partnerOf, timesFor } from "../inputs.ts";
import { type Contestant, type Run, streamed } from "../kernel.ts";
import { ourVersion } from "../peer.ts";

/** As `streamed`, for two columns. */
function streamedTwo(
  column: Float64Array,
  beside: Float64Array,
  update: (x: number, y: number) => number,
): Run["answers"] {
  const out = new Float64Array(column.length);
  return () => {
    for (let index = 0; index < column.length; index++) {
      out[index] = update(column[index], beside[index]);
    }
    return out;
  };
}

/** Each pass begins anew: its times do. */
function timedRun(
  column: Float64Array,
  made: { reset(): void; update(x: number, timeUs: number): number },
): Run {
  const pass = streamedTwo(column, timesFor(column), (x, timeUs) => made.update(x, timeUs));
  return {
    answers() {
      made.reset();
      return pass();
    },
  };
}

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
    if (statistic === "correlation") {
      const made = new RollingCorrelation(options);
      return { answers: streamedTwo(column, partnerOf(column), (x, y) => made.update(x, y)) };
    }
    if (statistic === "regression") {
      const made = new RollingRegression(options);
      return { answers: streamedTwo(column, partnerOf(column), (x, y) => made.update(x, y)) };
    }
    if (statistic === "timed-mean") {
      const made = new RollingMean({ window: `${window}s` });
      return timedRun(column, made);
    }
    if (statistic === "timed-sigma") {
      const made = new RollingStdDev({ window: `${window}s`, ddof: 0 });
      return timedRun(column, made);
    }
    const made = new EwmVariance({ span: window });
    return { answers: streamed(column, (x) => made.update(x)) };
  },
};
