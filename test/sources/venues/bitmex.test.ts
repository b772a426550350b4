/** BitMEX: levels by id, contracts of one dollar, and books that carry no time. */
import { expect, test } from "vitest";
import * as abi from "../../../assembly/abi.ts";
import { bitmex } from "./messages/bitmex-deribit.ts";
import * as t from "./told.ts";

const { ask, bid, clear, gap, head, iso, message, localUs, quote, readMessages, sell, us } = t;

test("record by record, by the receive time where books carry none", async () => {
  const { told, source, stats } = await readMessages(bitmex, { quotes: true });
  const at = localUs;
  expect(told).toEqual([
    ...message(head(at(1), 1), clear(at(1)), bid(at(1), 32180, 500), ask(at(1), 32180.5, 200)),
    ...message(head(at(2), 2), ask(at(2), 32181, 70)),
    ...message(head(at(3), 3), bid(at(3), 32180, 450)),
    ...message(head(at(4), 4), ask(at(4), 32180.5, 0)),
    ...message(head(at(5), 5), sell(at(5), 32180, 50)),
    ...message(head(at(6), 6), ...quote(at(6), [32180, 450], [32181, 70])),
    ...message(head(at(7), 7), t.state(at(7), abi.TOPIC_MARK_PRICE, 32180.75)),
  ]);
  expect(source.facts).toMatchObject({ contract: "inverse", multiplier: 1, tickSize: 0.1 });
  expect(source.notes).toEqual([expect.stringMatching(/carry no exchange time/)]);
  expect(stats).toMatchObject({ snapshots: 1, updates: 3, unknownLines: 1 });
});

test("rows with a time carry it", async () => {
  const row = { symbol: "XBTUSD", id: 1, side: "Buy", size: 5, price: 10, timestamp: iso(900) };
  const update = { ...row, size: 6, timestamp: iso(950) };
  const { told, source } = await readMessages([
    { table: "orderBookL2", action: "partial", data: [row] },
    { table: "orderBookL2", action: "update", data: [update] },
  ]);
  expect(told.map(([timeUs]) => timeUs)).toEqual([900, 900, 900, 950, 950].map(us));
  expect(source.notes).toEqual([]);
});

test("an id that is not known is a gap; the book waits for the next partial", async () => {
  const [, partial, , update] = bitmex;
  const { told, stats } = await readMessages([
    partial,
    { table: "orderBookL2", action: "delete", data: [{ symbol: "XBTUSD", id: 7, side: "Buy" }] },
    update,
    partial,
    update,
  ]);
  expect(told.filter(([, , , flags]) => (flags & abi.KIND_MASK) === abi.KIND_GAP)).toEqual(
    message(gap(localUs(1))),
  );
  expect(stats).toMatchObject({ gaps: 1, waitingUpdates: 1, snapshots: 2, updates: 1 });
});

test("rows of other symbols in a message are left out", async () => {
  const rows = [
    { symbol: "ETHUSD", id: 1, side: "Buy", size: 5, price: 10 },
    { symbol: "XBTUSD", id: 2, side: "Buy", size: 6, price: 20 },
  ];
  const partial = { table: "orderBookL2", action: "partial", data: rows };
  const only = { table: "orderBookL2", action: "partial", data: rows.slice(0, 1) };
  const { told, source, stats } = await readMessages([partial, only], { symbol: "XBTUSD" });
  expect(told.slice(2)).toEqual(message(bid(localUs(0), 20, 6)));
  expect(stats).toMatchObject({ otherSymbolLines: 1, snapshots: 1 });
  expect(source.notes.filter((note) => note.includes("symbols"))).toEqual([]);
});

test("a trade of the partial was made before; each quote of a bundle is a message", async () => {
  const quotes = [100, 200].map((after) => ({
    symbol: "XBTUSD",
    timestamp: iso(after),
    bidPrice: 10,
    bidSize: after,
    askPrice: 11,
    askSize: 1,
  }));
  const { told, stats } = await readMessages([
    { ...(bitmex[5] as object), action: "partial" },
    { table: "quote", action: "insert", data: quotes },
  ]);
  expect(told).toEqual([
    ...message(head(us(100), 1), ...quote(us(100), [10, 100], [11, 1])),
    ...message(head(us(200), 1), ...quote(us(200), [10, 200], [11, 1])),
  ]);
  expect(stats).toMatchObject({ pastTrades: 1, trades: 0, quotes: 2 });
});

test("a bundle with one bad row is refused whole", async () => {
  const { data, ...bundle } = bitmex[6] as { data: object[] };
  const bad = { ...bundle, data: [data[0], { ...data[0], askSize: "many" }] };
  const { told, stats } = await readMessages([bad, bitmex[6]], { quotes: true });
  expect(told.filter(([, , , flags]) => (flags & abi.KIND_MASK) === abi.KIND_QUOTE)).toHaveLength(
    2,
  );
  expect(stats).toMatchObject({ badLines: 1 });
});

test.each([
  ["XBTUSD", "inverse", 0],
  ["XBTU21", "inverse", 0],
  ["ETHUSD", "quanto", 1],
  ["ADAUSDT", "linear", 1],
])("%s is %s", async (symbol, contract, notes) => {
  const row = { symbol, timestamp: iso(1), side: "Buy", size: 5, price: 10 };
  const { source } = await readMessages([{ table: "trade", action: "insert", data: [row] }]);
  expect(source.facts.contract).toBe(contract);
  expect(source.notes).toHaveLength(notes);
});
