/** Binance and both generations of Bybit as parsed messages. */
import { expect, test } from "vitest";
import * as abi from "../../../assembly/abi.ts";
import { openSource } from "../../../bindings/sources/open.ts";
import { allTicks, temporaryFile } from "../reading.ts";
import { binance, bybit, bybitOld } from "./messages/binance-bybit.ts";
import type { Told } from "./told.ts";
import * as t from "./told.ts";

const { ask, bid, buy, clear, gap, head, message, ms, quote, readMessages, sell, us } = t;

const SNAPSHOT_LINE =
  `https://fapi.binance.com/fapi/v1/depth?symbol=ABCUSDT&limit=1000 -> 1700000002.0: ` +
  `${JSON.stringify({ ...(binance[2] as object), symbol: undefined })}\n`;

async function readLines(text: string, options = {}) {
  const source = await openSource(temporaryFile(text), options);
  const ticks = await allTicks(source);
  const told = ticks.map(({ timeUs, price, size, flags }): Told => [timeUs, price, size, flags]);
  return { told, stats: source.stats };
}

test("Binance, record by record: events wait for the snapshot that was asked for", async () => {
  const lines = t.recorded(binance).split(/(?<=\n)/);
  lines[2] = SNAPSHOT_LINE;
  const { told, stats } = await readLines(lines.join(""), { quotes: true });
  expect(told).toEqual([
    ...message(head(us(100), 2, 100), clear(us(100)), bid(us(100), 10.1, 3), ask(us(100), 10.2, 2)),
    ...message(head(us(110), 1, 110), bid(us(110), 10.1, 2.5)),
    ...message(head(us(120), 3, 120), ask(us(120), 10.2, 0)),
    ...message(head(us(130), 4, 5), sell(us(130), 10.2, 1)),
    ...message(head(us(140), 5, 121), ...quote(us(140), [10.1, 2.5], [10.3, 1])),
    ...message(
      head(us(150), 6),
      t.state(us(150), abi.TOPIC_FUNDING_RATE, 0.0001),
      t.state(us(150), abi.TOPIC_INDEX_PRICE, 10.16),
      t.state(us(150), abi.TOPIC_MARK_PRICE, 10.15),
    ),
  ]);
  expect(stats).toMatchObject({ waitingUpdates: 2, duplicates: 1, updates: 2, gaps: 0 });
});

test("Binance: a lost event is a gap", async () => {
  const lines = t.recorded(binance).split(/(?<=\n)/);
  const { told, stats } = await readLines(
    SNAPSHOT_LINE + lines[1] + lines[3].replace(/"pu":110/, '"pu":111'),
  );
  expect(told.slice(-2)).toEqual(message(head(us(120), 3, 120), gap(us(120))));
  expect(stats).toMatchObject({ gaps: 1, waitingUpdates: 1, updates: 1 });
});

test("Binance: prints that are no order flow and a second stream are left out", async () => {
  const trade = (e: string, id: number, X?: string) => ({
    stream: `abcusdt@${e}`,
    data: {
      e,
      T: ms(1),
      s: "ABCUSDT",
      [e === "trade" ? "t" : "a"]: id,
      p: "1",
      q: "1",
      m: false,
      X,
    },
  });
  const { told, stats } = await readMessages([
    trade("trade", 1, "MARKET"),
    trade("aggTrade", 9),
    trade("trade", 2, "INSURANCE_FUND"),
    trade("trade", 3, "MARKET"),
  ]);
  expect(told.filter(([, , , flags]) => (flags & 15) === abi.KIND_TRADE)).toHaveLength(2);
  expect(stats).toMatchObject({ trades: 2, otherTrades: 2 });
});

test("Bybit v5, record by record: the time of the matching engine", async () => {
  const { told, source, stats } = await readMessages(bybit);
  expect(told).toEqual([
    ...message(head(us(100), 0, 70), clear(us(100)), bid(us(100), 10.1, 3), ask(us(100), 10.2, 2)),
    ...message(head(us(200), 1, 71), bid(us(200), 10.1, 0)),
    ...message(head(us(300), 2), sell(us(300), 10.1, 0.5)),
    ...message(
      head(us(400), 3),
      t.state(us(400), abi.TOPIC_FUNDING_RATE, 0.0001),
      t.state(us(400), abi.TOPIC_MARK_PRICE, 10.15),
    ),
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABCUSDT", contract: "linear" });
  expect(stats).toMatchObject({ snapshots: 1, updates: 1, trades: 1, states: 2 });
});

test("Bybit v2, record by record", async () => {
  const { told, stats } = await readMessages(bybitOld);
  const first = us(100) + 7;
  expect(told).toEqual([
    ...message(head(first, 1, 500), clear(first), bid(first, 10.1, 3), ask(first, 10.2, 2)),
    ...message(
      head(us(200), 2, 520),
      bid(us(200), 10.1, 2.5),
      ask(us(200), 10.2, 0),
      ask(us(200), 10.25, 4),
    ),
    ...message(head(us(300), 3), buy(us(300), 10.25, 0.5)),
  ]);
  expect(stats).toMatchObject({ snapshots: 1, updates: 1, trades: 1, unknownLines: 1 });
});

test("Bybit v2: cross_seq that falls is a duplicate", async () => {
  const { stats } = await readMessages([
    bybitOld[1],
    { ...(bybitOld[2] as object), cross_seq: "499" },
  ]);
  expect(stats).toMatchObject({ duplicates: 1, updates: 0 });
});
