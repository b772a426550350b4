import { describe, expect, test } from "vitest";
import { RollingStdDev, RollingVariance } from "../../bindings/calculators/index.ts";
import { exactVariance } from "../naive/exact-moments.ts";
import { overWindows } from "../naive/windows.ts";
import { describeLaws } from "./laws.ts";
import { flows, prices } from "./series.ts";

for (const window of [2, 3, 5, 20, 300, 1500]) {
  describeLaws({
    name: `RollingVariance of ${window}`,
    make: (nan = "skip") => new RollingVariance({ window, nan }),
    restore: (bytes) => RollingVariance.restore(bytes),
    inputs: (length) => [prices(length)],
    judge: ([x]) => overWindows(x, window, (values) => exactVariance(values, 1)),
    tolerance: { rel: 1e-12, abs: 0 },
  });
}

for (const warmup of ["nan", "partial"] as const) {
  describeLaws({
    name: `RollingStdDev of 50, ddof 0, warm-up ${warmup}`,
    make: (nan = "skip") => new RollingStdDev({ window: 50, ddof: 0, nan, warmup }),
    restore: (bytes) => RollingStdDev.restore(bytes),
    inputs: (length) => [flows(length)],
    judge: ([x]) => overWindows(x, 50, (v) => Math.sqrt(exactVariance(v, 0)), warmup === "partial"),
    tolerance: { rel: 1e-12, abs: 0 },
  });
}

describe("RollingVariance", () => {
  test("a value alone has no spread, or none that is known", () => {
    expect([...RollingVariance.compute([3, -4], { window: 1, ddof: 0 })]).toEqual([0, 0]);
    const warming = { window: 3, warmup: "partial" } as const;
    expect([...RollingVariance.compute([3, 5], warming)]).toEqual([NaN, 2]);
    expect(() => new RollingVariance({ window: 1 })).toThrow(/from 2/);
    expect(() => new RollingVariance({ window: 3, ddof: 2 as 1 })).toThrow(/ddof must be 0 or 1/);
  });
  test("values too large to be squared are unknown, and refused where asked", () => {
    const x = [1, 2, 1e151, 4, -2e200, 6, 8];
    const expected = [NaN, 0.5, NaN, 2, NaN, 2, 2];
    expect([...RollingVariance.compute(x, { window: 2 })]).toEqual(expected);
    const gone = [NaN, 0.5, NaN, NaN, NaN, NaN, 2];
    expect([...RollingVariance.compute(x, { window: 2, nan: "propagate" })]).toEqual(gone);
    for (const scale of [1, 1e150]) {
      const many = prices(400).map((price) => (price / 66_000) * scale);
      const faulty = many.map((value, i) => (i === 250 ? 1.001e150 : value));
      const answers = RollingVariance.compute(faulty, { window: 20 });
      expect(answers[250]).toBeNaN();
      const kept = RollingVariance.compute(
        faulty.filter((_, i) => i !== 250),
        { window: 20 },
      );
      expect([...answers.filter((_, i) => i !== 250)]).toEqual([...kept]);
    }
    const strict = new RollingVariance({ window: 2, nan: "throw" });
    expect(() => strict.process(x)).toThrow(/value 2 must be finite and within 1e\+150/);
    expect(() => strict.update(1e151)).toThrow(/within 1e\+150/);
    expect(strict.count).toBe(0);
  });
});
