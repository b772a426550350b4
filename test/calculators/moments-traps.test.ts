/**
 * Series on which sliding moments go wrong elsewhere. Errors are relative to the answer in exact
 * fractions; scores divide by sigma, so theirs is relative to the score and to what one ulp of the
 * value is in sigmas. `VI_LONG=1` makes the long series 10^7 values long instead of 2 x 10^5.
 */
import { describe, expect, test } from "vitest";
import {
  BollingerBands,
  RollingMean,
  RollingStdDev,
  ZScore,
} from "../../bindings/calculators/index.ts";
import { Random } from "../helpers/random.ts";
import { exactMean, exactScore, exactVariance } from "../naive/exact-moments.ts";

const LONG = process.env.VI_LONG === "1" ? 1e7 : 2e5;
const WORST = 1e-12;

type Trap = (length: number) => Float64Array;

function series(next: (i: number, random: Random) => number): Trap {
  return (length) => {
    const random = new Random(7);
    return Float64Array.from({ length }, (_, i) => next(i, random));
  };
}

const TRAPS: Record<string, Trap> = {
  "price 65,000 within a cent": series((_, r) => 65_000 + r.integer(-1, 1) / 100),
  "1e9 and noise of 0.1": series((_, r) => 1e9 + r.next() / 10),
  "spikes of 1e12 that leave": series((i, r) => (i % 1000 === 500 ? 1e12 : 65_000 + r.next())),
  "spikes a thousand times larger": series((i, r) => r.next() * (i % 701 === 9 ? 1000 : 1)),
  "jumps of level": series((i, r) => 1e6 * Math.floor(i / 700) ** 2 + r.next()),
  "a linear trend": series((i) => 65_000 + i * 0.01),
  "a trend with noise": series((i, r) => i * 0.37 + r.next()),
  "a wave of 1e5 values": series((i) => 1e4 * Math.sin(i / 16_000)),
  "constant but for now and then": series((i) => (i % 997 === 0 ? 100.2 : 100.1)),
  "flow, most of it zero": series((_, r) => (r.chance(0.1) ? r.integer(-9, 9) / 7 : 0)),
  "values near the bound": series((_, r) => (r.next() - 0.5) * 2e150),
  "values that barely square": series((_, r) => (r.next() - 0.5) * 1e-140),
};

const SIZES = series((_, r) => 10 ** r.integer(-20, 20) * (r.next() - 0.5));

/** Series whose usual size changes within a window: scores divide by what is left of sigma. */
const CHANGING: Record<string, Trap> = {
  "sizes over forty decades": SIZES,
  "sizes that fall by twelve decades": series((i, r) => 10 ** (i % 700 < 350 ? 6 : -6) * r.next()),
  "values that die away": series((i, r) => 0.9 ** (i % 900) * (1 + r.next())),
  "signed values that die away": series((i, r) => 0.97 ** (i % 4000) * (r.next() - 0.5)),
  "spikes half a million times larger": series((i, r) => r.next() * (i % 701 === 9 ? 5e5 : 1)),
  "flow in decimals that sums to nothing, and stops": series((i, r) =>
    i % 3000 < 2000 ? (i % 2 === 0 ? 1 : -1) * 1234.1 : 1e-9 * r.next(),
  ),
  "two that cancel": series((i, r) =>
    i % 500 === 3 ? 1e12 : i % 500 === 4 ? -1e12 : r.next() - 0.5,
  ),
};

function expectClose(what: string, found: number, expected: number, slack = 0): void {
  const error = Math.abs(found - expected);
  if (error <= WORST * Math.abs(expected) + slack || Object.is(found, expected)) return;
  expect.fail(`${what}: ${found} instead of ${expected}`);
}

interface Answers {
  readonly sigma: Float64Array;
  readonly mean: Float64Array;
  readonly score: Float64Array;
  readonly middle: Float64Array;
}

function asColumns(x: Float64Array, window: number): Answers {
  return {
    sigma: RollingStdDev.compute(x, { window }),
    mean: RollingMean.compute(x, { window }),
    score: ZScore.compute(x, { window, includesCurrent: true }),
    middle: BollingerBands.compute(x, { window }).middle,
  };
}

function oneByOne(x: Float64Array, window: number): Answers {
  const through = (made: { update(x: number): number }) => x.map((value) => made.update(value));
  return {
    sigma: through(new RollingStdDev({ window })),
    mean: through(new RollingMean({ window })),
    score: through(new ZScore({ window, includesCurrent: true })),
    middle: through(new BollingerBands({ window })),
  };
}

/** Compares at every `step`-th of the last `tail` values: exact fractions take their time. */
function compare(x: Float64Array, window: number, step: number, tail = x.length): void {
  compareWith(asColumns(x, window), x, window, step, tail);
  compareWith(oneByOne(x, window), x, window, step, tail);
}

function compareWith(found: Answers, x: Float64Array, window: number, step: number, tail: number) {
  const { sigma, mean, score, middle } = found;
  const from = Math.max(window - 1, x.length - tail);
  for (let i = from; i < x.length; i += step) {
    const values = Array.from(x.subarray(i + 1 - window, i + 1));
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const expected = Math.sqrt(exactVariance(values, 1));
    const center = exactMean(values);
    expectClose(`sigma ${i}`, sigma[i], expected);
    expectClose(`mean ${i}`, mean[i], center, WORST * expected);
    expectClose(`middle ${i}`, middle[i], center, WORST * expected);
    const slack = (largest * 2 ** -51) / expected;
    expectClose(`score ${i}`, score[i], exactScore(values, x[i], 1), slack + WORST);
  }
}

describe.each(Object.entries(TRAPS))("%s", (_, trap) => {
  test.each([20, 256])("in windows of %i", (window) => {
    compare(trap(12_000), window, window > 100 ? 11 : 3);
  });
  test("in windows of 4,096", () => {
    compare(trap(60_000), 4096, 1009);
  });
});

test.each(["price 65,000 within a cent", "1e9 and noise of 0.1", "a linear trend"])(
  "%s: after a long time",
  (name) => {
    const x = TRAPS[name](LONG);
    compare(x, 256, 13, 2000);
    compare(x, 20, 7, 1000);
  },
);

describe.each(Object.entries(CHANGING))("the mean of %s", (_, trap) => {
  test.each([1, 2, 20, 256, 4096])("in windows of %i", (window) => {
    const x = trap(window > 1000 ? 30_000 : 12_000);
    const made = new RollingMean({ window });
    const single = x.map((value) => made.update(value));
    const columns = RollingMean.compute(x, { window });
    for (let i = window - 1; i < x.length; i += window > 1000 ? 211 : 5) {
      const values = Array.from(x.subarray(i + 1 - window, i + 1));
      const slack = window === 1 ? 0 : WORST * Math.sqrt(exactVariance(values, 1));
      expectClose(`mean ${i}`, columns[i], exactMean(values), slack);
      expectClose(`mean ${i}, one by one`, single[i], exactMean(values), slack);
    }
  });
});

test.each([20, 256])("sizes over forty decades, in windows of %i", (window) => {
  const x = SIZES(12_000);
  const sigma = RollingStdDev.compute(x, { window });
  const { middle } = BollingerBands.compute(x, { window });
  for (let i = window - 1; i < x.length; i += 7) {
    const values = Array.from(x.subarray(i + 1 - window, i + 1));
    const expected = Math.sqrt(exactVariance(values, 1));
    expectClose(`sigma ${i}`, sigma[i], expected);
    expectClose(`middle ${i}`, middle[i], exactMean(values), WORST * expected);
  }
});

test("no variance is below nothing, none is left of a constant", () => {
  const random = new Random(3);
  const x = Float64Array.from({ length: 40_000 }, (_, i) =>
    Math.floor(i / 100) % 2 === 0 ? 1e9 * random.next() : 0.1 * Math.floor(i / 200),
  );
  const sigma = RollingStdDev.compute(x, { window: 30 });
  for (let i = 29; i < x.length; i++) {
    expect(sigma[i]).toBeGreaterThanOrEqual(0);
    if (i % 200 >= 130) expect(sigma[i]).toBe(0);
  }
});

test("denormals and -0 have no spread that a double could hold", () => {
  const x = [5e-324, -0, 1e-310, 0, -1e-320, -0, 2e-308];
  const expected = [NaN, NaN, 0, 0, 0, 0, 0];
  expect([...RollingStdDev.compute(x, { window: 3 })]).toEqual(expected);
  expect([...RollingStdDev.compute([-0, 0, -0], { window: 2 })]).toEqual([NaN, 0, 0]);
});
