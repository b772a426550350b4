/** What the page says about a column in one pass equals what its definition says of all values. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AlarmRate } from "../../bindings/report/alarm-rate.ts";
import { Autocorrelation } from "../../bindings/report/autocorrelation.ts";
import { Histogram } from "../../bindings/report/histogram.ts";
import { Moments } from "../../bindings/report/moments.ts";

/** Sizes as markets have them: whole lots, many of them or few. */
const size = fc.integer({ min: -1e9, max: 1e9 }).map((lots) => lots / 1000);
const values = fc.array(fc.oneof(size, fc.constant(Number.NaN), fc.integer({ min: -9, max: 9 })), {
  minLength: 1,
  maxLength: 200,
});

function mean(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

/** Pearson's correlation of the pairs that lie `lag` apart and are both known. */
function naiveCorrelation(list: readonly number[], lag: number): number {
  const pairs = list
    .map((value, index) => [value, list[index - lag]] as const)
    .filter(([newer, older]) => Number.isFinite(newer) && Number.isFinite(older ?? NaN));
  const a = mean(pairs.map(([newer]) => newer));
  const b = mean(pairs.map(([, older]) => older));
  const sum = (term: (x: number, y: number) => number) =>
    pairs.reduce((total, [x, y]) => total + term(x - a, y - b), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}

describe("moments", () => {
  it("are those of the known values", () => {
    fc.assert(
      fc.property(values, (list) => {
        const moments = new Moments();
        for (const [index, value] of list.entries()) moments.add(index, value);
        const known = list.filter((value) => !Number.isNaN(value));
        expect(moments.known).toBe(known.length);
        expect(moments.unknown).toBe(list.length - known.length);
        expect(moments.last).toBe(list.at(-1));
        if (known.length === 0) return;
        expect(moments.mean).toBeCloseTo(mean(known), 4);
        expect(moments.low + 0).toBe(Math.min(...known) + 0);
        expect(moments.high + 0).toBe(Math.max(...known) + 0);
        expect(moments.lowTime).toBe(list.indexOf(moments.low));
        expect(moments.highTime).toBe(list.indexOf(moments.high));
      }),
    );
  });

  it("hold where the mean is far from zero", () => {
    const moments = new Moments();
    for (let index = 0; index < 1000; index++) moments.add(index, 60_000 + (index % 2) * 0.01);
    expect(moments.sigma).toBeCloseTo(0.005 * Math.sqrt(1000 / 999), 9);
  });
});

describe("a histogram", () => {
  it("counts every finite value, the tails included", () => {
    fc.assert(
      fc.property(values, (list) => {
        const histogram = new Histogram();
        for (const value of list) histogram.add(value);
        const { counts, below, above } = histogram.bars();
        const total = counts.reduce((sum, count) => sum + count, below + above);
        expect(total).toBe(list.filter(Number.isFinite).length);
        expect(counts.length).toBeLessThanOrEqual(101);
      }),
    );
  });

  it("counts a value where it lies", () => {
    fc.assert(
      fc.property(values, (list) => {
        const histogram = new Histogram();
        for (const value of list) histogram.add(value);
        const { from, width, counts, below } = histogram.bars();
        counts.forEach((count, bar) => {
          const low = from + bar * width;
          expect(list.filter((value) => value >= low && value < low + width).length).toBe(count);
        });
        expect(list.filter((value) => value < from).length).toBe(below);
      }),
    );
  });

  it("shows the middle where one value is a million times the others", () => {
    const histogram = new Histogram();
    for (let index = 0; index < 10_000; index++) histogram.add((index % 100) - 50);
    histogram.add(5e7);
    const { counts, above } = histogram.bars();
    expect(above).toBe(1);
    expect(counts.length).toBeGreaterThanOrEqual(1);
  });
});

describe("autocorrelation", () => {
  it("equals the correlation of the pairs that far apart", () => {
    const list = fc.array(fc.oneof(size, fc.constant(NaN)), { minLength: 12, maxLength: 120 });
    fc.assert(
      fc.property(list, (column) => {
        const autocorrelation = new Autocorrelation(5);
        for (const value of column) autocorrelation.add(value);
        autocorrelation.values().forEach((value, index) => {
          const expected = naiveCorrelation(column, index + 1);
          if (value !== null && Number.isFinite(expected)) expect(value).toBeCloseTo(expected, 6);
        });
      }),
    );
  });

  it("is 1 at the period of what repeats and -1 at its half", () => {
    const autocorrelation = new Autocorrelation(8);
    for (let index = 0; index < 4000; index++) {
      autocorrelation.add(60_000 + Math.sin((index * Math.PI) / 4));
    }
    expect(autocorrelation.values()[7]).toBeCloseTo(1, 6);
    expect(autocorrelation.values()[3]).toBeCloseTo(-1, 6);
  });

  it("does not exist where nothing varies", () => {
    const autocorrelation = new Autocorrelation(2);
    for (let index = 0; index < 50; index++) autocorrelation.add(7);
    expect(autocorrelation.values()).toEqual([null, null]);
  });
});

describe("the rate of alarms", () => {
  const hour = 3.6e9;
  const start = Date.UTC(2024, 0, 1) * 1000;

  it("counts every alarm in the bin of its time, in at most 120 bins", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, (steps) => {
        const rate = new AlarmRate(["a"]);
        const times: number[] = [];
        let time = start + 17e6;
        for (const step of steps) {
          time += step * 0.3 * hour;
          times.push(time);
          rate.pass(time);
          rate.add(0, time);
        }
        const data = rate.data();
        const { fromUs = 0, widthUs = 0, charts = [] } = data ?? {};
        expect(charts[0].counts.length).toBeLessThanOrEqual(120);
        charts[0].counts.forEach((count, bin) => {
          const low = fromUs + bin * widthUs;
          expect(times.filter((at) => at >= low && at < low + widthUs).length).toBe(count);
        });
      }),
    );
  });
});
