import { describe, expect, test } from "vitest";
import { Ewma, EwmVariance, EwmZScore } from "../../bindings/calculators/index.ts";
import {
  adjusted,
  byTime,
  byTimeAdjusted,
  fromFirst,
  fromMean,
  type WeightedMoments,
  type Weighting,
  weightedMoments,
} from "../naive/ewm-weights.ts";
import { describeLaws } from "./laws.ts";
import { flows, prices, times } from "./series.ts";

interface Case {
  readonly name: string;
  readonly options: object;
  readonly weighting: (times: Float64Array) => Weighting;
  readonly isTimed?: boolean;
}

const HALF_LIFE_US = 3e6;
const CASES: Case[] = [
  { name: "alpha 0.1", options: { alpha: 0.1 }, weighting: () => fromFirst(0.1) },
  { name: "alpha 0.7", options: { alpha: 0.7 }, weighting: () => fromFirst(0.7) },
  { name: "alpha 1", options: { alpha: 1 }, weighting: () => fromFirst(1) },
  {
    name: "span 20 seeded by its mean",
    options: { span: 20, seed: "sma" },
    weighting: () => fromMean(2 / 21, 20),
  },
  {
    name: "centre of mass 99, adjusted",
    options: { centerOfMass: 99, adjust: true },
    weighting: () => adjusted(0.01),
  },
  {
    name: "half-life 300",
    options: { halfLife: 300 },
    weighting: () => fromFirst(1 - 2 ** (-1 / 300)),
  },
  {
    name: "half-life 3s",
    options: { halfLife: "3s" },
    weighting: (at) => byTime(at, HALF_LIFE_US),
    isTimed: true,
  },
  {
    name: "half-life 3s, adjusted",
    options: { halfLife: "3s", adjust: true },
    weighting: (at) => byTimeAdjusted(at, HALF_LIFE_US),
    isTimed: true,
  },
];

/** From the moments after a value and before it. */
type Answer = (x: number, after: WeightedMoments, before: WeightedMoments | undefined) => number;

function score(x: number, { origin, offset, variance }: WeightedMoments): number {
  return variance > 0 ? (x - origin - offset) / Math.sqrt(variance) : NaN;
}

const CLASSES = [
  {
    make: Ewma,
    more: {},
    answer: ((_, { origin, offset }) => origin + offset) as Answer,
    tolerance: { rel: 1e-13, abs: 1e-13 },
  },
  {
    make: EwmVariance,
    more: {},
    answer: ((_, { variance }) => variance) as Answer,
    tolerance: { rel: 1e-11, abs: 1e-20 },
  },
  {
    make: EwmZScore,
    more: {},
    answer: ((x, _, before) => (before ? score(x, before) : NaN)) as Answer,
    tolerance: { rel: 1e-10, abs: 1e-10 },
  },
  {
    make: EwmZScore,
    more: { includesCurrent: true },
    answer: ((x, after) => score(x, after)) as Answer,
    tolerance: { rel: 1e-10, abs: 1e-10 },
  },
];

const known = new Map<string, WeightedMoments[]>();

/** The moments of a series, computed once for all classes. */
function momentsOf([x, at]: readonly Float64Array[], one: Case): WeightedMoments[] {
  const key = `${one.name} ${x[0]} ${x[5]}`;
  const moments = known.get(key) ?? weightedMoments(x, one.weighting(at));
  known.set(key, moments);
  return moments;
}

function answers(inputs: readonly Float64Array[], one: Case, answer: Answer): number[] {
  const [x] = inputs;
  const moments = momentsOf(inputs, one);
  const first = "seed" in one.options ? 19 : 0;
  return moments.map((after, index) => {
    if (index < first) return NaN;
    return answer(x[index], after, index > first ? moments[index - 1] : undefined);
  });
}

for (const { make, more, answer, tolerance } of CLASSES) {
  for (const one of CASES) {
    if (one.name === "alpha 1" && make !== Ewma) continue;
    for (const series of [prices, flows]) {
      if (series === flows && make !== Ewma) continue;
      describeLaws({
        name: `${make.name} ${JSON.stringify(more)} of ${series.name}, ${one.name}`,
        make: (nan = "skip") => new make({ ...one.options, ...more, nan }),
        restore: (bytes) => make.restore(bytes),
        inputs: (length) => (one.isTimed ? [series(length), times(length)] : [series(length)]),
        judge: (inputs) => answers(inputs, one, answer),
        tolerance,
      });
    }
  }
}

describe("options of exponentially weighted calculators", () => {
  test("takes exactly one weight, and says which are wrong", () => {
    expect(() => new Ewma({})).toThrow(/exactly one of alpha, span, centerOfMass, halfLife/);
    expect(() => new Ewma({ alpha: 0.1, span: 3 })).toThrow(/not alpha and span/);
    for (const wrong of [
      { alpha: 0 },
      { alpha: 1.5 },
      { span: 0.5 },
      { centerOfMass: -1 },
      { halfLife: 0 },
      { halfLife: "10" },
      { halfLife: Infinity },
      { alpha: "0.1" as unknown as number },
    ]) {
      expect(() => new Ewma(wrong)).toThrow(RangeError);
    }
    expect(() => new Ewma({ alpha: 0.1, seed: "sma" })).toThrow(/needs span/);
    expect(() => new Ewma({ span: 9, seed: "sma", adjust: true })).toThrow(/exclude/);
    expect(() => new Ewma({ alfa: 0.1 } as never)).toThrow(/alfa/);
    expect(() => new EwmZScore({ alpha: 0.1, flat: "none" } as never)).toThrow(/flat/);
    expect(() => new EwmZScore({ alpha: 0.1, includesCurrent: 1 } as never)).toThrow(TypeError);
  });
  test("the names of the weight agree", () => {
    const x = prices(500);
    const expected = [...Ewma.compute(x, { alpha: 0.1 })];
    expect([...Ewma.compute(x, { span: 19 })]).toEqual(expected);
    expect([...Ewma.compute(x, { centerOfMass: 9 })]).toEqual(expected);
  });
  test("by time every value has a time, and one that goes back is taken at the latest", () => {
    const made = new Ewma({ halfLife: "1s" });
    expect(() => made.update(1)).toThrow(/time of the value/);
    expect(() => made.process(prices(3))).toThrow(/times/);
    expect(() => made.process(prices(2), Float64Array.of(1, NaN))).toThrow(/time 1/);
    made.update(1, 5e6);
    made.update(3, 6e6);
    expect(made.value).toBe(2);
    expect(made.update(100, 4e6)).toBe(2);
    expect(made.reversals).toBe(1);
    expect(made.update(4, 7e6)).toBe(3);
  });
});
