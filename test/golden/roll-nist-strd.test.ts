/**
 * Mean and sigma of the NIST reference data sets keep eight digits.
 *
 * Not tested, because no column gives it: the lag-1 autocorrelation.
 */
import { describe, test } from "vitest";
import { assertSame } from "../helpers/compare.ts";
import { core, judge } from "../helpers/implementation.ts";
import { goldenCases } from "../helpers/shared.ts";
import { runSeries } from "./series.ts";

interface Expected {
  mean: number;
  sd: number;
}

const TOLERANCE = { rel: 1e-8 };

describe.each([judge, core])("roll_nist_strd, $name", (implementation) => {
  for (const { id, input, expected } of goldenCases<{ x: number[] }, Expected>("roll_nist_strd")) {
    test(`${id}: mean and sigma equal the certified values`, () => {
      const n = input.x.length;
      const names = [`rollingMean.indexPrice_${n}`, `rollingSigma.indexPrice_${n}`];
      const [mean, sigma] = runSeries(implementation, input.x, names);
      assertSame("mean", mean.slice(-1), [expected.mean], TOLERANCE);
      assertSame("sigma", sigma.slice(-1), [expected.sd], TOLERANCE);
    });
  }
});
