/**
 * What lies exactly on an edge: the largest value, the last microsecond, equal times, windows in
 * which nothing is known, the state after a reset.
 */
import { describe, expect, test } from "vitest";
import {
  OrderFlowImbalance,
  RealizedVolatility,
  RobustZScore,
  RollingCorrelation,
  RollingCovariance,
  RollingMean,
  RollingMinMax,
  RollingQuantile,
  RollingRegression,
  RollingStdDev,
  RollingSum,
  RollingVariance,
  VolumeDelta,
  Vpin,
  Vwap,
  ZScore,
} from "../../bindings/calculators/index.ts";
import { Random } from "../helpers/random.ts";

const SECOND = 1e6;
const LARGEST = Number.MAX_VALUE;

describe("the largest value is known, what is beyond is not", () => {
  test("sums", () => {
    expect(RollingSum.compute([LARGEST, -LARGEST, 0], [1, 2, 3], { window: "2us" })[2]).toBe(
      -LARGEST,
    );
    expect([...RollingSum.compute([LARGEST, -LARGEST], { window: 2 })]).toEqual([NaN, 0]);
  });
  test.each([
    ["by rows", { window: 2, nan: "propagate" }, []],
    ["by time", { window: "2s", warmup: "partial", nan: "propagate" }, [[SECOND, 2 * SECOND]]],
  ] as const)("moments and pairs, %s", (_, options, rest) => {
    const beyond = 1e150 * (1 + 2 ** -52);
    for (const sign of [1, -1]) {
      const edge = [sign * 1e150, 0];
      const times = rest.map((t) => Float64Array.from(t));
      const variance = new RollingVariance(options);
      const known = variance.process(Float64Array.from(edge), ...times)[1];
      expect(Math.abs(known / 5e299 - 1)).toBeLessThan(1e-12);
      variance.reset();
      expect(variance.process(Float64Array.of(sign * beyond, 0), ...times)[1]).toBeNaN();
      for (const [x, y] of [
        [edge, [1, 2]],
        [[1, 2], edge],
      ]) {
        const made = new RollingCovariance(options);
        const process = made.process.bind(made) as (...all: Float64Array[]) => Float64Array;
        const found = process(Float64Array.from(x), Float64Array.from(y), ...times)[1];
        expect(Math.abs(found / (-sign * 5e149) - 1)).toBeLessThan(1e-12);
      }
    }
  });
});

test("a reset forgets reversals, what was unknown and when the window began", () => {
  const options = { window: "1s", nan: "propagate" } as const;
  const calculators = [
    new RollingSum(options),
    new RollingStdDev(options),
    new RollingMinMax(options),
    new RollingQuantile({ ...options, q: 0.5 }),
    new RobustZScore({ ...options, includesCurrent: true, flat: "zero" }),
  ];
  for (const made of calculators) {
    made.update(1, 5 * SECOND);
    made.update(NaN, 6 * SECOND);
    made.update(2, 4 * SECOND);
    expect(made.reversals).toBe(1);
    made.reset();
    expect([made.reversals, made.count, made.ready]).toEqual([0, 0, false]);
    made.update(1, SECOND);
    expect(made.update(2, 1.5 * SECOND)).toBeNaN();
    expect(made.update(4, 2 * SECOND)).not.toBeNaN();
  }
  const pairs = new RollingRegression(options);
  pairs.update(1, 2, 5 * SECOND);
  pairs.update(NaN, 2, 6 * SECOND);
  pairs.update(3, 2, 4 * SECOND);
  pairs.reset();
  expect([pairs.reversals, pairs.count, pairs.ready]).toEqual([0, 0, false]);
  pairs.update(1, 1, SECOND);
  expect(pairs.update(2, 2, 1.5 * SECOND)).toBeNaN();
  expect(pairs.update(4, 4, 2 * SECOND)).toBe(1);
});

test("a value leaves exactly one window after it came", () => {
  const options = { window: "1s", warmup: "partial" } as const;
  const at = [0, SECOND - 1, SECOND, 2 * SECOND - 1, 2 * SECOND - 0.5, 3 * SECOND];
  const values = [1, 2, 4, 8, 16, 32];
  expect([...RollingSum.compute(values, at, options)]).toEqual([1, 3, 6, 12, 28, 32]);
  const { min } = RollingMinMax.compute(values, at, options);
  expect([...min]).toEqual([1, 1, 2, 4, 4, 32]);
});

test("equal times are no reversals", () => {
  const partial = { window: "1s", warmup: "partial" } as const;
  const flow = new OrderFlowImbalance(partial);
  const volatility = new RealizedVolatility(partial);
  const takers: [{ readonly reversals: number }, (time: number) => number][] = [];
  for (const made of [
    new RollingSum(partial),
    new RollingStdDev(partial),
    new RollingQuantile({ ...partial, q: 0.5 }),
    new RobustZScore(partial),
  ]) {
    takers.push([made, (time) => made.update(1, time)]);
  }
  const extremes = new RollingMinMax(partial);
  takers.push([extremes, (time) => extremes.update(1, time)]);
  const pairs = new RollingCovariance(partial);
  takers.push([pairs, (time) => pairs.update(1, 2, time)]);
  const delta = new VolumeDelta(partial);
  takers.push([delta, (time) => delta.update(1, 1, time)]);
  takers.push([flow, (time) => flow.update(1, 1, 2, 1, time)]);
  takers.push([volatility, (time) => volatility.update(1, time)]);
  for (const made of [new Vwap(partial), new Vwap({ session: "1h" })]) {
    takers.push([made, (time) => made.update(1, 1, time)]);
  }
  for (const [made, take] of takers) {
    for (const time of [5, 5, 7, 7, 6, 7, 8]) take(time);
    expect(made.reversals).toBe(1);
  }
});

test("before the first value nothing is known, whatever the warm-up", () => {
  for (const window of [3, "1s"] as const) {
    const options = { window, warmup: "partial" } as const;
    for (const made of [
      new RollingSum(options),
      new RollingStdDev(options),
      new RollingMinMax(options),
      new RollingCovariance(options),
    ]) {
      expect(made.value).toBeNaN();
      const update = made.update.bind(made) as (...values: number[]) => number;
      for (const time of [1, 2, 3])
        update(1, ...(made instanceof RollingCovariance ? [2] : []), time);
      expect(made.value).not.toBeNaN();
      made.reset();
      expect(made.value).toBeNaN();
    }
  }
});

test("windows in which nothing is known recover", () => {
  const options = { window: "1s", warmup: "partial", nan: "propagate" } as const;
  for (let unknown = 1; unknown < 70; unknown++) {
    const spread = new RollingVariance(options);
    const pairs = new RollingCovariance(options);
    for (let i = 0; i < unknown; i++) {
      expect(spread.update(NaN, 10)).toBeNaN();
      expect(pairs.update(1, NaN, 10)).toBeNaN();
    }
    expect(spread.update(2, 10 + SECOND)).toBeNaN();
    expect(spread.update(4, 11 + SECOND)).toBe(2);
    expect(pairs.update(2, 1, 10 + SECOND)).toBeNaN();
    expect(pairs.update(4, 5, 11 + SECOND)).toBe(4);
  }
});

test("an unknown value has left exactly one window after it came", () => {
  const options = { window: "1s", warmup: "partial", nan: "propagate" } as const;
  for (const made of [
    new RollingSum(options),
    new RollingMean(options),
    new RollingQuantile({ ...options, q: 0.5 }),
  ]) {
    made.update(NaN, 0);
    expect(made.update(3, SECOND - 1)).toBeNaN();
    expect(made.update(3, SECOND)).not.toBeNaN();
  }
  const extremes = new RollingMinMax(options);
  extremes.update(NaN, 0);
  expect(extremes.update(3, SECOND - 1)).toBeNaN();
  expect(extremes.update(3, SECOND)).toBe(0);
});

test("where there is no spread known values score 0 by option, unknown ones never", () => {
  for (const [window, time] of [
    [3, []],
    ["3us", [5]],
  ] as const) {
    for (const includesCurrent of [false, true]) {
      const options = { window, includesCurrent, nan: "propagate", flat: "zero" } as const;
      for (const made of [new ZScore(options), new RobustZScore(options)]) {
        for (const at of [1, 2, 3, 4]) made.update(5, at);
        const times = time.map(Number);
        expect(made.update(5, ...times)).toBe(0);
        expect(made.update(NaN, ...times)).toBeNaN();
      }
    }
  }
});

test("a correlation never leaves [-1, 1]", () => {
  const random = new Random(31);
  const x = Float64Array.from({ length: 4000 }, () => random.next());
  for (const factor of [3, -0.7, 1e-3]) {
    const y = x.map((value) => factor * value);
    for (const window of [2, 3, 7]) {
      const found = RollingCorrelation.compute(x, y, { window }).slice(window - 1);
      const { r2 } = RollingRegression.compute(x, y, { window });
      expect(found.every((r) => Math.abs(r) <= 1 && Math.abs(r - Math.sign(factor)) < 1e-12)).toBe(
        true,
      );
      expect(r2.slice(window - 1).every((r) => r <= 1)).toBe(true);
    }
  }
});

describe("unknown values of endless memories", () => {
  test("stay until the reset", () => {
    const delta = new VolumeDelta({ nan: "propagate" });
    const vwap = new Vwap({ nan: "propagate" });
    const vpin = new Vpin({ bucketVolume: 1, buckets: 1, nan: "propagate" });
    for (const [unknown, side] of [
      [NaN, 1],
      [-1, 1],
      [1, NaN],
    ]) {
      vpin.reset();
      expect(vpin.update(3, 1)).toBe(1);
      expect(vpin.update(unknown, side)).toBeNaN();
      expect([vpin.update(3, 1), vpin.value]).toEqual([NaN, NaN]);
    }
    for (const made of [delta, vwap]) {
      made.update(2, 1);
      expect(made.update(NaN, 1)).toBeNaN();
      expect([made.update(3, 1), made.value]).toEqual([NaN, NaN]);
      made.reset();
      expect(made.update(3, 1)).toBe(3);
    }
  });
  test("stay until the end of the session, and so does a far price", () => {
    const made = new Vwap({ session: "1s", nan: "propagate" });
    made.update(1e16, 1, 0);
    made.update(NaN, 1, 1);
    expect(made.update(7, 1, 2)).toBeNaN();
    expect(made.update(65_000.01, 1, SECOND)).toBe(65_000.01);
    expect(made.update(65_000.03, 1, SECOND)).toBeCloseTo(65_000.02, 10);
    expect(made.sigma).toBeCloseTo(0.01, 10);
  });
});
