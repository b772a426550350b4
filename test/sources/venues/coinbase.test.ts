/** Coinbase, both feeds: the aggressor is the other side than the maker's that is told. */
import { expect, test } from "vitest";
import { coinbaseAdvanced, coinbaseExchange } from "./messages/coinbase.ts";
import * as t from "./told.ts";

const { ask, bid, buy, clear, gap, head, message, quote, readMessages, sell, us } = t;

test("exchange feed, record by record: a snapshot takes the first time that is told", async () => {
  const { told, source, stats } = await readMessages(coinbaseExchange, { quotes: true });
  expect(told).toEqual([
    ...message(head(us(100), 1), clear(us(100)), bid(us(100), 10.1, 3), ask(us(100), 10.2, 2)),
    ...message(head(us(100), 3), bid(us(100), 10.1, 0), ask(us(100), 10.2, 2.5)),
    ...message(head(us(150), 4, 71), buy(us(150), 10.2, 0.5)),
    ...message(head(us(200), 5, 9001), ...quote(us(200), [10, 1.5], [10.2, 2])),
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABC-USD", tickSize: 0.1, lotSize: 0.1 });
  expect(stats).toMatchObject({ pastTrades: 1, snapshots: 1, updates: 1, unknownLines: 1 });
});

test("exchange feed: a ticker without sizes makes no quote", async () => {
  const { best_bid_size: _, ...ticker } = coinbaseExchange[5] as Record<string, unknown>;
  const { stats } = await readMessages([...coinbaseExchange.slice(0, 5), ticker], { quotes: true });
  expect(stats).toMatchObject({ quotes: 0, quotesSkipped: 1 });
});

test("advanced feed, record by record: trades are turned, old ones left out", async () => {
  const { told, source, stats } = await readMessages(coinbaseAdvanced, { quotes: true });
  expect(told).toEqual([
    ...message(head(us(90), 1, 1), clear(us(90)), bid(us(90), 10.1, 3), ask(us(90), 10.2, 2)),
    ...message(head(us(120), 2, 2), ask(us(120), 10.2, 0)),
    ...message(head(us(150), 4, 70), buy(us(150), 10.3, 0.25), sell(us(160), 10.1, 0.25)),
    ...message(head(us(1005), 5), ...quote(us(1005), [10.1, 3], [10.3, 1])),
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABC-USD", contract: "linear" });
  expect(stats).toMatchObject({ pastTrades: 1, trades: 2, unknownLines: 1, gaps: 0 });
});

test("advanced feed: a number missing on the connection of the book is a gap", async () => {
  const lost = coinbaseAdvanced.filter((_, index) => index !== 3);
  const { told, stats } = await readMessages([...lost, coinbaseAdvanced[1]]);
  const found = told.filter(([, , , flags]) => (flags & 15) === 8);
  expect(found).toEqual(message(gap(us(120))));
  // Numbers that jump while the book is unknown are no further gap.
  expect(stats).toMatchObject({ gaps: 1, snapshots: 2 });
});
