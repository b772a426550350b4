/** Volume delta, order flow, realised volatility and imbalances of sizes: laws and traps. */
import { describe, expect, test } from "vitest";
import {
  Column,
  DepthImbalance,
  OrderFlowImbalance,
  QueueImbalance,
  RealizedVolatility,
  VolumeDelta,
  Vpin,
  Vwap,
} from "../../bindings/calculators/index.ts";
import { Random } from "../helpers/random.ts";
import { normalBelow, studentBelow } from "../naive/distributions.ts";
import {
  bulkShares,
  quoteFlows,
  vpinOfBars,
  vpinOfLots,
  type WindowOf,
  windowSums,
} from "../naive/flow-windows.ts";
import { type Calculates, describeLaws, type Subject } from "./laws.ts";
import { prices } from "./series.ts";

type Columns = (Float64Array | Column)[];

/** A calculator whose columns have names, as one that takes them in order. */
function inOrder<M extends { process(columns: never, out?: Float64Array): Float64Array }>(
  made: M,
  names: readonly string[],
): Calculates {
  const process = (...columns: Columns) => {
    const named = Object.fromEntries(names.map((name, index) => [name, columns[index]]));
    return made.process(named as never, columns[names.length] as Float64Array | undefined);
  };
  return new Proxy(made, {
    get: (target, key) => {
      if (key === "process") return process;
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  }) as unknown as Calculates;
}

const SECOND = 1e6;

/** Microseconds, some of them equal, with quiet stretches. */
function times(length: number): Float64Array {
  const random = new Random(7);
  let now = 1.7e15;
  return Float64Array.from({ length }, () => {
    now += random.chance(0.3) ? 0 : random.integer(1, random.chance(0.02) ? 9 * SECOND : 4e5);
    return now;
  });
}

function sizes(length: number, seed = 3): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length }, () => random.integer(0, 9999) / 1000);
}

function sides(length: number): Float64Array {
  const random = new Random(4);
  return Float64Array.from({ length }, () => random.integer(-1, 1));
}

function quotes(length: number): Float64Array[] {
  const random = new Random(5);
  const columns = Array.from({ length: 4 }, () => new Float64Array(length));
  let bid = 1000;
  for (let i = 0; i < length; i++) {
    if (random.chance(0.3)) bid += random.integer(-1, 1);
    const row = [bid / 10, random.integer(1, 50), (bid + random.integer(1, 2)) / 10];
    for (const [index, x] of [...row, random.integer(1, 50)].entries()) columns[index][i] = x;
  }
  return columns;
}

const WINDOWS: [string, { window?: number | string }, WindowOf][] = [
  ["everything", {}, {}],
  ["50 rows", { window: 50 }, { rows: 50 }],
  ["1 row", { window: 1 }, { rows: 1 }],
  ["5 seconds", { window: "5s" }, { spanUs: 5 * SECOND }],
];

for (const [name, options, span] of WINDOWS) {
  const isTimed = span.spanUs !== undefined;
  const timed = (columns: Float64Array[], length: number) =>
    isTimed ? [...columns, times(length)] : columns;
  const timeName = isTimed ? ["time"] : [];
  const common = {
    isStreamingExact: true,
    judgesUnknown: options.window !== undefined,
    tolerance: { rel: 1e-13, abs: 1e-11 },
  };
  const law = (subject: Omit<Subject, keyof typeof common>) =>
    describeLaws({ ...common, ...subject });

  law({
    name: `VolumeDelta of ${name}`,
    make: (nan = "skip") =>
      inOrder(new VolumeDelta({ ...options, nan }), ["size", "side", ...timeName]),
    restore: (bytes) =>
      inOrder(VolumeDelta.restore(bytes) as VolumeDelta, ["size", "side", ...timeName]),
    inputs: (length) => timed([sizes(length), sides(length)], length),
    judge: ([size, side, time = size]) =>
      windowSums(
        size.map((x, i) => x * side[i]),
        time,
        span,
      ),
  });

  const quoteNames = ["bid", "bidSize", "ask", "askSize", ...timeName];
  law({
    name: `OrderFlowImbalance of ${name}`,
    make: (nan = "skip") => inOrder(new OrderFlowImbalance({ ...options, nan }), quoteNames),
    restore: (bytes) =>
      inOrder(OrderFlowImbalance.restore(bytes) as OrderFlowImbalance, quoteNames),
    inputs: (length) => timed(quotes(length), length),
    judge: (columns) => {
      const flows = quoteFlows(columns);
      if (options.window === undefined) return flows;
      const [first, ...rest] = flows;
      return [first, ...windowSums(rest, (columns[4] ?? columns[0]).slice(1), span)];
    },
  });

  if (options.window === undefined) continue;
  law({
    name: `RealizedVolatility of ${name}`,
    make: (nan = "skip") =>
      inOrder(new RealizedVolatility({ window: 1, ...options, windowsPerYear: 400, nan }), [
        "price",
        ...timeName,
      ]),
    restore: (bytes) =>
      inOrder(RealizedVolatility.restore(bytes) as RealizedVolatility, ["price", ...timeName]),
    inputs: (length) => timed([prices(length)], length),
    judge: ([price, time = price]) => {
      const squares = price.slice(1).map((p, i) => Math.log1p((p - price[i]) / price[i]) ** 2);
      const sums = windowSums(squares, time.slice(1), span);
      return [NaN, ...sums.map((sum) => Math.sqrt(400 * sum))];
    },
  });
}

describeLaws({
  name: "QueueImbalance",
  make: (nan = "skip") => inOrder(new QueueImbalance({ nan }), ["bidSize", "askSize"]),
  restore: (bytes) =>
    inOrder(QueueImbalance.restore(bytes) as QueueImbalance, ["bidSize", "askSize"]),
  inputs: (length) => [sizes(length), sizes(length, 9)],
  judge: ([bid, ask]) => bid.map((b, i) => (b - ask[i]) / (b + ask[i])),
  tolerance: { rel: 0, abs: 0 },
  isStreamingExact: true,
});

describeLaws({
  name: "Vpin of sides",
  make: (nan = "skip") =>
    inOrder(new Vpin({ bucketVolume: 64, buckets: 5, nan }), ["size", "side"]),
  restore: (bytes) => inOrder(Vpin.restore(bytes) as Vpin, ["size", "side"]),
  inputs: (length) => [sizes(length).map((x) => Math.floor(x * 4)), sides(length)],
  judge: ([lots, side]) => vpinOfLots(lots, side, 64, 5),
  tolerance: { rel: 0, abs: 1e-15 },
  isStreamingExact: true,
  judgesUnknown: false,
});

for (const [law, options, below] of [
  ["the normal distribution", {}, normalBelow],
  ["Student's t of 0.25", { degreesOfFreedom: 0.25 }, (z: number) => studentBelow(z, 0.25)],
] as const) {
  const bulk = { bucketVolume: 64, buckets: 5, sigmaWindow: 20, ...options } as const;
  describeLaws({
    name: `Vpin of bars by ${law}`,
    make: (nan = "skip") =>
      inOrder(new Vpin({ ...bulk, classify: "bulk", nan }), ["size", "price"]),
    restore: (bytes) => inOrder(Vpin.restore(bytes) as Vpin, ["size", "price"]),
    inputs: (length) => [sizes(length).map((x) => Math.floor(x * 4)), prices(length)],
    judge: ([size, price]) => vpinOfBars(size, bulkShares(price, 20, below), 64, 5),
    tolerance: { rel: 0, abs: 1e-12 },
    isStreamingExact: true,
    judgesUnknown: false,
  });
}

describe("traps", () => {
  test("a spike of 1e12, or of 1e300, leaves no trace when it has left", () => {
    for (const spike of [1e12, 1e300]) {
      const size = sizes(3000);
      const side = sides(3000).map((x) => x || 1);
      size[1500] = spike;
      size[1503] = spike * 3.7;
      const expected = windowSums(
        size.map((x, i) => x * side[i]),
        size,
        { rows: 20 },
      );
      const found = VolumeDelta.compute({ size, side }, { window: 20 });
      for (let i = 1523; i < 3000; i++) expect(found[i]).toBeCloseTo(expected[i], 12);
    }
  });

  test("whole numbers below 2^53 sum exactly, in everything and in windows", () => {
    const size = Float64Array.from({ length: 4000 }, (_, i) => (i * 7919 + 2 ** 38) % 2 ** 40);
    const side = sides(4000);
    const signed = size.map((x, i) => x * side[i]);
    for (const [options, span] of [
      [{}, {}],
      [{ window: 33 }, { rows: 33 }],
    ] as const) {
      expect([...VolumeDelta.compute({ size, side }, options)]).toEqual(
        windowSums(signed, size, span).map((x) => x + 0),
      );
    }
  });

  test("an infinity that is propagated leaves with its window", () => {
    const size = Float64Array.from([1, 2, Infinity, 3, 4, 5, 6]);
    const side = size.map(() => 1);
    const found = VolumeDelta.compute({ size, side }, { window: 2, nan: "propagate" });
    expect([...found]).toEqual([NaN, 3, NaN, NaN, 7, 9, 11]);
  });

  test("a price that stands still has volatility 0, never NaN; one tick is exact", () => {
    const still = new Float64Array(100).fill(100.1);
    const options = { window: 10 };
    expect(RealizedVolatility.compute({ price: still }, options).slice(10)).toEqual(
      new Float64Array(90),
    );
    const price = Float64Array.from({ length: 100 }, (_, i) => 65_000 + (i % 2) * 0.01);
    const expected = Math.sqrt(10) * Math.log1p(price[1] / 65_000 - 1);
    const found = RealizedVolatility.compute({ price }, options)[50];
    const step = (price[1] - 65_000) / 65_000;
    expect(Math.abs(found / (Math.sqrt(10) * (step - step ** 2 / 2)) - 1)).toBeLessThan(1e-12);
    expect(found).toBeCloseTo(expected, 12);
    expect(RealizedVolatility.compute({ price: [1, 1e300, 5e-324] }, { window: 2 })[2]).toBeCloseTo(
      Math.hypot(Math.log(1e300), Math.log(1e300) - Math.log(5e-324)),
      9,
    );
  });

  test("a price from 0 down is unknown", () => {
    const made = new RealizedVolatility({ window: 1, nan: "throw" });
    for (const price of [0, -1, NaN, Infinity])
      expect(() => made.update(price)).toThrow(RangeError);
    const found = RealizedVolatility.compute({ price: [1, 0, -3, Math.E] }, { window: 1 });
    expect([...found].map((x) => (Number.isNaN(x) ? NaN : Math.round(x * 1e9) / 1e9))).toEqual([
      NaN,
      NaN,
      NaN,
      1,
    ]);
  });

  test("a time that goes back is taken at the latest one, and counted", () => {
    const made = new VolumeDelta({ window: "1s", warmup: "partial" });
    made.update(1, 1, 10 * SECOND);
    expect(made.update(2, 1, 9 * SECOND)).toBe(3);
    expect(made.update(4, 1, 10.5 * SECOND)).toBe(7);
    expect(made.update(8, -1, 11 * SECOND)).toBe(-4);
    expect(made.reversals).toBe(1);
    expect(() => made.process({ size: [1], side: [1] })).toThrow(/time of each value/);
    expect(() => new VolumeDelta().process({ size: [1], side: [1], time: [1] })).toThrow(TypeError);
  });

  test("a window by time grows as it must, one by one and in a column in linear memory", () => {
    const length = 50_000;
    const size = sizes(length);
    const side = sides(length);
    const time = Float64Array.from({ length }, (_, i) => i);
    const inside = [size, side, time].map((values) => {
      const column = new Column(length);
      column.values.set(values);
      return column;
    });
    const made = new VolumeDelta({ window: "40ms", warmup: "partial" });
    const streamed = size.map((x, i) => made.update(x, side[i], time[i]));
    const [a, b, c] = inside;
    const found = VolumeDelta.compute(
      { size: a, side: b, time: c },
      { window: "40ms", warmup: "partial" },
    );
    expect(found).toEqual(streamed);
    const last = size.slice(-40_000).reduce((sum, x, i) => sum + x * side[i + 10_000], 0);
    expect(found[length - 1]).toBeCloseTo(last, 8);
  });
});

describe("DepthImbalance", () => {
  const levels = 12;
  const columns = (seed: number) => Array.from({ length: levels }, (_, i) => sizes(5000, seed + i));
  const [bidSizes, askSizes] = [columns(20), columns(50)];
  test("of columns and of rows is that of the sums", () => {
    const made = new DepthImbalance({ levels: 10 });
    const found = DepthImbalance.compute({ bidSizes, askSizes }, { levels: 10 });
    for (let row = 0; row < 5000; row++) {
      const [bids, asks] = [bidSizes, askSizes].map((side) => side.map((column) => column[row]));
      const depth = (side: number[]) => side.slice(0, 10).reduce((sum, x) => sum + x, 0);
      const [b, a] = [depth(bids), depth(asks)];
      expect(found[row]).toBe((b - a) / (b + a));
      expect(made.update(bids, asks)).toBe(found[row]);
    }
    expect([made.count, made.value, made.ready]).toEqual([5000, found[4999], true]);
    expect(DepthImbalance.restore(made.snapshot()).value).toBe(made.value);
  });
  test("refuses what is not valid, knows nothing of an empty book", () => {
    const made = new DepthImbalance({ nan: "throw" });
    expect(made.update([], [])).toBeNaN();
    expect(made.update([3], [])).toBe(1);
    expect(() => made.update([NaN], [1])).toThrow(RangeError);
    expect(() => made.process({ bidSizes: [[1, NaN]], askSizes: [[1, 1]] })).toThrow(/value 1/);
    expect(() => made.process({ bidSizes: [[1]], askSizes: [[1, 1]] })).toThrow(RangeError);
    expect(() => new DepthImbalance({ levels: 0 })).toThrow(RangeError);
  });
});

describe("windows by time", () => {
  const window = "1s";
  test.each([
    ["Vwap", new Vwap({ window }), [1, 1]],
    ["VolumeDelta", new VolumeDelta({ window }), [1, 1]],
    ["OrderFlowImbalance", new OrderFlowImbalance({ window }), [1, 1, 2, 1]],
    ["RealizedVolatility", new RealizedVolatility({ window }), [1]],
  ] as const)("%s wants a time", (name, made, values) => {
    const update = made.update.bind(made) as (...values: number[]) => number;
    expect(() => update(...values)).toThrow(`${name}: update needs the time`);
    expect(() => update(...values, Number.NaN)).toThrow(TypeError);
    expect(made.count).toBe(0);
  });
});
