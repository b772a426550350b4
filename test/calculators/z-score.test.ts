import { describe, expect, test } from "vitest";
import { ZScore } from "../../bindings/calculators/index.ts";
import { exactScore } from "../naive/exact-moments.ts";
import { overWindows } from "../naive/windows.ts";
import { describeLaws } from "./laws.ts";
import { flows, prices } from "./series.ts";

for (const window of [2, 3, 20, 300]) {
  describeLaws({
    name: `ZScore against the ${window} before`,
    make: (nan = "skip") => new ZScore({ window, nan }),
    restore: (bytes) => ZScore.restore(bytes),
    inputs: (length) => [prices(length)],
    judge: ([x]) =>
      overWindows(x, window + 1, (v) => exactScore(v.slice(0, -1), v[v.length - 1], 1)),
    tolerance: { rel: 1e-11, abs: 1e-12 },
  });
}

for (const warmup of ["nan", "partial"] as const) {
  describeLaws({
    name: `ZScore within 20, flat 0, warm-up ${warmup}`,
    make: (nan = "skip") =>
      new ZScore({ window: 20, ddof: 0, includesCurrent: true, flat: "zero", nan, warmup }),
    restore: (bytes) => ZScore.restore(bytes),
    inputs: (length) => [flows(length)],
    judge: ([x]) =>
      overWindows(x, 20, (v) => exactScore(v, v[v.length - 1], 0, 0), warmup === "partial"),
    tolerance: { rel: 1e-11, abs: 1e-12 },
  });
}

describe("ZScore", () => {
  test("a window without spread has no score, or 0", () => {
    const x = [100.1, 100.1, 100.1, 100.1, 100.1, 7, 100.1];
    const none = [NaN, NaN, NaN, NaN, NaN, NaN, expect.closeTo(0.5773502691896257, 14)];
    expect([...ZScore.compute(x, { window: 3 })]).toEqual(none);
    const zero = [NaN, NaN, NaN, 0, 0, 0, expect.closeTo(0.5773502691896257, 14)];
    expect([...ZScore.compute(x, { window: 3, flat: "zero" })]).toEqual(zero);
  });
  test("refuses options that it does not know", () => {
    const wrong = { window: 3, includeCurrent: true } as never;
    expect(() => new ZScore(wrong)).toThrow(/includesCurrent/);
    expect(() => new ZScore({ window: 3, includesCurrent: 1 as never })).toThrow(/true or false/);
    expect(() => new ZScore({ window: 3, flat: "one" as never })).toThrow(/"nan", "zero"/);
  });
});
