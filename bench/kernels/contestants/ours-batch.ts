/** This package, a column at a time, its columns in linear memory. */
import {
  BollingerBands,
  Column,
  Ewma,
  EwmVariance,
  RollingMean,
  RollingStdDev,
  RollingSum,
  ZScore,
} from "../../../bindings/calculators/index.ts";
import type { Contestant, Kernel } from "../kernel.ts";
import { ourVersion } from "../peer.ts";

/** Sends a column through a calculator that is ready for it. */
export function processing({ statistic, window }: Kernel) {
  const options = { window };
  if (statistic === "sum") return new RollingSum(options);
  if (statistic === "mean") return new RollingMean(options);
  if (statistic === "sigma") return new RollingStdDev({ ...options, ddof: 0 });
  if (statistic === "zscore") return new ZScore({ ...options, ddof: 0, includesCurrent: true });
  if (statistic === "ewma") return new Ewma({ span: window });
  return new EwmVariance({ span: window });
}

export const contestant: Contestant = {
  name: "ours, batch",
  version: ourVersion(),
  run(kernel, column) {
    const input = new Column(column.length);
    const output = new Column(column.length);
    input.values.set(column);
    if (kernel.statistic === "bands") {
      const bands = new BollingerBands({ window: kernel.window });
      const [lower, middle, percentB] = Array.from({ length: 3 }, () => new Column(column.length));
      return {
        answers() {
          bands.reset();
          const out = {
            middle: middle.values,
            upper: output.values,
            lower: lower.values,
            percentB: percentB.values,
          };
          return bands.process(input, out).upper;
        },
      };
    }
    const made = processing(kernel);
    return {
      answers() {
        made.reset();
        return made.process(input, output.values);
      },
    };
  },
};
