import { describe, expect, test } from "vitest";
import {
  BollingerBands,
  RollingMean,
  RollingStdDev,
  RollingSum,
  RollingVariance,
  ZScore,
} from "../../bindings/calculators/index.ts";
import { Random } from "../helpers/random.ts";
import { exactMean, exactScore, exactVariance } from "../naive/exact-moments.ts";
import { overTime, sum } from "../naive/windows.ts";
import { type Calculates, describeLaws, type Subject } from "./laws.ts";
import { flows, prices } from "./series.ts";

const SECOND = 1e6;

/** Event times: some values together, some a little late, now and then a long silence. */
function times(length: number): Float64Array {
  const random = new Random(11);
  let now = 1.7e15;
  return Float64Array.from({ length }, () => {
    now += random.chance(0.2) ? 0 : random.chance(0.003) ? 90 * SECOND : random.integer(1, 2e5);
    return random.chance(0.05) ? now - random.integer(0, 5e5) : now;
  });
}

function subject(
  name: string,
  make: Subject["make"],
  restore: (bytes: Uint8Array) => Calculates,
  judge: Subject["judge"],
): Subject {
  const inputs = (length: number) => [prices(length), times(length)];
  const tolerance = { rel: 1e-11, abs: 1e-11 };
  return { name, make, restore, inputs, judge, tolerance, isStreamingExact: true };
}

const spread = (ddof: number) => (values: number[]) => exactVariance(values, ddof);
const last = (values: number[]) => values[values.length - 1];
const partial = { window: "5s", warmup: "partial" } as const;

describeLaws(
  subject(
    "RollingSum of 3s",
    (nan = "skip") => new RollingSum({ window: "3s", nan }),
    (bytes) => RollingSum.restore(bytes),
    ([x, t]) => overTime(x, t, 3 * SECOND, sum),
  ),
);
describeLaws(
  subject(
    "RollingMean of 5s, partial",
    (nan = "skip") => new RollingMean({ ...partial, nan }),
    (bytes) => RollingMean.restore(bytes),
    ([x, t]) => overTime(x, t, 5 * SECOND, exactMean, true),
  ),
);
describeLaws(
  subject(
    "RollingVariance of 60s",
    (nan = "skip") => new RollingVariance({ window: "60s", nan }),
    (bytes) => RollingVariance.restore(bytes),
    ([x, t]) => overTime(x, t, 60 * SECOND, spread(1)),
  ),
);
describeLaws(
  subject(
    "RollingStdDev of 5s, partial, ddof 0",
    (nan = "skip") => new RollingStdDev({ ...partial, ddof: 0, nan }),
    (bytes) => RollingStdDev.restore(bytes),
    ([x, t]) => overTime(x, t, 5 * SECOND, (v) => Math.sqrt(exactVariance(v, 0)), true),
  ),
);
describeLaws(
  subject(
    "ZScore against the 2s before",
    (nan = "skip") => new ZScore({ window: "2s", nan }),
    (bytes) => ZScore.restore(bytes),
    ([x, t]) => overTime(x, t, 2 * SECOND, (v) => exactScore(v.slice(0, -1), last(v), 1)),
  ),
);
describeLaws(
  subject(
    "ZScore within 5s, partial, flat 0",
    (nan = "skip") => new ZScore({ ...partial, includesCurrent: true, flat: "zero", nan }),
    (bytes) => ZScore.restore(bytes),
    ([x, t]) => overTime(x, t, 5 * SECOND, (v) => exactScore(v, last(v), 1, 0), true),
  ),
);

describe("windows by event time", () => {
  test("bands are mean and sigma", () => {
    const [x, t] = [prices(2000), times(2000)];
    const bands = BollingerBands.compute(x, t, { window: "4s", width: 3 });
    const mean = overTime(x, t, 4 * SECOND, exactMean);
    const sigma = overTime(x, t, 4 * SECOND, (v) => Math.sqrt(exactVariance(v, 0)));
    const one = new BollingerBands({ window: "4s", width: 3 });
    for (let i = 0; i < x.length; i++) {
      expect(one.update(x[i], t[i])).toBe(bands.middle[i]);
      expect(one.upper).toBe(bands.upper[i]);
      expect(one.lower).toBe(bands.lower[i]);
      expect(one.percentB).toBe(bands.percentB[i]);
      if (Number.isNaN(mean[i])) {
        expect(bands.middle[i]).toBeNaN();
        continue;
      }
      expect(Math.abs(bands.middle[i] - mean[i])).toBeLessThan(1e-9);
      expect(Math.abs(bands.upper[i] - mean[i] - 3 * sigma[i])).toBeLessThan(1e-9);
      expect(Math.abs(mean[i] - bands.lower[i] - 3 * sigma[i])).toBeLessThan(1e-9);
      const place = 0.5 + (x[i] - mean[i]) / (6 * sigma[i]);
      if (sigma[i] === 0) expect(bands.percentB[i]).toBeNaN();
      else expect(Math.abs(bands.percentB[i] - place)).toBeLessThan(1e-9);
    }
  });
  test("sums whole numbers exactly, and holds as many values as there are", () => {
    const t = Float64Array.from({ length: 100_000 }, (_, i) => i * 10);
    const x = Float64Array.from({ length: 100_000 }, (_, i) => ((i * 7919) % 2 ** 30) - 2 ** 29);
    const found = RollingSum.compute(x, t, { window: "500ms" });
    let expected = 0;
    for (let i = 0; i < x.length; i++) {
      expected += x[i] - (i >= 50_000 ? x[i - 50_000] : 0);
      if (i >= 50_000) expect(found[i]).toBe(expected);
      else expect(found[i]).toBeNaN();
    }
  });
  test("nothing is left of spikes and offsets", () => {
    const t = Float64Array.from({ length: 6000 }, (_, i) => i * SECOND);
    const noise = flows(6000);
    const x = noise.map((v, i) => 1e9 * Math.floor(i / 1500) + v + (i % 700 === 3 ? 1e12 : 0));
    const sigma = RollingStdDev.compute(x, t, { window: "50s" });
    const mean = RollingMean.compute(x, t, { window: "50s" });
    for (let i = 50; i < x.length; i++) {
      const values = Array.from(x.subarray(i - 49, i + 1));
      const expected = Math.sqrt(exactVariance(values, 1));
      expect(Math.abs(sigma[i] - expected)).toBeLessThanOrEqual(1e-12 * expected);
      const center = exactMean(values);
      expect(Math.abs(mean[i] - center)).toBeLessThanOrEqual(1e-12 * (Math.abs(center) + expected));
    }
  });
  test("nothing is left of a spike when the next value is scored against those before", () => {
    const t = Float64Array.from({ length: 3000 }, (_, i) => i * SECOND);
    const x = flows(3000).map((v, i) => v + (i % 700 === 3 ? 1e12 : 0));
    const score = ZScore.compute(x, t, { window: "50s" });
    for (let i = 50; i < x.length; i++) {
      const expected = exactScore(Array.from(x.subarray(i - 49, i)), x[i], 1);
      const bound = 1e-12 * Math.max(1, Math.abs(expected));
      expect(Math.abs(score[i] - expected)).toBeLessThanOrEqual(bound);
    }
  });
  test("counts times that go back, needs them, and refuses what is none", () => {
    const made = new RollingSum({ window: "1s", warmup: "partial" });
    expect([made.update(1, 5), made.update(2, 4), made.update(3, 5)]).toEqual([1, 3, 6]);
    expect(made.reversals).toBe(1);
    expect(() => made.update(1)).toThrow(/time of the value in microseconds/);
    expect(() => made.process([1, 2], [1, NaN])).toThrow(/time 1 must be a finite number/);
    expect(() => made.process([1, 2])).toThrow(/another with the times/);
    expect(made.count).toBe(3);
  });
});
