/** The order book by itself against plain maps of levels. */
import { describe, expect, test } from "vitest";
import { Column, OrderBook } from "../../bindings/calculators/index.ts";
import { seriesMemory } from "../../bindings/core/series/memory.ts";
import { OrderError } from "../../bindings/index.ts";
import { Random } from "../helpers/random.ts";

interface Change {
  side: "bid" | "ask";
  price: number;
  size: number;
}

/** Levels by price, sorted when asked. */
class PlainBook {
  readonly sides = { bid: new Map<number, number>(), ask: new Map<number, number>() };

  set({ side, price, size }: Change): void {
    if (size > 0) this.sides[side].set(price, size);
    else this.sides[side].delete(price);
  }

  levels(side: "bid" | "ask"): [number, number][] {
    const sign = side === "bid" ? -1 : 1;
    return [...this.sides[side]].sort(([a], [b]) => sign * (a - b));
  }

  depth(side: "bid" | "ask", levels: number): number {
    return this.levels(side)
      .slice(0, levels)
      .reduce((sum, [, size]) => sum + size, 0);
  }
}

/** A market that walks, with levels near and far, in steps of `tick`. */
function changes(count: number, perUnit: number, seed = 1): Change[] {
  const random = new Random(seed);
  let mid = 20_000;
  return Array.from({ length: count }, () => {
    if (random.integer(0, 9) === 0) mid += random.integer(-40, 40);
    const side = random.integer(0, 1) === 0 ? "bid" : "ask";
    const isFar = random.integer(0, 19) === 0;
    const distance = isFar ? random.integer(0, 3000) : random.integer(-3, 25);
    const ticks = side === "bid" ? mid - distance : mid + distance;
    const size = random.integer(0, 2) === 0 ? 0 : random.integer(1, 999) / 8;
    return { side, price: ticks / perUnit, size };
  });
}

function pairs({ prices, sizes }: { prices: Float64Array; sizes: Float64Array }) {
  return [...prices].map((price, index) => [price, sizes[index]]);
}

const columnsOf = (list: readonly Change[]) => ({
  side: Float64Array.from(list, ({ side }) => (side === "bid" ? 1 : -1)),
  price: Float64Array.from(list, ({ price }) => price),
  size: Float64Array.from(list, ({ size }) => size),
});

const GRIDS = [
  { tickSize: 0.1, perUnit: 10, ladderTicks: 64 },
  { tickSize: 0.01, perUnit: 100, ladderTicks: 1024 },
  { tickSize: 5, perUnit: 0.2, ladderTicks: 8192 },
];

describe.each(GRIDS)("on a grid of $tickSize", ({ tickSize, perUnit, ladderTicks }) => {
  const list = changes(6000, perUnit);
  const make = (levels = 10) => new OrderBook({ tickSize, ladderTicks, levels });

  test("holds what plain maps hold, to the bit, after every change", () => {
    const book = make();
    const plain = new PlainBook();
    for (const [index, change] of list.entries()) {
      book.set(change.side, change.price, change.size);
      plain.set(change);
      const [bids, asks] = [plain.levels("bid"), plain.levels("ask")];
      expect([book.bid, book.bidSize]).toEqual(bids[0] ?? [NaN, 0]);
      expect([book.ask, book.askSize]).toEqual(asks[0] ?? [NaN, 0]);
      if (index % 50 > 0) continue;
      expect(pairs(book.levels("bid"))).toEqual(bids);
      expect(pairs(book.levels("ask", 15))).toEqual(asks.slice(0, 15));
      expect(book.levelCount("bid")).toBe(bids.length);
      expect(book.levelCount("ask")).toBe(asks.length);
      for (const levels of [1, 4, 10, 30]) {
        expect(book.depth("bid", levels)).toBe(plain.depth("bid", levels));
        expect(book.depth("ask", levels)).toBe(plain.depth("ask", levels));
      }
      const { price } = list[Math.floor(index / 2)];
      expect(book.size("bid", price)).toBe(plain.sides.bid.get(price) ?? 0);
    }
    expect(book.count).toBe(list.length);
  });

  test("columns and columns in linear memory give the bits of single changes", () => {
    const single = make();
    const expected = list.map(({ side, price, size }) => {
      single.set(side, price, size);
      const { bid, bidSize, ask, askSize } = single;
      return [bid, bidSize, ask, askSize, single.depthImbalance()];
    });
    const columns = columnsOf(list);
    const flat = (out: ReturnType<OrderBook["process"]>) =>
      list.map((_, i) => [
        out.bid[i],
        out.bidSize[i],
        out.ask[i],
        out.askSize[i],
        out.depthImbalance[i],
      ]);
    expect(flat(OrderBook.compute(columns, { tickSize, ladderTicks }))).toEqual(expected);
    const inside = Object.fromEntries(
      Object.entries(columns).map(([name, values]) => {
        const column = new Column(values.length);
        column.values.set(values);
        return [name, column];
      }),
    ) as unknown as typeof columns;
    expect(flat(OrderBook.compute(inside, { tickSize, ladderTicks }))).toEqual(expected);
    const made = make();
    for (let from = 0; from < list.length; from += 700) {
      const out = made.process(columnsOf(list.slice(from, from + 700)));
      expect(out.bid[0]).toBe(expected[from][0]);
    }
    expect([made.bid, made.ask]).toEqual([single.bid, single.ask]);
  });

  test("continues from a snapshot, also one that has grown", () => {
    const made = make();
    made.process(columnsOf(list.slice(0, 3000)));
    const again = OrderBook.restore(made.snapshot()) as OrderBook;
    for (const book of [made, again]) book.process(columnsOf(list.slice(3000)));
    expect(again.levels("bid")).toEqual(made.levels("bid"));
    expect(again.levels("ask")).toEqual(made.levels("ask"));
    expect([again.bid, again.askSize, again.count]).toEqual([made.bid, made.askSize, made.count]);
  });
});

describe("messages", () => {
  test("a snapshot replaces the book; flat lists and pairs mean the same", () => {
    const book = new OrderBook({ tickSize: 0.5 });
    book.set("bid", 90, 7);
    const bids: [number, number][] = [
      [100, 3],
      [99.5, 2],
    ];
    expect(book.update({ isSnapshot: true, bids, asks: [101, 4, 102.5, 1] })).toBe(100.5);
    expect(pairs(book.levels("bid"))).toEqual(bids);
    expect([...book.asks()]).toEqual([
      { price: 101, size: 4 },
      { price: 102.5, size: 1 },
    ]);
    expect(book.update({ bids: [], asks: new Float64Array([101, 0]) })).toBe(101.25);
    expect([...book.bids()].map(({ price }) => price)).toEqual([100, 99.5]);
  });

  test("of more levels than are staged at a time", () => {
    const book = new OrderBook({ tickSize: 1, ladderTicks: 64 });
    const bids = Array.from({ length: 10_000 }, (_, index) => [20_000 - index, index + 1]);
    const asks = Array.from({ length: 9000 }, (_, index) => [30_000 + index, index + 1]);
    book.update({ isSnapshot: true, bids: bids.toReversed(), asks });
    expect(pairs(book.levels("bid"))).toEqual(bids);
    expect(pairs(book.levels("ask"))).toEqual(asks);
    expect(book.depth("bid", 10_000)).toBe(50_005_000);
  });

  test("one bad level and nothing is taken", () => {
    const book = new OrderBook({ tickSize: 0.1, lotSize: 0.001 });
    book.update({ bids: [[100, 1]], asks: [[100.2, 2]] });
    const before = book.snapshot();
    const bad: [number, number][][] = [
      [[100.05, 1]],
      [[NaN, 1]],
      [[1e9, 1]],
      [[100, -1]],
      [[100, NaN]],
      [[100, Infinity]],
      [[100, 0.0005]],
      [[100, 1e10]],
    ];
    for (const levels of bad) {
      expect(() => book.update({ isSnapshot: true, bids: [[99, 1]], asks: levels })).toThrow(
        RangeError,
      );
      expect(() => book.set("ask", ...levels[0])).toThrow(RangeError);
      const [price, size] = levels[0];
      const columns = { side: [1, -1], price: [99, price], size: [1, size] };
      expect(() => book.process(columns)).toThrow(/change 1/);
      expect([...book.snapshot()]).toEqual([...before]);
    }
    expect(() => book.process({ side: [2], price: [99], size: [1] })).toThrow(/side/);
    expect(() => book.set("bid", 100.05, 1)).toThrow(/try tickSize 0.01/);
    expect(() => book.update({ bids: [], asks: [[100, 1, 2]].flat() })).toThrow(/even length/);
    expect(() => book.set("buy" as "bid", 1, 1)).toThrow(/"bid" or "ask"/);
  });
});

test("a thin book whose levels lie far apart loses them one by one", () => {
  const cases = [100, 20, 9].flatMap((spacing) => [0, 3, 9].map((gone) => ({ spacing, gone })));
  for (const { spacing, gone } of cases) {
    const at = (index: number) => 5000 - spacing * index;
    const book = new OrderBook({ tickSize: 1, ladderTicks: 64, levels: 4 });
    const left = Array.from({ length: 12 }, (_, index) => index);
    for (const index of left) book.set("bid", at(index), 1 + index);
    while (left.length > 0) {
      const [taken] = left.splice(Math.min(gone, left.length - 1), 1);
      book.set("bid", at(taken), 0);
      expect(book.bid).toBe(left.length > 0 ? at(left[0]) : NaN);
      const sizes = left.slice(0, 4).map((index) => 1 + index);
      expect(book.depth("bid")).toBe(sizes.reduce((sum, size) => sum + size, 0));
    }
  }
});

describe("changes by amounts", () => {
  test("add up without rounding in lots, and to nothing without", () => {
    const lots = new OrderBook({ tickSize: 1, lotSize: 0.1 });
    const plain = new OrderBook({ tickSize: 1 });
    for (const book of [lots, plain]) {
      for (let index = 0; index < 3; index++) book.change("bid", 10, 0.1);
      expect(book.bidSize).toBeCloseTo(0.3, 15);
      book.change("bid", 10, -0.3);
      expect([book.bid, book.bidSize, book.levelCount("bid")]).toEqual([NaN, 0, 0]);
    }
  });

  test("cannot take more than stands", () => {
    const book = new OrderBook({ tickSize: 1 });
    book.set("ask", 10, 2);
    expect(() => book.change("ask", 10, -2.5)).toThrow(/more than stands/);
    expect(() => book.change("ask", 11, -1)).toThrow(RangeError);
    expect(book.askSize).toBe(2);
  });
});

describe("measures of the touch", () => {
  test("are unknown while a side is empty", () => {
    const book = new OrderBook({ tickSize: 1 });
    expect([book.bid, book.bidSize, book.mid, book.spread]).toEqual([NaN, 0, NaN, NaN]);
    expect(book.ready).toBe(false);
    expect([book.queueImbalance, book.depthImbalance(3)]).toEqual([NaN, NaN]);
    book.set("bid", 10, 3);
    expect([book.mid, book.queueImbalance, book.ready]).toEqual([NaN, 1, false]);
    book.set("ask", 12, 1);
    expect([book.mid, book.spread, book.weightedMid, book.queueImbalance]).toEqual([
      11, 2, 11.5, 0.5,
    ]);
    expect([book.value, book.ready]).toEqual([11, true]);
    expect(book.set("bid", 9, 1)).toBe(true);
  });

  test("negative prices are prices", () => {
    const book = new OrderBook({ tickSize: 0.25 });
    book.update({ bids: [-37.75, 1], asks: [-37.5, 2, 0, 1, 3, 1, 4, -0] });
    expect(book.size("ask", 4)).toBe(0);
    expect([book.bid, book.ask, book.mid]).toEqual([-37.75, -37.5, -37.625]);
    expect([...book.asks()].map(({ price }) => price)).toEqual([-37.5, 0, 3]);
  });
});

describe("memory", () => {
  test("is given back, and the book throws when used afterwards", () => {
    const before = seriesMemory().arena.usedBytes;
    const books = Array.from({ length: 50 }, () => new OrderBook({ tickSize: 1, ladderTicks: 64 }));
    for (let index = 0; index < 500; index++) books[0].set("bid", 1000 - 3 * index, 1);
    expect(books[0].levelCount("bid")).toBe(500);
    for (const book of books) book.dispose();
    expect(seriesMemory().arena.usedBytes).toBe(before);
    expect(() => books[0].bid).toThrow(OrderError);
    expect(() => books[0].set("bid", 1, 1)).toThrow(OrderError);
    expect(() => books[0].count).toThrow(OrderError);
  });

  test("that grows does not change what is read", () => {
    const book = new OrderBook({ tickSize: 1 });
    book.update({ bids: [[10, 1]], asks: [[12, 1]] });
    expect(book.bid).toBe(10);
    const column = new Column(1e6);
    expect([book.bid, book.ask]).toEqual([10, 12]);
    column.dispose();
  });

  test("a far level that fell is not taken for the next best one", () => {
    const book = new OrderBook({ tickSize: 1, ladderTicks: 64, levels: 2 });
    for (const price of [1000, 999, 998, 997]) book.set("bid", price, 1);
    book.set("bid", 100, 2);
    book.set("bid", 200, 3);
    book.set("bid", 200, 0);
    for (const price of [997, 998, 999]) book.set("bid", price, 0);
    expect(book.depth("bid", 2)).toBe(3);
    expect(book.levelCount("bid")).toBe(2);
    book.dispose();
  });

  test("options that are not valid are refused", () => {
    for (const options of [
      { tickSize: 0 },
      { tickSize: 1, ladderTicks: 100 },
      { tickSize: 1, levels: 0 },
      { tickSize: 1, lotSize: -1 },
      { tickSize: 1, tickzise: 2 },
    ]) {
      expect(() => new OrderBook(options)).toThrow(RangeError);
    }
    expect(() => new OrderBook({ tickSize: "1" as unknown as number })).toThrow(TypeError);
  });
});
