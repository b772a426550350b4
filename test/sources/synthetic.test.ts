/** The synthetic market: the same on every machine, like a real one in what matters, and honest. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { SyntheticRandom } from "../../bindings/sources/synthetic/random.ts";
import { formatTruth } from "../../bindings/sources/synthetic/schedule.ts";
import { type SyntheticOptions, SyntheticSource } from "../../bindings/sources/synthetic/source.ts";
import { allTicks, kindOf, messages, PlainBook, type PlainTick } from "./reading.ts";

function ticksOf(options: SyntheticOptions): Promise<PlainTick[]> {
  return allTicks(new SyntheticSource(options));
}

function hashOf(options: SyntheticOptions): string {
  const source = new SyntheticSource(options);
  const batch = new TickBatch();
  const hash = createHash("sha256");
  for (let isMore = true; isMore; ) {
    batch.clear();
    isMore = source.fill(batch);
    hash.update(batch.bytes);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Best levels after every message; fails if one is crossed. */
function bests(ticks: readonly PlainTick[]): [number, number, number, number][] {
  const book = new PlainBook();
  return messages(ticks).map((message) => {
    for (const { flags, price, size } of message) book.apply(flags, price, size);
    return book.best();
  });
}

test("the same options give the same bits, another seed others", () => {
  expect(hashOf({ ticks: 50_000 })).toBe("f32736e5a1cc1e23");
  expect(hashOf({ ticks: 50_000, book: "quotes" })).toBe("8db6d2afcba70f9b");
  expect(hashOf({ ticks: 50_000, seed: 2 })).not.toBe(hashOf({ ticks: 50_000 }));
});

test("messages are well formed and the book is never crossed", async () => {
  const ticks = await ticksOf({ ticks: 40_000, seed: 3 });
  expect(ticks.length).toBeGreaterThanOrEqual(40_000);
  expect(ticks.at(-1)!.flags & abi.TICK_LAST).toBe(abi.TICK_LAST);
  let timeUs = 0;
  for (const message of messages(ticks)) {
    expect(kindOf(message[0])).toBe(abi.KIND_HEADER);
    expect(message[0].timeUs).toBeGreaterThanOrEqual(timeUs);
    timeUs = message[0].timeUs;
  }
  for (const { price, size, flags } of ticks) {
    if ((flags & abi.KIND_MASK) !== abi.KIND_LEVEL_SET) continue;
    expect(price).toBe(Math.round(price * 10) / 10);
    expect(size).toBe(Math.round(size * 1000) / 1000);
  }
  for (const [bid, , ask] of bests(ticks)) expect(bid).toBeLessThan(ask);
});

test("it looks like a market: touch, message sizes, depth, trades", async () => {
  const ticks = await ticksOf({ ticks: 100_000, seed: 4 });
  const found = messages(ticks);
  const books = found.filter((one) => kindOf(one[1]) === abi.KIND_LEVEL_SET);
  const single = books.filter((one) => one.length === 2).length / books.length;
  expect(single).toBeGreaterThan(0.4);
  expect(books.some((one) => one.length > 30)).toBe(true);
  const levels = found[0].length - 2;
  expect(levels).toBeGreaterThan(300);
  expect(levels).toBeLessThan(900);
  const source = new SyntheticSource({ ticks: 100_000, seed: 4 });
  for await (const _ of source);
  const moved = source.stats.touchMoves / books.length;
  expect(moved).toBeGreaterThan(0.09);
  expect(moved).toBeLessThan(0.16);
  expect(source.stats.trades).toBeGreaterThan(1000);
});

test("trades happen at prices that stood, and their size leaves the book", async () => {
  const ticks = await ticksOf({ ticks: 30_000, seed: 5 });
  const book = new PlainBook();
  const traded = new Map<number, number>();
  for (const message of messages(ticks)) {
    for (const { flags, price, size } of message) {
      const kind = flags & abi.KIND_MASK;
      if (kind === abi.KIND_TRADE) {
        const side = (flags & abi.SIDE_MASK) === abi.SIDE_BUY ? book.asks : book.bids;
        expect(side.get(price)).toBeGreaterThanOrEqual(size);
        traded.set(price, side.get(price)! - size);
      } else if (kind === abi.KIND_LEVEL_SET && traded.has(price)) {
        expect(size).toBeCloseTo(traded.get(price)!, 9);
        traded.delete(price);
      }
      book.apply(flags, price, size);
    }
  }
  expect(traded.size).toBe(0);
});

test("quiet stretches, bursts, and a length in time", async () => {
  const ticks = await ticksOf({ durationSeconds: 420, ticksPerSecond: 100, quietPerHour: 12 });
  const start = Date.UTC(2024, 0, 1) * 1000;
  const times = ticks.map(({ timeUs }) => timeUs);
  expect(times[0]).toBe(start);
  expect(times.at(-1)).toBeLessThan(start + 420e6);
  expect(times.at(-1)).toBeGreaterThan(start + 415e6);
  const longest = Math.max(...times.slice(1).map((time, i) => time - times[i]));
  expect(longest).toBeGreaterThan(40e6);
  const perSecond = new Map<number, number>();
  for (const time of times) {
    const second = Math.floor(time / 1e6);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  expect(Math.max(...perSecond.values())).toBeGreaterThan(300);
});

test("episodes push flow and price their way, and the truth says when", async () => {
  const source = new SyntheticSource({ durationSeconds: 1200, ticksPerSecond: 300, seed: 6 });
  const ticks = await allTicks(source);
  expect(source.truth.length).toBeGreaterThan(7);
  let previousEnd = 0;
  for (const { startUs, endUs, direction, strength, startMid, endMid } of source.truth) {
    expect(startUs).toBeGreaterThanOrEqual(previousEnd);
    expect(strength).toBeGreaterThanOrEqual(0.3);
    if (Number.isNaN(endMid)) continue;
    previousEnd = endUs;
    let flow = 0;
    for (const { timeUs, size, flags } of ticks) {
      if ((flags & abi.KIND_MASK) !== abi.KIND_TRADE || timeUs < startUs || timeUs >= endUs)
        continue;
      flow += (flags & abi.SIDE_MASK) === abi.SIDE_BUY ? size : -size;
    }
    expect(flow * direction).toBeGreaterThan(0);
    expect((endMid - startMid) * direction).toBeGreaterThan(0);
  }
});

test("the truth is written as CSV and JSON", () => {
  const episode = { startUs: 1, endUs: 2, direction: -1, strength: 0.5, startMid: 7.5 } as const;
  const truth = [{ ...episode, endMid: Number.NaN }];
  expect(formatTruth(truth)).toBe(
    "startUs,endUs,direction,strength,startMid,endMid\n1,2,-1,0.5,7.5,\n",
  );
  expect(JSON.parse(formatTruth(truth, "json"))).toEqual([{ ...episode, endMid: null }]);
});

test("best quotes only: two quotes a message, only when they changed", async () => {
  const found = messages(await ticksOf({ ticks: 5000, book: "quotes" }));
  const quotes = found.filter((one) => kindOf(one[1]) === abi.KIND_QUOTE);
  const texts = quotes.map((one) => JSON.stringify(one.slice(1).map((t) => [t.price, t.size])));
  expect(quotes.every((one) => one.length === 3 && one[1].price < one[2].price)).toBe(true);
  expect(texts.every((text, i) => i === 0 || text !== texts[i - 1])).toBe(true);
});

test("faults come when asked for, are counted, and leave the market as it was", async () => {
  const share = 0.005;
  const faults = { reversals: share, crossed: share, badSizes: share, unknownSides: 0.1 };
  const source = new SyntheticSource({ ticks: 60_000, faults });
  const ticks = await allTicks(source);
  const { stats } = source;
  const crossed = bests(ticks).filter(([bid, , ask]) => bid > ask).length;
  expect(crossed).toBe(stats.plantedCrossed);
  expect(ticks.filter(({ size }) => !(size >= 0)).length).toBe(stats.plantedBadSizes);
  const sideless = ticks.filter((t) => (t.flags & 0x3f) === abi.KIND_TRADE).length;
  expect(sideless).toBe(stats.plantedUnknownSides);
  for (const name of ["Reversals", "Crossed", "BadSizes", "UnknownSides"]) {
    expect(stats[`planted${name}`]).toBeGreaterThan(10);
  }
  const isSound = ({ flags }: PlainTick): boolean =>
    kindOf({ flags } as PlainTick) === abi.KIND_TRADE;
  const clean = (await ticksOf({ ticks: 60_000 })).filter(isSound).map((t) => t.size);
  const faulty = ticks.filter(isSound).map((t) => t.size);
  expect(faulty.slice(0, 1000)).toEqual(clean.slice(0, 1000));
});

test("a planted gap is followed by a snapshot from which the book is right again", async () => {
  const source = new SyntheticSource({ ticks: 60_000, faults: { gaps: 0.002 } });
  const found = messages(await allTicks(source));
  const gaps = found.flatMap((one, i) => (kindOf(one[0]) === abi.KIND_GAP ? [i] : []));
  expect(gaps.length).toBe(source.stats.plantedGaps);
  expect(gaps.length).toBeGreaterThan(5);
  for (const i of gaps) expect(kindOf(found[i + 1][1])).toBe(abi.KIND_CLEAR);
  for (const [bid, , ask] of bests(found.flat())) expect(bid).toBeLessThan(ask);
});

test.each([
  [{ seed: 0.5 }, /seed must be a safe integer, was 0.5/],
  [{ ticksPerSecond: 0 }, /ticksPerSecond must be a positive number/],
  [{ episodesPerHour: -1 }, /episodesPerHour must be/],
  [{ faults: { gaps: 2 } }, /faults.gaps must be a share/],
  [{ book: "l3" as "ladder" }, /book must be ladder or quotes, was l3/],
])("refuses %j", (options, message) => {
  expect(() => new SyntheticSource(options)).toThrow(message);
});

test("the seed is a fact", () => {
  const { facts } = new SyntheticSource({ seed: 9, tickSize: 0.5, lotSize: 1 });
  expect(facts).toMatchObject({ seed: 9, tickSize: 0.5, lotSize: 1, contract: "linear" });
});

test("random numbers have the moments they should", () => {
  const random = new SyntheticRandom(1);
  const count = 200_000;
  let uniform = 0;
  let exponential = 0;
  let square = 0;
  let aboveMedian = 0;
  for (let i = 0; i < count; i++) {
    uniform += random.uniform() / count;
    const value = random.exponential();
    exponential += value / count;
    square += (value * value) / count;
    if (random.heavyTail(7) > 7) aboveMedian += 1 / count;
  }
  expect(uniform).toBeCloseTo(0.5, 2);
  expect(exponential).toBeCloseTo(1, 1.7);
  expect(square).toBeCloseTo(2, 1);
  expect(aboveMedian).toBeCloseTo(0.5, 2);
});
