/** Exponentially weighted mean, variance and score equal Finch's recursion in the table. */
import { describe, test } from "vitest";
import { assertSame } from "../helpers/compare.ts";
import { core, judge } from "../helpers/implementation.ts";
import { goldenCases, numbers } from "../helpers/shared.ts";
import { runSeries } from "./series.ts";

interface Input {
  x: number[];
  alpha: number;
}
type Expected = Record<string, (number | null)[]>;

const TOLERANCE = { rel: 1e-10, abs: 1e-13 };

/** Half-life in rows that forgets the share `alpha` a row. */
function halfLife(alpha: number): number {
  return -Math.LN2 / Math.log1p(-alpha);
}

describe.each([judge, core])("roll_ew_incremental, $name", (implementation) => {
  const cases = goldenCases<Input, Expected>("roll_ew_incremental");
  for (const { id, input, expected } of cases.filter((one) => one.input.alpha !== undefined)) {
    test(`${id}: mean, variance and the score before the update equal the table`, () => {
      const h = halfLife(input.alpha);
      const names = ["Mean", "Variance", "Score"].map((part) => `ewm${part}.indexPrice_${h}`);
      const [mean, variance, score] = runSeries(implementation, input.x, names);
      assertSame("mean", mean, numbers(expected.mean), TOLERANCE);
      assertSame("variance", variance, numbers(expected.var), TOLERANCE);
      assertSame("score", score, numbers(expected.z_before_update), TOLERANCE);
    });
  }
});
