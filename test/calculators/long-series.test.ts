/**
 * What a long past leaves behind: nothing. The last windows are compared with exact fractions, the
 * endless memories with calculators that saw the end only. `VI_LONG=1` makes the past 10^7 values
 * long instead of 2 x 10^5, and 10^8 in columns.
 */
import { describe, expect, test } from "vitest";
import {
  Column,
  Cusum,
  Ewma,
  EwmaChart,
  EwmVariance,
  EwmZScore,
  RollingStdDev,
  RollingSum,
} from "../../bindings/calculators/index.ts";
import { IS_LONG } from "../contract/long-run.ts";
import { Random } from "../helpers/random.ts";
import { exactMean, exactVariance } from "../naive/exact-moments.ts";
import { single } from "./single.ts";

const PAST = IS_LONG ? 1e7 : 2e5;
const LONGEST = IS_LONG ? 1e8 : 1e6;
const END = 4000;
const LAST = 1000;
const WORST = 1e-12;

/** Prices that walk by a cent around 65,000, or noise of 0.1 on 1e9. */
const SERIES: Record<string, (x: Float64Array, random: Random) => void> = {
  "a walk by cents around 65,000": (x, random) => {
    let away = 0;
    for (let i = 0; i < x.length; i++) {
      away = Math.max(-500, Math.min(500, away + random.integer(-1, 1)));
      x[i] = 65_000 + away / 100;
    }
  },
  "1e9 and noise of 0.1": (x, random) => {
    for (let i = 0; i < x.length; i++) x[i] = 1e9 + random.next() / 10;
  },
};

function filled(name: string): Float64Array {
  const x = new Float64Array(PAST);
  SERIES[name](x, new Random(11));
  return x;
}

interface Answers {
  update(x: number): number;
  process(x: Float64Array): Float64Array;
}

/** Answers of the last values, of columns and of one value at a time. */
function lastAnswers(make: () => Answers, x: Float64Array): Float64Array[] {
  const column = make().process(x).slice(-LAST);
  const made = make();
  for (let i = 0; i < x.length - LAST; i++) made.update(x[i]);
  return [column, x.slice(-LAST).map((value) => made.update(value))];
}

/** An ulp of the values in sigmas of noise: no score can be more certain. */
function ulpInSigmas(x: Float64Array): number {
  return (x[0] * 2 ** -52) / 0.005;
}

function expectAll(found: Float64Array, expected: (i: number) => number): void {
  for (let i = 0; i < found.length; i++) {
    const wanted = expected(i);
    if (Math.abs(found[i] - wanted) <= WORST * Math.abs(wanted)) continue;
    expect.fail(`value ${i} of the last: ${found[i]} instead of ${wanted}`);
  }
}

describe.each(Object.keys(SERIES))("%s, after a long time", (name) => {
  const x = filled(name);
  const windowAt = (i: number, window: number) => {
    const end = x.length - LAST + i + 1;
    return Array.from(x.subarray(end - window, end));
  };
  test.each([20, 256])("sums of %i", (window) => {
    const expected = Array.from({ length: LAST }, (_, i) => exactMean(windowAt(i, window)));
    for (const found of lastAnswers(() => new RollingSum({ window }), x)) {
      expectAll(found, (i) => expected[i] * window);
    }
  });
  test.each([20, 256])("sigmas of %i", (window) => {
    const expected = Array.from({ length: LAST }, (_, i) => exactVariance(windowAt(i, window), 1));
    for (const found of lastAnswers(() => new RollingStdDev({ window }), x)) {
      expectAll(found, (i) => Math.sqrt(expected[i]));
    }
  });
  const end = x.slice(-END);
  test.each([
    ["means", () => new Ewma({ alpha: 0.05 })],
    ["variances", () => new EwmVariance({ alpha: 0.05 })],
  ])("exponentially weighted %s", (_, make) => {
    const expected = make().process(end).slice(-LAST);
    for (const found of lastAnswers(make, x)) expectAll(found, (i) => expected[i]);
  });
  test("exponentially weighted scores, to 1e-12 of a sigma", () => {
    const make = () => new EwmZScore({ alpha: 0.05, flat: "zero" });
    const expected = make().process(end).slice(-LAST);
    for (const found of lastAnswers(make, x)) {
      for (let i = 0; i < LAST; i++) {
        const most = WORST * Math.max(1, Math.abs(expected[i])) + ulpInSigmas(x);
        expect(Math.abs(found[i] - expected[i])).toBeLessThanOrEqual(most);
      }
    }
  });
  test("charts over a fixed baseline", () => {
    const baseline = name.startsWith("1e9") ? "fixed:1000000000.05:0.03" : "fixed:65000:2";
    const ewma = () => single(new EwmaChart({ baseline }), "score");
    const cusum = () => single(new Cusum({ baseline, h: 4, cap: 5 }), "value");
    for (const make of [ewma, cusum]) {
      const expected = make().process(end).slice(-LAST);
      for (const found of lastAnswers(make, x)) {
        for (let i = 0; i < LAST; i++) {
          const most = WORST * Math.max(1, Math.abs(expected[i]));
          expect(Math.abs(found[i] - expected[i])).toBeLessThanOrEqual(most);
        }
      }
    }
  });
});

describe("columns of the longest series", () => {
  const name = "1e9 and noise of 0.1";
  const PIECE = 1e6;
  test.each(["sum", "sigma"])("%s", (kind) => {
    const window = 256;
    const made = kind === "sum" ? new RollingSum({ window }) : new RollingStdDev({ window });
    using input = new Column(PIECE);
    using output = new Column(PIECE);
    const random = new Random(12);
    for (let done = 0; done < LONGEST; done += PIECE) {
      SERIES[name](input.values, random);
      made.process(input, output.values);
    }
    const x = input.values;
    const found = output.values.slice(-LAST);
    for (let i = 0; i < LAST; i++) {
      const last = PIECE - LAST + i + 1;
      const values = Array.from(x.subarray(last - window, last));
      const wanted =
        kind === "sum" ? exactMean(values) * window : Math.sqrt(exactVariance(values, 1));
      expect(Math.abs(found[i] - wanted)).toBeLessThanOrEqual(WORST * wanted);
    }
    made.dispose();
  });
});
