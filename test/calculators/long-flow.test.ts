/**
 * What a long past of trades and quotes leaves behind: nothing. Sizes are whole lots and prices
 * whole 64ths, which have no rounding, so that each window is a difference of exact running sums.
 * Then deltas, flows, imbalances and VPIN have no error at all, VWAP, its sigma and volatilities at
 * most 1e-12 of themselves.
 * `VI_LONG=1` makes the past 10^7 values long instead of 10^5.
 */
import { describe, expect, test } from "vitest";
import {
  DepthImbalance,
  OrderFlowImbalance,
  QueueImbalance,
  RealizedVolatility,
  VolumeDelta,
  Vpin,
  Vwap,
  type VwapOptions,
} from "../../bindings/calculators/index.ts";
import { IS_LONG } from "../contract/long-run.ts";
import { Random } from "../helpers/random.ts";
import { quoteFlows } from "../naive/flow-windows.ts";

const PAST = IS_LONG ? 1e7 : 1e5;
const LAST = 500;
const WORST = 1e-12;
const SECOND = 1e6;
/** Ticks in a unit of price. */
const TICKS = 64;
const MINUTE = 60 * SECOND;

type Columns = Record<string, Float64Array>;

interface Answers {
  update(...values: number[]): number;
  process(columns: never): Float64Array;
}

/** The last answers of columns and of one row at a time. */
function lastAnswers(make: () => Answers, columns: Columns): Float64Array[] {
  const atOnce = make()
    .process(columns as never)
    .slice(-LAST);
  const made = make();
  const inputs = Object.values(columns);
  const row = inputs.map(() => 0);
  const oneByOne = new Float64Array(LAST);
  for (let i = 0; i < PAST; i++) {
    for (let at = 0; at < inputs.length; at++) row[at] = inputs[at][i];
    const answer = made.update(...row);
    if (i >= PAST - LAST) oneByOne[i - (PAST - LAST)] = answer;
  }
  return [atOnce, oneByOne];
}

function expectLast(
  make: () => Answers,
  columns: Columns,
  wanted: (i: number) => number,
  worst = 0,
): void {
  const expected = Array.from({ length: LAST }, (_, at) => wanted(PAST - LAST + at));
  expect(expected.every(Number.isFinite)).toBe(true);
  for (const found of lastAnswers(make, columns)) {
    for (let i = 0; i < LAST; i++) {
      if (Math.abs(found[i] - expected[i]) <= worst * Math.abs(expected[i])) continue;
      expect.fail(`value ${i} of the last: ${found[i]} instead of ${expected[i]}`);
    }
  }
}

/** Sums before each place, and of all; whole numbers below 2^53. */
function runningSums(valueAt: (i: number) => number): Float64Array {
  const sums = new Float64Array(PAST + 1);
  for (let i = 0; i < PAST; i++) sums[i + 1] = sums[i] + valueAt(i);
  return sums;
}

const random = new Random(21);
const filled = (next: (i: number) => number) =>
  Float64Array.from({ length: PAST }, (_, i) => next(i));
let now = 1.7e15;
const time = filled(() => {
  now += random.integer(0, 20_000);
  return now;
});
let away = 0;
const ticks = filled(() => {
  away = Math.max(-500, Math.min(500, away + random.integer(-1, 1)));
  return away;
});
const price = ticks.map((x) => 65_000 + x / TICKS);
const size = filled(() => random.integer(0, 999));
const side = filled(() => random.integer(-1, 1));

const volumes = runningSums((i) => size[i]);
const deltas = runningSums((i) => size[i] * side[i]);

/** First place of a window after value `i`. */
type Start = (i: number) => number;

const everything: Start = () => 0;
const rows: Start = (i) => i - 255;

function backWhile(i: number, isIn: (place: number) => boolean): number {
  let start = i;
  while (start > 0 && isIn(start - 1)) start--;
  return start;
}
const seconds: Start = (i) => backWhile(i, (place) => time[place] > time[i] - 2 * SECOND);
const minuteOf = (place: number) => Math.floor(time[place] / MINUTE);
const session: Start = (i) => backWhile(i, (place) => minuteOf(place) === minuteOf(i));
const volume: Start = (i) => backWhile(i, (place) => volumes[i + 1] - volumes[place + 1] < 64_000);

const WINDOWS: [{ window?: number | string }, Start][] = [
  [{}, everything],
  [{ window: 256 }, rows],
  [{ window: "2s" }, seconds],
];

const timed = (columns: Columns, options: { window?: number | string; session?: string }) =>
  typeof options.window === "string" || options.session ? { ...columns, time } : columns;

describe("after a long past of trades", () => {
  test.each(WINDOWS)("volume delta, %o: exact", (options, start) => {
    const columns = timed({ size, side }, options);
    const wanted = (i: number) => deltas[i + 1] - deltas[start(i)];
    expectLast(() => new VolumeDelta(options), columns, wanted);
  });

  test("volume delta of thousandths: to 1e-12 of what was traded", () => {
    const thousandths = { size: size.map((x) => x / 1000), side };
    for (const [options, start] of WINDOWS) {
      for (const found of lastAnswers(
        () => new VolumeDelta(options),
        timed(thousandths, options),
      )) {
        for (let at = 0; at < LAST; at++) {
          const [i, from] = [PAST - LAST + at, start(PAST - LAST + at)];
          const traded = (volumes[i + 1] - volumes[from]) / 1000;
          const wanted = (deltas[i + 1] - deltas[from]) / 1000;
          expect(Math.abs(found[at] - wanted)).toBeLessThanOrEqual(WORST * traded);
        }
      }
    }
  });

  const spans: [VwapOptions, Start][] = [
    ...WINDOWS,
    [{ session: "1m" }, session],
    [{ volume: 64_000 }, volume],
  ];
  test.each(spans)("VWAP and its sigma, %o: to 1e-12", (options, start) => {
    const firsts = runningSums((i) => size[i] * ticks[i]);
    const seconds = runningSums((i) => size[i] * ticks[i] ** 2);
    const sums = (i: number) =>
      [volumes, firsts, seconds].map((all) => BigInt(all[i + 1] - all[start(i)]));
    const vwap = (i: number) => {
      const [weight, first] = sums(i);
      return 65_000 + Number(first) / Number(weight) / TICKS;
    };
    const sigma = (i: number) => {
      const [weight, first, second] = sums(i);
      return Math.sqrt(Number(second * weight - first * first)) / Number(weight) / TICKS;
    };
    const columns = timed({ price, size }, options);
    expectLast(() => pricesOf(new Vwap(options)), columns, vwap, WORST);
    expectLast(() => sigmasOf(new Vwap(options)), columns, sigma, WORST);
  });

  test("VPIN: exact", () => {
    const [bucketVolume, buckets] = [6400, 50];
    /** What had been bought less what had been sold when `poured` had been traded before `i`. */
    const deltaAt = (poured: number, i: number) => {
      const place = backWhile(i + 1, (before) => volumes[before + 1] > poured);
      return deltas[place] + side[place] * (poured - volumes[place]);
    };
    const wanted = (i: number) => {
      const closed = Math.floor(volumes[i + 1] / bucketVolume);
      let sum = 0;
      for (let bucket = closed - buckets; bucket < closed; bucket++) {
        const end = (bucket + 1) * bucketVolume;
        sum += Math.abs(deltaAt(end, i) - deltaAt(end - bucketVolume, i));
      }
      return sum / (buckets * bucketVolume);
    };
    expectLast(() => new Vpin({ bucketVolume, buckets }), { size, side }, wanted);
  });

  test.each(WINDOWS.slice(1))("realised volatility, %o: to 1e-12", (options, start) => {
    const squared = (i: number) => Math.log1p((price[i] - price[i - 1]) / price[i - 1]) ** 2;
    const wanted = (i: number) => {
      let sum = 0;
      for (let place = start(i); place <= i; place++) sum += squared(place);
      return Math.sqrt(sum);
    };
    const made = () => new RealizedVolatility(options as { window: number });
    expectLast(made, timed({ price }, options), wanted, WORST);
  });
});

describe("after a long past of quotes", () => {
  const bidSize = filled(() => random.integer(0, 99));
  const askSize = filled(() => random.integer(0, 99));
  const bid = ticks.map((x) => 65_000 + x / TICKS);
  const ask = ticks.map((x) => 65_000 + (x + random.integer(1, 2)) / TICKS);
  const quotes = { bid, bidSize, ask, askSize };

  test.each(WINDOWS)("order flow imbalance, %o: exact", (options, start) => {
    const changes = quoteFlows([
      unlessEmpty(bid, bidSize, -Infinity),
      bidSize,
      unlessEmpty(ask, askSize, Infinity),
      askSize,
    ]);
    const flows = runningSums((i) => (i === 0 ? 0 : changes[i]));
    const from = options.window === undefined ? (i: number) => i : start;
    const wanted = (i: number) => flows[i + 1] - flows[from(i)];
    expectLast(() => new OrderFlowImbalance(options), timed(quotes, options), wanted);
  });

  test("queue and depth imbalance: exact", () => {
    const of = (b: number, a: number) => (b - a) / (b + a);
    const standing = size.map((x) => x + 1);
    expectLast(
      () => new QueueImbalance(),
      { bidSize: standing, askSize },
      (i) => of(standing[i], askSize[i]),
    );
    const levels = { b0: bidSize, b1: size, a0: askSize, a1: bidSize };
    const wanted = (i: number) => of(bidSize[i] + size[i], askSize[i] + bidSize[i]);
    expectLast(() => depthOf(new DepthImbalance({ levels: 2 })), levels, wanted);
  });
});

/** Prices of a side; where it is empty it lies behind every price. */
function unlessEmpty(prices: Float64Array, sizes: Float64Array, behind: number): Float64Array {
  return prices.map((x, i) => (sizes[i] === 0 ? behind : x));
}

function pricesOf(made: Vwap): Answers {
  return {
    update: (p, w, t) => made.update(p, w, t),
    process: (columns) => made.process(columns).vwap,
  };
}

function sigmasOf(made: Vwap): Answers {
  return {
    update: (p, w, t) => {
      made.update(p, w, t);
      return made.sigma;
    },
    process: (columns) => made.process(columns).sigma,
  };
}

function depthOf(made: DepthImbalance): Answers {
  return {
    update: (b0, b1, a0, a1) => made.update([b0, b1], [a0, a1]),
    process: ({ b0, b1, a0, a1 }: Columns) =>
      made.process({ bidSizes: [b0, b1], askSizes: [a0, a1] }),
  };
}
