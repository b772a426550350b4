/**
 * Rolling sum, mean, variance and sigma equal the table: by rows where the window is full, by time
 * from the first value on. The z-score of the table contains the current value; it is recomputed
 * from mean and sigma. Offsets of 1e6 and 1e9 and a window that becomes constant are in the table.
 *
 * Not tested, because no column gives them: minimum, maximum, skewness, kurtosis.
 */
import { describe, test } from "vitest";
import { assertSame, type Tolerance } from "../helpers/compare.ts";
import { core, judge } from "../helpers/implementation.ts";
import { goldenCases, numbers } from "../helpers/shared.ts";
import { runSeries } from "./series.ts";

interface Input {
  x: number[];
  window: number;
}
type Expected = Record<string, (number | null)[]>;

const VARIANCE_REL: Record<string, number> = { offset_1e6: 1e-6, offset_1e9: 1e-4 };
const cases = goldenCases<Input, Expected>("roll_moments");
const KEYS = { sum: "Sum", mean: "Mean", var_sample: "Variance", sd_sample: "Sigma" };

function toleranceOf(id: string, key: string): Tolerance {
  const rel = key === "sum" || key === "mean" ? 1e-9 : (VARIANCE_REL[id] ?? 1e-9);
  return { rel, abs: Math.max(rel, 1e-9) };
}

describe.each([judge, core])("roll_moments, $name", (implementation) => {
  for (const { id, input, expected } of cases) {
    const keys = Object.keys(KEYS) as (keyof typeof KEYS)[];

    test(`${id}: windows by time equal the table from the first value on`, () => {
      const names = keys.map((key) => `rolling${KEYS[key]}.indexPrice_${input.window}s`);
      const series = runSeries(implementation, input.x, names);
      keys.forEach((key, i) => {
        assertSame(names[i], series[i], numbers(expected[key]), toleranceOf(id, key));
      });
    });

    if (input.window < 2) continue;
    test(`${id}: windows by rows are unknown until full and then equal the table`, () => {
      const names = keys.map((key) => `rolling${KEYS[key]}.indexPrice_${input.window}`);
      const series = runSeries(implementation, input.x, names);
      keys.forEach((key, i) => {
        const wanted = numbers(expected[key]).fill(Number.NaN, 0, input.window - 1);
        assertSame(names[i], series[i], wanted, toleranceOf(id, key));
      });
    });

    test(`${id}: the distance of the newest value from the mean equals the table`, () => {
      const names = [
        `rollingMean.indexPrice_${input.window}`,
        `rollingSigma.indexPrice_${input.window}`,
      ];
      const [mean, sigma] = runSeries(implementation, input.x, names);
      const score = mean.map((m, i) => (sigma[i] === 0 ? Number.NaN : (input.x[i] - m) / sigma[i]));
      const wanted = numbers(expected.z_sample).fill(Number.NaN, 0, input.window - 1);
      assertSame("score", score, wanted, toleranceOf(id, "sd_sample"));
    });
  }
});
