/** Logarithm and exponential of the core agree with those of JavaScript, seen through columns. */
import { describe, expect, test } from "vitest";
import { createEngineSync } from "../../bindings/index.ts";
import { isNear } from "../helpers/compare.ts";
import { Random } from "../helpers/random.ts";
import { clear, levelSet, message, snapshot, toBatch } from "../helpers/ticks.ts";
import { using } from "./rows.ts";

const T = Date.UTC(2024, 4, 6, 12) * 1000;

/** Values of a column for books of one level a side. */
function valuesOf(name: string, books: readonly (readonly [bid: number, ask: number])[]): number[] {
  const options = { tickSize: 1, ladderTicks: 64, signals: [name], every: "message" };
  return using(createEngineSync(options), (engine) => {
    const ticks = books.flatMap(([bid, ask], i) => snapshot(T + i, [[100, bid]], [[101, ask]]));
    engine.push(toBatch(ticks));
    return [...engine.table.borrow(name)];
  });
}

function sizes(seed: number, spread: number): [number, number][] {
  const random = new Random(seed);
  const size = () => 2 ** (random.next() * spread * 2 - spread);
  return Array.from({ length: 2000 }, () => [size(), size()]);
}

describe("bookSkew against 1 is Math.log of the larger size over the smaller", () => {
  test.each([
    ["near 1", 0.001],
    ["around 1", 1],
    ["over many powers of two", 36],
  ])("%s", (_, spread) => {
    const books = sizes(1, spread).map(([bid]) => [bid, 1] as const);
    const skews = valuesOf("bookSkew_1", books);
    for (const [i, [bid]] of books.entries()) {
      const expected = bid >= 1 ? Math.log(bid) : -Math.log(1 / bid);
      const isSame = isNear(skews[i], expected, { ulp: 2 });
      expect(isSame, `ln(${bid}) was ${skews[i]}, expected ${expected}`).toBe(true);
    }
  });
});

test("bookSkew is Math.log of the ratio, but for the rounding of each logarithm", () => {
  const books = sizes(4, 20);
  for (const [i, skew] of valuesOf("bookSkew_1", books).entries()) {
    const [bid, ask] = books[i];
    const expected = Math.log(bid / ask);
    const abs = Number.EPSILON * (1 + Math.abs(Math.log(bid)) + Math.abs(Math.log(ask)));
    expect(isNear(skew, expected, { rel: 1e-14, abs }), `${bid} / ${ask}`).toBe(true);
  }
});

test("ln 1 is 0, and the powers of two are multiples of ln 2", () => {
  const books = Array.from({ length: 61 }, (_, i) => [2 ** Math.max(0, i - 30), 1] as const);
  for (const [i, skew] of valuesOf("bookSkew_1", books).entries()) {
    const expected = Math.max(0, i - 30) * Math.LN2;
    expect(isNear(skew, expected, { rel: 1e-15 }), `${skew}, ${expected}`).toBe(true);
  }
});

test("a bookSkew mirrored changes its sign to the bit", () => {
  const books = sizes(2, 20);
  const skews = valuesOf("bookSkew_1", books);
  const mirrored = valuesOf(
    "bookSkew_1",
    books.map(([bid, ask]) => [ask, bid] as const),
  );
  for (const [i, skew] of skews.entries()) {
    expect(mirrored[i]).toBe(-skew);
  }
});

test.each([0.01, 0.5, 1, 7.3, 40, 400])("decayedImbalance_%d weighs with Math.exp", (decay) => {
  const random = new Random(3);
  const name = `decayedImbalance_${decay}`;
  const options = { tickSize: 1, ladderTicks: 64, signals: [name] };
  using(createEngineSync(options), (engine) => {
    for (let round = 0; round < 200; round++) {
      const half = random.integer(1, 4);
      let [bids, asks] = [0, 0];
      const ticks = [clear(T + round)];
      for (let i = 0; i < 20; i++) {
        const [bid, ask] = [random.next() + 0.01, random.next() + 0.01];
        const weight = Math.exp(-decay * (half + i));
        bids += bid * weight;
        asks += ask * weight;
        ticks.push(levelSet(T + round, "bid", 500 - half - i, bid));
        ticks.push(levelSet(T + round, "ask", 500 + half + i, ask));
      }
      engine.push(toBatch(message(...ticks)));
      const value = engine.table.row(-1)[name];
      const expected = (bids - asks) / (bids + asks);
      const isSame = isNear(value, expected, { rel: 1e-13, abs: 1e-15 });
      expect(isSame, `${value}, expected ${expected}, half ${half}`).toBe(true);
    }
  });
});
