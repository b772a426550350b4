/**
 * A window that needs room is made larger wherever its oldest value lies in its ring, and nothing
 * that is in it is lost: a burst after any number of values, which then leaves one by one.
 */
import { expect, test } from "vitest";
import {
  RollingCovariance,
  RollingMinMax,
  RollingQuantile,
  RollingStdDev,
  RollingSum,
  VolumeDelta,
  Vwap,
} from "../../bindings/calculators/index.ts";
import { exactCovariance, exactVariance } from "../naive/exact-moments.ts";
import { overTime, range, sum } from "../naive/windows.ts";

const SECOND = 1e6;
const BURST = 70;
const STARTS = Array.from({ length: 40 }, (_, ahead) => ahead);
const options = { window: "1s", warmup: "partial" } as const;

/** Whole numbers: `ahead` of them alone in their window, a burst, and as many that push it out. */
function burstAfter(ahead: number): { x: Float64Array; time: Float64Array } {
  const time = Float64Array.from({ length: ahead + 2 * BURST }, (_, i) => {
    const inBurst = i - ahead;
    if (inBurst < 0) return i * SECOND;
    return ahead * SECOND + inBurst * 10 + (inBurst < BURST ? 0 : SECOND);
  });
  return { x: time.map((_, i) => (i * 7919) % 1009), time };
}

type Judge = (values: number[]) => number;

function expectJudged(
  judge: Judge,
  answers: (x: Float64Array, time: Float64Array) => Float64Array,
) {
  for (const ahead of STARTS) {
    const { x, time } = burstAfter(ahead);
    const expected = overTime(x, time, SECOND, judge, true);
    const found = answers(x, time);
    for (let i = 0; i < x.length; i++) {
      if (Number.isNaN(expected[i])) expect(found[i]).toBeNaN();
      else expect(Math.abs(found[i] - expected[i])).toBeLessThanOrEqual(1e-9);
    }
  }
}

test("sums", () => {
  expectJudged(sum, (x, t) => RollingSum.compute(x, t, options));
  const side = (x: Float64Array) => x.map(() => 1);
  expectJudged(sum, (x, time) => VolumeDelta.compute({ size: x, side: side(x), time }, options));
});

test("moments and pairs", () => {
  const sigma = (values: number[]) => Math.sqrt(exactVariance(values, 1));
  expectJudged(sigma, (x, t) => RollingStdDev.compute(x, t, options));
  const follow = (x: ArrayLike<number>) => Array.from(x, (value) => (value * 31) % 64);
  expectJudged(
    (values) => exactCovariance(values, follow(values), 1),
    (x, t) => RollingCovariance.compute(x, follow(x), t, options),
  );
});

test("extremes and quantiles", () => {
  expectJudged(range, (x, t) => RollingMinMax.compute(x, t, options).range);
  const median = (values: number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  };
  expectJudged(median, (x, t) => RollingQuantile.compute(x, t, options));
});

test("volume-weighted prices, by time and by volume", () => {
  const weighted = (values: number[]) =>
    sum(values.map((v) => v * (1 + (v % 3)))) / sum(values.map((v) => 1 + (v % 3)));
  expectJudged(weighted, (price, time) => {
    const size = price.map((v) => 1 + (v % 3));
    return Vwap.compute({ price, size, time }, options).vwap;
  });
  for (const ahead of STARTS) {
    const { x: price } = burstAfter(ahead);
    const size = price.map((_, i) => (i < ahead ? BURST : 1));
    const { vwap } = Vwap.compute({ price, size }, { volume: BURST });
    for (let i = ahead + BURST - 1; i < price.length; i++) {
      const mean = sum(Array.from(price.subarray(i + 1 - BURST, i + 1))) / BURST;
      expect(Math.abs(vwap[i] - mean)).toBeLessThanOrEqual(1e-9);
    }
  }
});
