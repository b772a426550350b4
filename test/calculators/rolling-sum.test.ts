import { describe, expect, test } from "vitest";
import { RollingMean, RollingSum } from "../../bindings/calculators/index.ts";
import { mean, overWindows, sum } from "../naive/windows.ts";
import { describeLaws } from "./laws.ts";
import { flows, prices } from "./series.ts";

for (const window of [1, 3, 20, 256, 1500]) {
  describeLaws({
    name: `RollingSum of ${window}`,
    make: (nan = "skip") => new RollingSum({ window, nan }),
    restore: (bytes) => RollingSum.restore(bytes),
    inputs: (length) => [flows(length)],
    judge: ([x]) => overWindows(x, window, sum),
    tolerance: { rel: 1e-13, abs: 1e-11 },
  });
}

for (const warmup of ["nan", "partial"] as const) {
  describeLaws({
    name: `RollingMean of 50, warm-up ${warmup}`,
    make: (nan = "skip") => new RollingMean({ window: 50, nan, warmup }),
    restore: (bytes) => RollingMean.restore(bytes),
    inputs: (length) => [prices(length)],
    judge: ([x]) => overWindows(x, 50, mean, warmup === "partial"),
    tolerance: { rel: 1e-14, abs: 0 },
  });
}

describe("RollingSum", () => {
  test("sums whole numbers exactly", () => {
    const whole = Float64Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 2 ** 40) - 2 ** 39);
    const expected = overWindows(whole, 33, sum);
    expect([...RollingSum.compute(whole, { window: 33 })]).toEqual(expected);
  });
  test("remembers nothing of a spike that has left", () => {
    const x = prices(5000);
    x[2000] = 1e12;
    x[2005] = -3e200;
    x[2300] = 7e5;
    const expected = overWindows(x, 20, sum);
    const found = RollingSum.compute(x, { window: 20 });
    for (let i = 2025; i < x.length; i++) {
      expect(Math.abs(found[i] - expected[i])).toBeLessThanOrEqual(1e-13 * Math.abs(expected[i]));
    }
  });
});
