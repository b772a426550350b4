import { describe, expect, test } from "vitest";
import {
  RollingCorrelation,
  RollingCovariance,
  RollingRegression,
} from "../../bindings/calculators/index.ts";
import { Random } from "../helpers/random.ts";
import { exactCovariance, exactMean } from "../naive/exact-moments.ts";
import { overTime, overWindows } from "../naive/windows.ts";
import { type Calculates, describeLaws, type Subject } from "./laws.ts";
import { flows, prices } from "./series.ts";

const SECOND = 1e6;

/** A price, something that follows it, and times. */
function pairs(length: number): Float64Array[] {
  const x = prices(length);
  const noise = flows(length);
  const random = new Random(5);
  let now = 1.7e15;
  const times = x.map(() => {
    now += random.chance(0.1) ? 0 : random.integer(1, 3e5);
    return random.chance(0.03) ? now - 1e5 : now;
  });
  return [x, x.map((value, i) => 3 * (value - 64_000) + noise[i]), times];
}

type Judge = (x: number[], y: number[]) => number;

const covariance: Judge = (x, y) => exactCovariance(x, y, 1);
const slope: Judge = (x, y) => {
  const spread = exactCovariance(x, x, 0);
  return spread === 0 ? NaN : exactCovariance(x, y, 0) / spread;
};
const intercept: Judge = (x, y) => exactMean(y) - slope(x, y) * exactMean(x);
const correlation: Judge = (x, y) => {
  const product = Math.sqrt(exactCovariance(x, x, 0)) * Math.sqrt(exactCovariance(y, y, 0));
  return product === 0 ? NaN : exactCovariance(x, y, 0) / product;
};
const r2: Judge = (x, y) => correlation(x, y) ** 2;

/** The judge over the places of windows, so that it sees both series. */
function judged(judge: Judge, window: number | "2s", isPartial: boolean): Subject["judge"] {
  return ([x, y, t]) => {
    const places = Float64Array.from(x, (_, i) => i);
    const answer = (at: number[]) =>
      judge(
        at.map((i) => x[i]),
        at.map((i) => y[i]),
      );
    return window === "2s"
      ? overTime(places, t, 2 * SECOND, answer, isPartial)
      : overWindows(places, window, answer, isPartial);
  };
}

type Answer = "slope" | "intercept" | "r2";

/** A regression as a calculator of one of its answers. */
function only(made: RollingRegression, answer: Answer, width: number): Calculates {
  const now = () => (answer === "slope" ? made.value : made[answer]);
  const isUnknown = (values: number[]) => values.some((value) => !Number.isFinite(value));
  return {
    get value() {
      return now();
    },
    get count() {
      return made.count;
    },
    get ready() {
      return made.ready;
    },
    update: (...values) => {
      const found = made.update(...(values as [number, number, number?]));
      return Number.isNaN(found) && isUnknown(values) ? NaN : now();
    },
    process: (...columns) => {
      const inputs = columns.slice(0, width) as [Float64Array, Float64Array];
      return made.process(...inputs, { [answer]: columns[width] })[answer];
    },
    reset: () => made.reset(),
    snapshot: () => made.snapshot(),
    dispose: () => made.dispose(),
  };
}

for (const window of [2, 20, 300, "2s"] as const) {
  const width = window === "2s" ? 3 : 2;
  const inputs = (length: number) => pairs(length).slice(0, width);
  const warmup = window === 20 ? "partial" : "nan";
  const law = (name: string, judge: Judge, rest: Pick<Subject, "make" | "restore">) =>
    describeLaws({
      name: `${name} of ${window}`,
      ...rest,
      inputs,
      judge: judged(judge, window, warmup === "partial"),
      tolerance: { rel: 1e-10, abs: name.endsWith("intercept") ? 1e-5 : 1e-10 },
      isStreamingExact: true,
    });
  law("RollingCovariance", covariance, {
    make: (nan = "skip") => new RollingCovariance({ window, warmup, nan }),
    restore: (bytes) => RollingCovariance.restore(bytes),
  });
  law("RollingCorrelation", correlation, {
    make: (nan = "skip") => new RollingCorrelation({ window, warmup, nan }),
    restore: (bytes) => RollingCorrelation.restore(bytes),
  });
  for (const [answer, judge] of Object.entries({ slope, intercept, r2 })) {
    law(`RollingRegression, ${answer}`, judge, {
      make: (nan = "skip") =>
        only(new RollingRegression({ window, warmup, nan }), answer as Answer, width),
      restore: (bytes) => only(RollingRegression.restore(bytes), answer as Answer, width),
    });
  }
}

describe("windows of pairs", () => {
  test("covariance errs by 1e-12 of both sigmas, after spikes, offsets and trends too", () => {
    const noise = flows(9000);
    const x = noise.map((v, i) => 1e9 + v + (i % 900 === 7 ? 1e12 : 0));
    const y = noise.map((v, i) => 65_000 + i + v + (i % 1300 === 5 ? 1e8 : 0));
    const found = RollingCovariance.compute(x, y, { window: 40 });
    const fit = RollingRegression.compute(x, y, { window: 40 });
    for (let i = 39; i < x.length; i++) {
      const [a, b] = [x, y].map((column) => Array.from(column.subarray(i - 39, i + 1)));
      const scale = Math.sqrt(exactCovariance(a, a, 1)) * Math.sqrt(exactCovariance(b, b, 1));
      expect(Math.abs(found[i] - exactCovariance(a, b, 1))).toBeLessThanOrEqual(1e-12 * scale);
      const unit = Math.sqrt(exactCovariance(b, b, 1)) / Math.sqrt(exactCovariance(a, a, 1));
      expect(Math.abs(fit.slope[i] - slope(a, b))).toBeLessThanOrEqual(1e-12 * unit);
    }
  });
  test("finds a line that is one", () => {
    const x = [1, 2, 4, 8, 16];
    const line = RollingRegression.compute(
      x,
      x.map((value) => 3 - 2 * value),
      { window: 3 },
    );
    expect([...line.slope]).toEqual([NaN, NaN, -2, -2, -2]);
    for (const value of line.intercept.slice(2)) expect(value).toBeCloseTo(3, 12);
    for (const value of line.r2.slice(2)) expect(value).toBeCloseTo(1, 14);
  });
  test("a series without spread has no line and no correlation", () => {
    const constant = [0.1, 0.1, 0.1, 0.1];
    const other = [1, 5, 2, 7];
    const upright = RollingRegression.compute(constant, other, { window: 3 });
    expect([...upright.slope, ...upright.r2].every(Number.isNaN)).toBe(true);
    const level = RollingRegression.compute(other, constant, { window: 3 });
    expect([...level.slope.slice(2)]).toEqual([0, 0]);
    expect([...level.r2].every(Number.isNaN)).toBe(true);
    const found = RollingCorrelation.compute(other, constant, { window: 3 });
    expect([...found].every(Number.isNaN)).toBe(true);
  });
  test("refuses columns of different lengths and a window of one", () => {
    expect(() => RollingCovariance.compute([1, 2], [1], { window: 2 })).toThrow(/equal length/);
    expect(() => new RollingRegression({ window: 1 })).toThrow(/from 2/);
    expect(() => new RollingCorrelation({ window: 2, ddof: 1 } as never)).toThrow(/ddof/);
  });
});

test("pairs that come late are taken at the latest time, and counted", () => {
  const made = new RollingCovariance({ window: "1s" });
  const late = [0, 900_000, 400_000, 1_000_000, 950_000];
  const covariances = late.map((time, i) => made.update(i, i, time));
  expect(made.reversals).toBe(2);
  expect(covariances.slice(3)).toEqual([1, 5 / 3]);
  made.reset();
  expect(made.reversals).toBe(0);
});
