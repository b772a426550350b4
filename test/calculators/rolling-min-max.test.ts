import { describe, expect, test } from "vitest";
import { RollingMinMax } from "../../bindings/calculators/index.ts";
import { goldenCases } from "../helpers/shared.ts";
import { overTime, overWindows, range } from "../naive/windows.ts";
import { describeLaws } from "./laws.ts";
import { flows, prices, times } from "./series.ts";
import { single } from "./single.ts";

const EXACT = { rel: 0, abs: 0 };

for (const [window, warmup] of [
  [1, "nan"],
  [2, "nan"],
  [20, "partial"],
  [256, "nan"],
  [1400, "nan"],
] as const) {
  describeLaws({
    name: `RollingMinMax of ${window}, warm-up ${warmup}`,
    make: (nan = "skip") => single(new RollingMinMax({ window, warmup, nan }), "range"),
    restore: (bytes) => single(RollingMinMax.restore(bytes), "range"),
    inputs: (length) => [window === 20 ? flows(length) : prices(length)],
    judge: ([x]) => overWindows(x, window, range, warmup === "partial"),
    tolerance: EXACT,
    isStreamingExact: true,
  });
}

for (const [window, span, warmup] of [
  ["5s", 5e6, "nan"],
  ["40s", 4e7, "partial"],
  ["1us", 1, "partial"],
] as const) {
  describeLaws({
    name: `RollingMinMax of ${window}, warm-up ${warmup}`,
    make: (nan = "skip") => single(new RollingMinMax({ window, warmup, nan }), "range"),
    restore: (bytes) => single(RollingMinMax.restore(bytes), "range"),
    inputs: (length) => [prices(length), times(length)],
    judge: ([x, at]) => overTime(x, at, span, range, warmup === "partial"),
    tolerance: EXACT,
    isStreamingExact: true,
  });
}

describe("RollingMinMax", () => {
  test("answers smallest and largest in columns and getters", () => {
    const x = prices(2000);
    const { min, max } = RollingMinMax.compute(x, { window: 33 });
    expect([...min]).toEqual(overWindows(x, 33, (w) => Math.min(...w)));
    expect([...max]).toEqual(overWindows(x, 33, (w) => Math.max(...w)));
    const at = times(2000);
    const timed = RollingMinMax.compute(x, at, { window: "3s" });
    expect([...timed.max]).toEqual(overTime(x, at, 3e6, (w) => Math.max(...w)));
    const made = new RollingMinMax({ window: 33 });
    for (const [index, value] of x.entries()) {
      made.update(value);
      expect([made.min, made.max]).toEqual([min[index], max[index]]);
    }
  });
  test("as the table", () => {
    interface Input {
      x: number[];
      window: number;
    }
    for (const { input, expected } of goldenCases<Input, Record<string, number[]>>(
      "roll_moments",
    )) {
      const options = { window: input.window, warmup: "partial" } as const;
      const { min, max } = RollingMinMax.compute(input.x, options);
      expect([...min]).toEqual(expected.min);
      expect([...max]).toEqual(expected.max);
    }
  });
  test("a spike is gone when it has left, a zero is +0", () => {
    const x = new Float64Array(100).fill(-0);
    x[10] = 1e308;
    x[12] = -1e308;
    const { range: found, min, max } = RollingMinMax.compute(x, { window: 5 });
    expect(found[12]).toBe(Infinity);
    expect(Object.is(found[17], 0)).toBe(true);
    expect(Object.is(min[17], 0) && Object.is(max[17], 0)).toBe(true);
    const tiny = Float64Array.of(5e-324, -5e-324, 0);
    expect(RollingMinMax.compute(tiny, { window: 2 }).max[1]).toBe(5e-324);
  });
  test("skips infinities", () => {
    const { max } = RollingMinMax.compute([1, Infinity, 2, -Infinity, 3], { window: 2 });
    expect([...max]).toEqual([NaN, NaN, 2, NaN, 3]);
  });
  test("a time that goes back counts as the latest, and is told", () => {
    const made = new RollingMinMax({ window: "1s", warmup: "partial" });
    made.update(5, 10e6);
    expect(made.update(9, 8e6)).toBe(4);
    expect(made.reversals).toBe(1);
    expect(made.update(1, 11e6)).toBe(0);
  });
  test("refuses columns that it does not answer with", () => {
    const made = new RollingMinMax({ window: 2 });
    expect(() => made.process([1, 2], new Float64Array(2) as never)).toThrow(/range, min, max/);
    expect(() => made.process([1, 2], { mean: new Float64Array(2) } as never)).toThrow(/mean/);
    expect(() => new RollingMinMax({ window: 0 })).toThrow(/window/);
  });
});
