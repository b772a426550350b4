/** Kraken: books cut to their depth, checked by the venue's checksum; spot and futures. */
import { expect, test } from "vitest";
import * as abi from "../../../assembly/abi.ts";
import { CheckedBook } from "../../../bindings/sources/venues/checked-book.ts";
import { LevelList } from "../../../bindings/sources/venues/lists.ts";
import { kraken, krakenChecksum, krakenFutures } from "./messages/kraken.ts";
import {
  ask,
  bid,
  buy,
  clear,
  gap,
  head,
  localUs,
  message,
  quote,
  readMessages,
  seconds,
  sell,
  state,
  us,
} from "./told.ts";

test("spot, record by record: what falls out of the depth is removed", async () => {
  const { told, source, stats } = await readMessages(kraken, { quotes: true });
  expect(told).toEqual([
    ...message(
      head(us(200), 1),
      clear(us(200)),
      bid(us(200), 10.1, 3),
      ask(us(200), 10.2, 2),
      ask(us(200), 10.3, 1),
    ),
    ...message(head(us(1000), 2), ask(us(1000), 10.15, 1.5), ask(us(1000), 10.3, 0)),
    ...message(
      head(us(1500), 3),
      bid(us(1500), 10.1, 2.5),
      ask(us(1500), 10.15, 0),
      ask(us(1500), 10.25, 4),
    ),
    ...message(head(us(2500), 4), buy(us(2500), 10.2, 0.5), sell(us(2600), 10.1, 0.25)),
    ...message(head(us(3000), 5), ...quote(us(3000), [10.1, 2.5], [10.2, 2])),
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABC/USD", tickSize: 0.01, lotSize: 0.01 });
  expect(stats).toMatchObject({ snapshots: 1, updates: 2, trades: 2, quotes: 1, unknownLines: 1 });
});

test("spot: quotes are skipped beside a book and counted", async () => {
  const { stats } = await readMessages(kraken);
  expect(stats).toMatchObject({ quotes: 0, quotesSkipped: 1 });
});

test("spot: a lost update shows in the next checksum; the book waits for a snapshot", async () => {
  // The book this one belongs to holds an ask at 10.15 that the reader never heard of.
  const checksum = krakenChecksum(
    [
      ["10.15000", "1.50000000"],
      ["10.20000", "2.00000000"],
    ],
    [["10.10000", "2.50000000"]],
  );
  const rows = [["10.10000", "2.50000000", seconds(1200)]];
  const next = [7, { b: rows, c: checksum }, "book-2", "ABC/USD"];
  const { told, stats } = await readMessages([kraken[1], next, kraken[3], kraken[1]]);
  expect(told.slice(5)).toEqual([
    ...message(head(us(1200), 1), gap(us(1200))),
    ...message(
      head(us(200), 3),
      clear(us(200)),
      bid(us(200), 10.1, 3),
      ask(us(200), 10.2, 2),
      ask(us(200), 10.3, 1),
    ),
  ]);
  expect(stats).toMatchObject({ checksumMismatches: 1, gaps: 1, waitingUpdates: 1, snapshots: 2 });
});

test("spot: an update before any snapshot waits and is noted", async () => {
  const { told, source } = await readMessages([kraken[2], kraken[4]]);
  expect(told).toHaveLength(3);
  expect(source.notes).toContain("1 updates of the book waited for a snapshot that never came");
});

test("spot: levels that come back into sight do not turn the clock back", async () => {
  const rows = [["10.10000", "2.00000000", seconds(-9000), "r"]];
  const update = [7, { b: rows }, "book-2", "ABC/USD"];
  const { told } = await readMessages([kraken[1], update]);
  expect(told.slice(5)).toEqual(message(head(us(200), 1), bid(us(200), 10.1, 2)));
});

test("spot: a ticker is a quote at the last known time", async () => {
  const ticker = [9, { a: ["10.20", 2, "2.5"], b: ["10.10", 3, "3.5"] }, "ticker", "ABC/USD"];
  const { told } = await readMessages([kraken[1], ticker], { quotes: true });
  expect(told.slice(5)).toEqual(
    message(head(us(200), 1), ...quote(us(200), [10.1, 3.5], [10.2, 2.5])),
  );
});

test("spot: a recording of nothing but quotes yields them unasked", async () => {
  const { told } = await readMessages([kraken[5]]);
  expect(told).toEqual(message(head(us(3000), 0), ...quote(us(3000), [10.1, 2.5], [10.2, 2])));
});

test("spot: only one depth of a book is read", async () => {
  const other = [7, { bs: [["1.0", "1.0", seconds(1)]], as: [] }, "book-10", "ABC/USD"];
  const { stats } = await readMessages([kraken[1], other]);
  expect(stats).toMatchObject({ otherBookLines: 1, snapshots: 1 });
});

test("spot: sizes too large for lots of their finest digit stay fractions", async () => {
  const snapshot = (size: string) => [
    7,
    { as: [["10.2", size, seconds(1)]], bs: [["10.1", "0.00000001", seconds(1)]] },
    "book-10",
    "ABC/USD",
  ];
  const small = await readMessages([snapshot("99.00000000")]);
  expect(small.source.facts.lotSize).toBe(1e-8);
  const large = await readMessages([snapshot("364630.28272081")]);
  expect(large.source.facts.lotSize).toBeNaN();
  expect(large.source.inferred).toEqual(["tickSize", "contract"]);
  expect(large.source.notes).toContainEqual(
    expect.stringMatching(/^sizes are not counted in lots/),
  );
  const stated = await readMessages([snapshot("364630.28272081")], { lotSize: 1e-6 });
  expect(stated.source.facts.lotSize).toBe(1e-6);
});

test("spot: the book of the documentation's example has the checksum it states", () => {
  const side = (prices: readonly number[]) => {
    const list = new LevelList();
    return list.addRows(
      prices.map((price) => [(price / 1e5).toFixed(5), "0.00000500"]),
      "a",
    );
  };
  const book = new CheckedBook();
  const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => step * 5);
  const bids = side([5000, 4995, 4990, ...steps.slice(3).map((step) => 4995 - step)]);
  book.apply(bids, side(steps.map((step) => 5005 + step)));
  expect(book.krakenChecksum()).toBe(974947235);
});

test("futures, record by record", async () => {
  const { told, source, stats } = await readMessages(krakenFutures, { quotes: true });
  expect(told).toEqual([
    ...message(
      head(us(100), 1, 40),
      clear(us(100)),
      bid(us(100), 10.5, 300),
      ask(us(100), 11, 200),
    ),
    ...message(head(us(200), 2, 41), ask(us(200), 11, 0)),
    ...message(head(us(300), 4, 8), sell(us(300), 10.5, 20)),
    ...message(head(us(400), 5), ...quote(us(400), [10.5, 300], [11.5, 10])),
    ...message(
      head(us(400), 5),
      state(us(400), abi.TOPIC_FUNDING_RATE, 0.0001),
      state(us(400), abi.TOPIC_OPEN_INTEREST, 5000),
      state(us(400), abi.TOPIC_INDEX_PRICE, 10.75),
      state(us(400), abi.TOPIC_MARK_PRICE, 10.8),
    ),
  ]);
  expect(source.facts).toMatchObject({ contract: "inverse", multiplier: 1, symbol: "PI_ABCUSD" });
  expect(stats).toMatchObject({ pastTrades: 1, states: 4, unknownLines: 1 });
});

test("futures: a jump of seq is a gap, a repeated one a duplicate", async () => {
  const level = krakenFutures[2] as object;
  const { told, stats } = await readMessages([
    krakenFutures[1],
    { ...level, seq: 40 },
    { ...level, seq: 42 },
    { ...level, seq: 43 },
  ]);
  expect(told.slice(4)).toEqual(message(head(us(200), 2, 42), gap(us(200))));
  expect(stats).toMatchObject({ duplicates: 1, gaps: 1, waitingUpdates: 1, updates: 0 });
});

test("futures: the receive time is the clock where it is asked for", async () => {
  const { told } = await readMessages(krakenFutures.slice(1, 3), { clock: "local" });
  expect(told.map(([timeUs]) => timeUs)).toEqual([0, 0, 0, 0, 1, 1].map(localUs));
});
