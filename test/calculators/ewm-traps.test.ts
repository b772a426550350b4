/** What exponentially weighted calculators stand: each trap is one that others fall into. */
import { describe, expect, test } from "vitest";
import { Ewma, EwmVariance, EwmZScore } from "../../bindings/calculators/index.ts";
import { IS_LONG } from "../contract/long-run.ts";
import { Random } from "../helpers/random.ts";
import { fromFirst, weightedMoments } from "../naive/ewm-weights.ts";
import { flows, prices } from "./series.ts";

type Class = typeof Ewma | typeof EwmVariance | typeof EwmZScore;

/** The answers of both forms. */
function bothForms(Made: Class, options: object, x: Float64Array): Float64Array[] {
  const made = new Made(options);
  return [x.map((value) => made.update(value)), Made.compute(x, options as { alpha: number })];
}

function worst(found: ArrayLike<number>, wanted: ArrayLike<number>, from = 0): number {
  let most = 0;
  for (let i = from; i < wanted.length; i++) {
    const error = Math.abs(found[i] - wanted[i]) / Math.abs(wanted[i]);
    most = Math.max(most, Number.isNaN(error) ? Infinity : error);
  }
  return most;
}

describe("a constant series", () => {
  const constant = new Float64Array(5000).fill(100.1);
  test("has no spread: the variance is 0, the score NaN or 0 and never 1", () => {
    for (const alpha of [0.01, 0.05, 0.3, 0.9]) {
      for (const variance of bothForms(EwmVariance, { alpha }, constant)) {
        expect(variance.every((v) => v === 0)).toBe(true);
      }
      for (const score of bothForms(EwmZScore, { alpha }, constant)) {
        expect(score.every(Number.isNaN)).toBe(true);
      }
      for (const score of bothForms(EwmZScore, { alpha, flat: "zero" }, constant)) {
        expect(score.slice(1).every((z) => z === 0)).toBe(true);
      }
      for (const mean of bothForms(Ewma, { alpha }, constant)) {
        expect(worst(mean, constant)).toBeLessThan(2 ** -51 / alpha);
      }
    }
  });
  test("scores sink to nothing after a jump, and rounding is no spread", () => {
    const jumped = Float64Array.from({ length: 200_000 }, (_, i) => (i < 100 ? 99.7 : 100.1));
    for (const alpha of [0.002, 0.05, 0.5]) {
      for (const includesCurrent of [false, true]) {
        for (const score of bothForms(EwmZScore, { alpha, includesCurrent }, jumped)) {
          const late = score.slice(100 + Math.ceil(60 / alpha));
          expect(late.every((z) => Number.isNaN(z) || Math.abs(z) < 1e-6)).toBe(true);
        }
      }
    }
  });
});

describe("offsets", () => {
  for (const [name, offset, noise] of [
    ["price 65,000 +- 0.01", 65_000, 0.01],
    ["1e9 + 0.1", 1e9, 0.1],
  ] as const) {
    test(`${name}: variance and score to 1e-12 of those of the noise alone`, () => {
      const random = new Random(5);
      const x = Float64Array.from({ length: 3000 }, () => offset + noise * random.normal());
      const moments = weightedMoments(x, fromFirst(0.05));
      const variances = moments.map(({ variance }) => variance);
      for (const found of bothForms(EwmVariance, { alpha: 0.05 }, x)) {
        expect(worst(found, variances, 1)).toBeLessThan(1e-12);
      }
      const mean = moments.map(({ origin, offset: d }) => origin + d);
      for (const found of bothForms(Ewma, { alpha: 0.05 }, x)) {
        expect(worst(found, mean)).toBeLessThan(1e-12);
      }
    });
  }
});

describe("values out of the ordinary", () => {
  test("a spike is forgotten like any other value", () => {
    const x = prices(6000);
    x[1000] = 1e12;
    x[1023] = -1e12;
    const clean = weightedMoments(x.subarray(3000), fromFirst(0.1));
    for (const found of bothForms(EwmVariance, { alpha: 0.1 }, x)) {
      const late = found.subarray(3000);
      expect(
        worst(
          late,
          clean.map(({ variance }) => variance),
          2000,
        ),
      ).toBeLessThan(1e-12);
    }
    const means = clean.map(({ origin, offset }) => origin + offset);
    for (const found of bothForms(Ewma, { alpha: 0.1 }, x)) {
      expect(worst(found.subarray(3000), means, 2000)).toBeLessThan(1e-14);
    }
  });
  test("a spike whose square is no number passes too", () => {
    const x = flows(60_000);
    x[500] = -1e200;
    const late = flows(60_000).subarray(40_000);
    const expected = EwmVariance.compute(late, { alpha: 0.1 });
    for (const found of bothForms(EwmVariance, { alpha: 0.1 }, x)) {
      expect(found.every((v) => v >= 0 && v < Infinity)).toBe(true);
      expect(worst(found.subarray(40_000), expected, 1000)).toBeLessThan(1e-12);
    }
  });
  test("infinities leave no trace, or make the rest unknown until the reset", () => {
    const x = Float64Array.of(1, 2, Infinity, 3, -Infinity, 4);
    const skipped = [...Ewma.compute(x, { alpha: 0.5 })];
    expect(skipped).toEqual([1, 1.5, NaN, 2.25, NaN, 3.125]);
    const made = new Ewma({ alpha: 0.5, nan: "propagate" });
    expect([...made.process(x)]).toEqual([1, 1.5, NaN, NaN, NaN, NaN]);
    made.reset();
    expect(made.update(7)).toBe(7);
  });
  test("a quiet series sinks to 0, not into subnormals; -0 counts as 0", () => {
    const x = new Float64Array(60_000);
    x[0] = 1;
    x.fill(-0, 30_000);
    for (const Made of [Ewma, EwmVariance]) {
      for (const alpha of [0.05, 0.5]) {
        for (const found of bothForms(Made, { alpha }, x)) {
          expect(found.filter((y) => y !== 0 && Math.abs(y) < 2.3e-308)).toHaveLength(0);
          expect(Object.is(found[59_999], 0)).toBe(true);
        }
      }
    }
    const denormal = new Float64Array(100).fill(5e-324);
    for (const found of bothForms(Ewma, { alpha: 0.5 }, denormal)) {
      expect(found.every((y) => y === 0 || y === 5e-324)).toBe(true);
    }
  });
});

describe("columns beside single values", () => {
  test("means differ by at most 2^-51 / alpha of the largest value", () => {
    for (const alpha of [0.9, 0.3, 0.02, 0.0005]) {
      for (const x of [prices(20_000), flows(20_000)]) {
        const [one, all] = bothForms(Ewma, { alpha }, x);
        const largest = Math.max(...x.map(Math.abs));
        const bound = (2 ** -51 / alpha) * largest;
        expect(Math.max(...all.map((y, i) => Math.abs(y - one[i])))).toBeLessThanOrEqual(bound);
      }
    }
  });
  test("variances differ by at most 1e-12 of themselves, scores by 1e-11", () => {
    for (const alpha of [0.9, 0.3, 0.02, 0.0005]) {
      const [one, all] = bothForms(EwmVariance, { alpha }, prices(20_000));
      expect(worst(all, one, 2)).toBeLessThan(1e-12);
      const [first, second] = bothForms(EwmZScore, { alpha }, prices(20_000));
      for (let i = 2; i < first.length; i++) {
        const bound = 1e-11 * Math.max(1, Math.abs(first[i]));
        expect(Math.abs(second[i] - first[i])).toBeLessThanOrEqual(bound);
      }
    }
  });
});

test("a mean that has faded below 1e-150 is 0, one by one and in columns", () => {
  const faded = Float64Array.from({ length: 400 }, (_, i) => (i === 1 ? 1e-145 : 0));
  const one = new EwmVariance({ span: 20 });
  for (const x of faded) one.update(x);
  const all = new EwmVariance({ span: 20 });
  all.process(faded);
  expect([one.mean, all.mean]).toEqual([0, 0]);
});

describe.skipIf(!IS_LONG)("ten million values", () => {
  test("variance as that of the last ones", () => {
    const random = new Random(6);
    const x = Float64Array.from({ length: 1e7 }, () => 65_000 + 0.01 * random.normal());
    const late = x.subarray(1e7 - 4000);
    const expected = weightedMoments(late, fromFirst(0.02)).map(({ variance }) => variance);
    for (const found of bothForms(EwmVariance, { alpha: 0.02 }, x)) {
      expect(worst(found.subarray(1e7 - 4000), expected, 3000)).toBeLessThan(1e-12);
    }
  });
});
