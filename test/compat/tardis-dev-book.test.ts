/** The drop-in order book beside the installed tardis-dev, level by level. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type BookChange, OrderBook } from "../../bindings/compat/tardis-dev/index.ts";
import { Random } from "../helpers/random.ts";
import { sharedPath } from "../helpers/shared.ts";
import { loadTardis, type TardisBook } from "./tardis.ts";

const tardis = loadTardis();
const level = (price: number, amount: number) => ({ price, amount });

/** Everything that can be read of a book. */
function stateOf(book: TardisBook | OrderBook) {
  const plain = ({ price, amount }: { price: number; amount: number }) => [price, amount];
  return {
    bid: book.bestBid(),
    ask: book.bestAsk(),
    bids: [...book.bids()].map(plain),
    asks: [...book.asks()].map(plain),
  };
}

/** Sends the same messages to both and compares every so often, callbacks too. */
function compare(changes: readonly BookChange[], removeCrossedLevels: boolean, every = 1): void {
  const logs: unknown[][] = [[], []];
  const optionsOf = (log: unknown[]) => ({
    removeCrossedLevels,
    onCrossedLevelRemoved: (...heard: unknown[]) => log.push(structuredClone(heard)),
  });
  const theirs = new tardis!.OrderBook(optionsOf(logs[0]));
  const ours = new OrderBook(optionsOf(logs[1]));
  for (const [index, change] of changes.entries()) {
    theirs.update(structuredClone(change));
    ours.update(change);
    if (index % every === 0) expect(stateOf(ours)).toEqual(stateOf(theirs));
    else expect([ours.bestBid(), ours.bestAsk()]).toEqual([theirs.bestBid(), theirs.bestAsk()]);
  }
  expect(logs[1]).toEqual(logs[0]);
}

/** Messages around a walking market; `priceOf` turns whole steps into prices. */
function messages(count: number, seed: number, priceOf: (step: number) => number): BookChange[] {
  const random = new Random(seed);
  let mid = 1000;
  const side = (sign: number) =>
    Array.from({ length: random.integer(0, 4) }, () => {
      const step =
        mid + sign * (random.chance(0.1) ? random.integer(0, 900) : random.integer(-2, 12));
      return level(priceOf(step), random.chance(0.35) ? 0 : random.integer(1, 1e6) / 1e4);
    });
  return Array.from({ length: count }, () => {
    mid += random.integer(-3, 3);
    return { isSnapshot: random.chance(0.004), bids: side(-1), asks: side(1) };
  });
}

const START: BookChange = {
  isSnapshot: true,
  bids: [level(99, 1), level(98, 2)],
  asks: [level(101, 3), level(102, 4)],
};

const PRICES: [string, (step: number) => number][] = [
  ["steps of 0.1", (step) => step / 10],
  ["steps that are multiplied", (step) => step * 0.1],
  ["steps of 1e-8 and of 5000", (step) => (step % 2 === 0 ? step * 5000 : step * 1e-8)],
  ["neighbouring doubles", (step) => 1 + step * Number.EPSILON],
  ["both signs", (step) => (step - 1000) * 0.25],
  ["the whole range", (step) => (step - 1000) * 1e305],
  ["denormals", (step) => step * 5e-324],
];

describe.skipIf(tardis === null).each([false, true])("removeCrossedLevels %s", (removes) => {
  test.each(PRICES)("%s", (_, priceOf) => {
    for (const seed of [1, 2]) compare([START, ...messages(1500, seed, priceOf)], removes, 7);
  });

  test("nothing counts before the first snapshot", () => {
    compare(
      [...messages(50, 3, (step) => step).map((m) => ({ ...m, isSnapshot: false })), START],
      removes,
    );
  });

  test("a price named twice, zeros in a snapshot, levels that do not exist, empty messages", () => {
    const amounts = [1, 0, 5, -0, 2, 0, 0, 7];
    compare(
      [
        { isSnapshot: true, bids: amounts.map((a) => level(10, a)), asks: [level(11, 0)] },
        { isSnapshot: false, bids: [level(9, 0)], asks: amounts.map((a) => level(12, a)) },
        { isSnapshot: false, bids: [], asks: [] },
        { isSnapshot: false, bids: [level(12, 3), level(13, 1)], asks: [] },
        { isSnapshot: false, bids: [], asks: [level(8, 3)] },
        { isSnapshot: true, bids: [], asks: [] },
        { isSnapshot: true, bids: [level(5, 1)], asks: [level(4, 1), level(5, 2), level(6, 1)] },
      ],
      removes,
    );
  });

  test("deep books that arrive in any order", () => {
    const random = new Random(5);
    const bids = Array.from({ length: 5000 }, () => level(random.integer(1, 20_000) / 8, 1));
    const asks = Array.from({ length: 5000 }, () => level(random.integer(20_001, 60_000) / 8, 1));
    compare(
      [{ isSnapshot: true, bids, asks }, ...messages(200, 9, (step) => step * 2.5)],
      removes,
      20,
    );
  });
});

const FILES = [
  "formats/tardis/tardis_binance_BTCUSDT_incremental_book_L2_2019-12-01_rows_1_2050.csv",
];

test.skipIf(tardis === null).each(FILES)("real messages: %s", (name) => {
  const path = sharedPath(`data/${name}`);
  if (path === null) return;
  const [, ...lines] = readFileSync(path, "latin1").trim().split("\n");
  const changes: (BookChange & { local: string })[] = [];
  for (const line of lines) {
    const [, , , local, isSnapshot, side, price, amount] = line.split(",");
    let change = changes.at(-1);
    if (change?.local !== local) {
      change = { local, isSnapshot: isSnapshot === "true", bids: [], asks: [] };
      changes.push(change);
    }
    const levels = (side === "bid" ? change.bids : change.asks) as {
      price: number;
      amount: number;
    }[];
    levels.push(level(Number(price), Number(amount)));
  }
  expect(lines.length).toBeGreaterThan(500);
  compare(changes, false);
  compare(changes, true);
});

describe.skipIf(tardis === null)("what is right here and not there", () => {
  test("a quote that was read stays what it was", () => {
    const [ours, theirs] = [new OrderBook(), new tardis!.OrderBook()];
    for (const [book, expected] of [
      [ours, 1],
      [theirs, 8],
    ] as const) {
      book.update(START);
      const before = book.bestBid();
      book.update({ isSnapshot: false, bids: [level(99, 8)], asks: [] });
      expect(before).toEqual(level(99, expected));
      expect(book.bestBid()).toEqual(level(99, 8));
    }
  });

  test("whoever writes to a quote does not write to the book", () => {
    const [ours, theirs] = [new OrderBook(), new tardis!.OrderBook()];
    for (const [book, expected] of [
      [ours, 99],
      [theirs, 1],
    ] as const) {
      book.update(START);
      (book.bestBid() as { price: number }).price = 1;
      expect(book.bestBid()?.price).toBe(expected);
    }
  });

  test("a level without a price or amount is refused, and the message with it", () => {
    const [ours, theirs] = [new OrderBook(), new tardis!.OrderBook()];
    const bad = [level(NaN, 1), level(100, 2), level(100.5, NaN)];
    const message = { isSnapshot: false, bids: [level(97, 1)], asks: bad };
    for (const book of [ours, theirs]) book.update(START);
    expect(() => ours.update(message)).toThrow(/asks\[0\] must have a finite price/);
    expect(stateOf(ours).bids).toEqual([
      [99, 1],
      [98, 2],
    ]);
    expect(() => ours.update({ ...message, asks: "7" as never })).toThrow(TypeError);
    // with a price of NaN tardis-dev does not come back: its tree looks for the new level for ever
    theirs.update({ ...message, asks: [level(100.5, NaN)] });
    expect(theirs.bestAsk()).toEqual(level(100.5, NaN));
  });
});

test("a loop that is left early and a book that changes meanwhile", () => {
  const book = new OrderBook();
  const asks = Array.from({ length: 200 }, (_, index) => level(101 + index, 1));
  book.update({ isSnapshot: true, bids: [], asks });
  for (const { price } of book.asks()) if (price > 103) break;
  const seen: number[] = [];
  for (const { price } of book.asks()) {
    seen.push(price);
    if (price === 110) book.update({ isSnapshot: false, bids: [], asks: [level(250, 0)] });
  }
  expect(seen).toEqual(asks.map(({ price }) => price).filter((price) => price !== 250));
});
