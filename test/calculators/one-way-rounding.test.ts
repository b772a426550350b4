/**
 * Series that repeat so that taking a value in and out again rounds the same way each time: what
 * is only ever added and taken away drifts off by 1e-11, what is summed anew now and then does not.
 */
import { describe, expect, test } from "vitest";
import {
  RollingCovariance,
  RollingMean,
  RollingStdDev,
  RollingSum,
} from "../../bindings/calculators/index.ts";
import { exactCovariance, exactMean, exactVariance } from "../naive/exact-moments.ts";

const LENGTH = 200_000;
const WORST = 1e-12;

/** A stretch that repeats, and a window of values. */
const SERIES: [number[], number][] = [
  [[0.905, 0.291, 0.714], 13],
  [[0.996, 0.695, 0.313], 13],
  [[0.539, 0.054, 0.444, 0.381, 0.579], 7],
  [[0.575, 0.381, 0.123, 0.332, 0.646, 0.183, 0.646, 0.411, 0.524], 7],
  [[0.551, 0.497, 0.003, 0.773, 0.309, 0.723, 0.616, 0.942, 0.273], 7],
  [[0.799, 0.779, 0.185, 0.099, 0.718, 0.834, 0.788], 12],
];

const times = Float64Array.from({ length: LENGTH }, (_, i) => i * 1e6);

function repeated(stretch: readonly number[]): Float64Array {
  return times.map((_, i) => stretch[i % stretch.length]);
}

describe.each(SERIES)("%j over %i", (stretch, window) => {
  const x = repeated(stretch);
  const y = repeated([...stretch].reverse());
  const [lastX, lastY] = [x, y].map((column) => Array.from(column.slice(-window)));
  const near = (found: Float64Array, wanted: number, scale = Math.abs(wanted)) =>
    expect(Math.abs(found[LENGTH - 1] - wanted)).toBeLessThanOrEqual(WORST * scale);

  test.each([{ window }, { window: `${window}s` }])("moments of %o", (options) => {
    const columns = typeof options.window === "string" ? [x, times] : [x];
    const answers = (made: { process(...all: Float64Array[]): Float64Array }) =>
      made.process(...columns);
    near(answers(new RollingSum(options)), window * exactMean(lastX));
    near(answers(new RollingMean(options)), exactMean(lastX));
    near(answers(new RollingStdDev(options)), Math.sqrt(exactVariance(lastX, 1)));
  });

  test.each([{ window }, { window: `${window}s` }])("pairs of %o", (options) => {
    const columns = typeof options.window === "string" ? [x, y, times] : [x, y];
    const [a, b, t] = columns;
    const found = new RollingCovariance(options).process(a, b, t);
    const scale = Math.sqrt(exactVariance(lastX, 1) * exactVariance(lastY, 1));
    near(found, exactCovariance(lastX, lastY, 1), scale);
  });
});
