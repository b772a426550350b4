/** This package, a column at a time, its columns in linear memory. */
import {
  BollingerBands,
  Column,
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
import { type Contestant, FURTHER, type Kernel } from "../kernel.ts";
import { ourVersion } from "../peer.ts";

/** Sends columns through a calculator, from its beginning. */
type Pass = (x: Column, beside: Column, outs: readonly Column[]) => void;

function passOf({ statistic, window }: Kernel): Pass {
  if (statistic === "bands") {
    const made = new BollingerBands({ window });
    return (x, _, outs) => {
      made.reset();
      const [upper, middle, lower, percentB] = outs.map(({ values }) => values);
      made.process(x, { upper, middle, lower, percentB });
    };
  }
  if (statistic === "regression") {
    const made = new RollingRegression({ window });
    return (x, beside, outs) => {
      made.reset();
      const [slope, intercept, r2] = outs.map(({ values }) => values);
      made.process(x, beside, { slope, intercept, r2 });
    };
  }
  if (statistic === "correlation" || statistic.startsWith("timed")) {
    const made = processingTwo({ statistic, window });
    return (x, beside, [out]) => {
      made.reset();
      made.process(x, beside, out.values);
    };
  }
  const made = processing({ statistic, window });
  return (x, _, [out]) => {
    made.reset();
    made.process(x, out.values);
  };
}

/** A calculator over two columns: pairs, or values and their times. */
function processingTwo({ statistic, window }: Kernel) {
  if (statistic === "correlation") return new RollingCorrelation({ window });
  const options = { window: `${window}s` as const };
  if (statistic === "timed-mean") return new RollingMean(options);
  return new RollingStdDev({ ...options, ddof: 0 });
}

function processing({ statistic, window }: Kernel) {
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
    const { statistic } = kernel;
    const isTimed = statistic.startsWith("timed");
    const input = new Column(column.length);
    const beside = new Column(column.length);
    const outs = ["", ...(FURTHER[statistic] ?? [])].map(() => new Column(column.length));
    input.values.set(column);
    beside.values.set(isTimed ? timesFor(column) : partnerOf(column));
    const pass = passOf(kernel);
    return {
      answers() {
        pass(input, beside, outs);
        return outs[0].values;
      },
      further: () => outs.slice(1).map(({ values }) => values),
    };
  },
};
