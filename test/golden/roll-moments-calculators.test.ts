/**
 * The calculators equal the tables of moments from the first value on, and the NIST reference data
 * sets to eight digits. The tables are exact for decimals; their doubles, rounded, have a spread of
 * their own: 2e-10 of it away beside an offset of 1e6, 2e-7 beside 1e9.
 *
 * Not tested here: minimum and maximum, skewness and kurtosis.
 */
import { describe, test } from "vitest";
import {
  RollingMean,
  RollingStdDev,
  RollingSum,
  RollingVariance,
  ZScore,
} from "../../bindings/calculators/index.ts";
import { assertSame } from "../helpers/compare.ts";
import { goldenCases, numbers } from "../helpers/shared.ts";

type Moments = Record<string, (number | null)[]>;
const ROUNDED: Record<string, number> = { offset_1e6: 1e-9, offset_1e9: 1e-6 };

const moments = goldenCases<{ x: number[]; window: number }, Moments>("roll_moments");
describe.each(moments)("roll_moments, $id", ({ id, input, expected }) => {
  const { x, window } = input;
  const partial = { window, warmup: "partial" } as const;
  const answers: Record<string, () => Float64Array> = {
    sum: () => RollingSum.compute(x, partial),
    mean: () => RollingMean.compute(x, partial),
    var_pop: () => RollingVariance.compute(x, { ...partial, ddof: 0 }),
    var_sample: () => RollingVariance.compute(x, partial),
    sd_sample: () => RollingStdDev.compute(x, partial),
    z_sample: () => ZScore.compute(x, { ...partial, includesCurrent: true }),
  };
  const asked = Object.keys(answers).filter((key) => window > 1 || !key.endsWith("sample"));
  test.each(asked)("%s", (key) => {
    const rel = ROUNDED[id] ?? 1e-12;
    assertSame(key, answers[key](), numbers(expected[key]), { rel, abs: rel });
  });
});

interface Certified {
  mean: number;
  sd: number;
}

const certified = goldenCases<{ x: number[] }, Certified>("roll_nist_strd");
test.each(certified)("roll_nist_strd, $id", ({ input: { x }, expected }) => {
  const window = x.length;
  const last = (column: Float64Array) => column.slice(-1);
  assertSame("mean", last(RollingMean.compute(x, { window })), [expected.mean], { rel: 1e-15 });
  assertSame("sd", last(RollingStdDev.compute(x, { window })), [expected.sd], { rel: 1e-8 });
});
