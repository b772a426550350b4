import { describe, expect, test } from "vitest";
import { RobustZScore, RollingQuantile } from "../../bindings/calculators/index.ts";
import { assertSame } from "../helpers/compare.ts";
import { Random } from "../helpers/random.ts";
import { goldenCases, numbers } from "../helpers/shared.ts";
import { medianDeviation, quantile, robustScore } from "../naive/order.ts";
import { overTime, overWindows } from "../naive/windows.ts";
import { describeLaws } from "./laws.ts";
import { flows, prices, times } from "./series.ts";

const TOLERANCE = { rel: 1e-15, abs: 1e-15 };
const SCORE = { rel: 1e-13, abs: 1e-13 };

for (const [window, q, warmup] of [
  [1, 0.5, "nan"],
  [2, 0.25, "partial"],
  [20, 0.5, "nan"],
  [21, 0.9, "nan"],
  [300, 0.05, "partial"],
  [1000, 1, "nan"],
] as const) {
  describeLaws({
    name: `RollingQuantile ${q} of ${window}, warm-up ${warmup}`,
    make: (nan = "skip") => new RollingQuantile({ window, q, warmup, nan }),
    restore: (bytes) => RollingQuantile.restore(bytes),
    inputs: (length) => [window === 20 ? flows(length) : prices(length)],
    judge: ([x]) => overWindows(x, window, (values) => quantile(values, q), warmup === "partial"),
    tolerance: TOLERANCE,
    isStreamingExact: true,
  });
}

for (const [window, span, warmup] of [
  ["5s", 5e6, "nan"],
  ["60s", 6e7, "partial"],
] as const) {
  describeLaws({
    name: `RollingQuantile 0.75 of ${window}, warm-up ${warmup}`,
    make: (nan = "skip") => new RollingQuantile({ window, q: 0.75, warmup, nan }),
    restore: (bytes) => RollingQuantile.restore(bytes),
    inputs: (length) => [prices(length), times(length)],
    judge: ([x, at]) => {
      return overTime(x, at, span, (values) => quantile(values, 0.75), warmup === "partial");
    },
    tolerance: TOLERANCE,
    isStreamingExact: true,
  });
}

/** Scores by the windows before each value. */
function before(windows: (x: Float64Array) => number[][], x: Float64Array): number[] {
  return windows(x).map((window, index) =>
    window.length === 0 ? NaN : robustScore(x[index], window),
  );
}

/** The `rows` values before each value, none while they are fewer. */
function rowsBefore(x: Float64Array, rows: number): number[][] {
  return Array.from(x, (_, index) => (index < rows ? [] : [...x.slice(index - rows, index)]));
}

for (const [window, includesCurrent] of [
  [10, false],
  [51, false],
  [51, true],
  [400, true],
] as const) {
  describeLaws({
    name: `RobustZScore of ${window}, with the current value: ${includesCurrent}`,
    make: (nan = "skip") => new RobustZScore({ window, includesCurrent, nan }),
    restore: (bytes) => RobustZScore.restore(bytes),
    inputs: (length) => [prices(length)],
    judge: ([x]) =>
      includesCurrent
        ? overWindows(x, window, (values) => robustScore(values[window - 1], values))
        : before((all) => rowsBefore(all, window), x),
    tolerance: SCORE,
    isStreamingExact: true,
  });
}

for (const includesCurrent of [false, true]) {
  describeLaws({
    name: `RobustZScore of 20s, with the current value: ${includesCurrent}`,
    make: (nan = "skip") =>
      new RobustZScore({ window: "20s", includesCurrent, nan, warmup: "partial" }),
    restore: (bytes) => RobustZScore.restore(bytes),
    inputs: (length) => [prices(length), times(length)],
    judge: ([x, at]) =>
      overTime(
        x,
        at,
        2e7,
        (values) => {
          const window = includesCurrent ? values : values.slice(0, -1);
          return window.length === 0 ? NaN : robustScore(values[values.length - 1], window);
        },
        true,
      ),
    tolerance: SCORE,
    isStreamingExact: true,
  });
}

interface Input {
  x: number[];
  window: number;
  p: number[];
}

describe("roll_robust", () => {
  const cases = goldenCases<Input, Record<string, (number | null)[]>>("roll_robust");
  for (const { id, input, expected } of cases.filter(({ input: { window } }) => window > 0)) {
    test(`${id}: median, deviation, score and quartiles equal the table`, () => {
      const { x, window } = input;
      const plain = { window, warmup: "partial" } as const;
      const tolerance = { rel: 1e-12, abs: 1e-15 };
      const median = RollingQuantile.compute(x, plain);
      assertSame("median", median, numbers(expected.median), tolerance);
      const made = new RobustZScore({ ...plain, includesCurrent: true });
      const scores = x.map((value) => made.update(value));
      assertSame("score", scores, numbers(expected.robust_z), tolerance);
      const all = new RollingQuantile(plain);
      const robust = new RobustZScore(plain);
      const found = x.map((value) => {
        all.update(value);
        robust.update(value);
        return [robust.deviation, all.quantile(0.75) - all.quantile(0.25)];
      });
      const column = (at: number) => found.map((answers) => answers[at]);
      assertSame("deviation", column(0), numbers(expected.mad), { rel: 1e-12, abs: 1e-15 });
      assertSame("quartiles", column(1), numbers(expected.iqr_type7), { rel: 1e-12, abs: 1e-15 });
    });
  }
  for (const { id, input, expected } of cases.filter(({ input: { p } }) => p !== undefined)) {
    test(`${id}: quantiles equal the table`, () => {
      const made = new RollingQuantile({ window: input.x.length });
      made.process(input.x);
      const found = input.p.map((q) => made.quantile(q));
      assertSame("quantiles", found, numbers(expected.type7), { rel: 1e-12 });
    });
  }
});

describe("order statistics", () => {
  test("the deviation of every small window, with values that repeat", () => {
    const random = new Random(9);
    for (let round = 0; round < 2000; round++) {
      const length = random.integer(1, 13);
      const values = Array.from({ length }, () => random.integer(-4, 4));
      const made = new RobustZScore({ window: length });
      for (const x of values) made.update(x);
      expect(made.deviation).toBe(medianDeviation(values));
      expect(made.median).toBe(quantile(values, 0.5));
      made.dispose();
    }
  });
  test("a constant series has no spread: its score is NaN or 0, never 1", () => {
    const x = new Float64Array(100).fill(100.1);
    x[50] = 101;
    expect(RobustZScore.compute(x, { window: 20 }).every(Number.isNaN)).toBe(true);
    const zero = RobustZScore.compute(x, { window: 20, flat: "zero" });
    expect(zero.subarray(20).every((z) => z === 0)).toBe(true);
  });
  test("a spike that has left leaves nothing, extremes and zeros are kept in order", () => {
    const x = prices(3000);
    x[1000] = 1e12;
    x[1007] = -1e308;
    x[1009] = 5e-324;
    for (const window of [5, 64, 500]) {
      const expected = overWindows(x, window, (values) => quantile(values, 0.5));
      assertSame("median", RollingQuantile.compute(x, { window }), expected, TOLERANCE);
    }
    const zeros = Float64Array.of(-0, 0, -0, 1, -1, 0, -0, 0, 0, 0);
    const found = RollingQuantile.compute(zeros, { window: 3 });
    expect([...found.slice(2)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });
  test("says which option is wrong", () => {
    expect(() => new RollingQuantile({ window: 5, q: 1.1 })).toThrow(/q must be from 0 to 1/);
    expect(() => new RollingQuantile({ window: 5 }).quantile(NaN)).toThrow(/q must be/);
    expect(() => new RobustZScore({ window: 5, ddof: 1 } as never)).toThrow(/ddof/);
    expect(() => new RobustZScore({ window: 5, includesCurrent: 0 as never })).toThrow(TypeError);
  });
});
