/** tardis.dev trades, liquidations, quotes and tickers: each is read for what it says. */
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { tardisContract } from "../../bindings/sources/tardis/contract.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, temporaryFile } from "./reading.ts";

const LAST = abi.TICK_LAST;
const HEADER = abi.KIND_HEADER;
const TRADE = abi.KIND_TRADE;
const KEYS = "exchange,symbol,timestamp,local_timestamp";

async function read(text: string, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(text), options);
  const ticks = await allTicks(source);
  return {
    source,
    ticks: ticks.map(({ timeUs, price, size, flags }) => [timeUs, price, size, flags]),
  };
}

const TRADES = `${KEYS},id,side,price,amount
bitmex,XBTUSD,1000,1500,a-1,sell,8531.5,100
bitmex,XBTUSD,1001,1500,a-2,sell,8531,1
bitmex,XBTUSD,2000,2500,,buy,8532,20
bitmex,XBTUSD,3000,3500,a-4,unknown,8532.5,2
`;

const TRADE_TICKS = [
  [1000, 1500, NaN, HEADER],
  [1000, 8531.5, 100, TRADE | abi.SIDE_SELL],
  [1001, 8531, 1, TRADE | abi.SIDE_SELL | LAST],
  [2000, 2500, NaN, HEADER],
  [2000, 8532, 20, TRADE | abi.SIDE_BUY | LAST],
  [3000, 3500, NaN, HEADER],
  [3000, 8532.5, 2, TRADE | LAST],
];

readerLaws("tardis-trades", TRADES);

test("trades received together are one message, with the side of the aggressor", async () => {
  const { source, ticks } = await read(TRADES);
  expect(ticks).toEqual(TRADE_TICKS);
  expect(source.facts).toMatchObject({
    symbol: "XBTUSD",
    tickSize: 0.1,
    lotSize: 1,
    contract: "inverse",
  });
  expect(source.notes).toEqual([]);
});

test("liquidations are trades once they are asked for, and say so", async () => {
  const { source, ticks } = await read(TRADES, { format: "tardis-liquidations" });
  expect(source.format).toBe("tardis-liquidations");
  expect(ticks).toEqual(TRADE_TICKS);
  expect(source.notes).toEqual([
    "liquidations are read as trades: a trades file of the same symbol already contains them",
  ]);
});

test.each([
  ["side", "buyer", 'side must be buy, sell or unknown, was "buyer"'],
  ["price", "", "price must be a number"],
  ["amount", "1e999", "amount must be a number of at least 0"],
])("a trade with the %s `%s` is refused", async (column, value, reason) => {
  const names = TRADES.split("\n")[0].split(",");
  const cells = TRADES.split("\n")[1].split(",");
  cells[names.indexOf(column)] = value;
  const { source, ticks } = await read(`${TRADES}${cells.join(",")}\n`);
  expect(source.firstBadLine).toMatchObject({ line: 6, reason });
  expect(ticks).toEqual(TRADE_TICKS);
});

const QUOTES = `${KEYS},ask_amount,ask_price,bid_price,bid_amount
okex,BTC-USDT,1000,1500,54.5,10.1,10,8
okex,BTC-USDT,2000,2500,,,10,9
okex,BTC-USDT,3000,2500,3,10.1,,
`;

readerLaws("tardis-quotes", QUOTES);

test("a quote is a bid and an ask, an absent one has size 0", async () => {
  const bid = abi.KIND_QUOTE | abi.SIDE_BID;
  const ask = abi.KIND_QUOTE | abi.SIDE_ASK;
  const { source, ticks } = await read(QUOTES);
  expect(ticks).toEqual([
    [1000, 1500, NaN, HEADER],
    [1000, 10, 8, bid],
    [1000, 10.1, 54.5, ask | LAST],
    [2000, 2500, NaN, HEADER],
    [2000, 10, 9, bid],
    [2000, 0, 0, ask | LAST],
    [3000, 2500, NaN, HEADER],
    [3000, 0, 0, bid],
    [3000, 10.1, 3, ask | LAST],
  ]);
  expect(source.facts).toMatchObject({ tickSize: 0.1, lotSize: 0.1, contract: "linear" });
});

test("half a quote is refused", async () => {
  const { source } = await read(`${QUOTES}okex,BTC-USDT,4000,4500,3,,10,9\n`);
  expect(source.firstBadLine).toMatchObject({ line: 5, reason: "ask_price must be a number" });
});

const TICKER = `${KEYS},funding_timestamp,funding_rate,predicted_funding_rate,open_interest,\
last_price,index_price,mark_price
bitmex,XBTUSD,1000,1500,28800000000,-0.0001,0.0002,,9500.5,9500.01,9500.253
bitmex,XBTUSD,2000,2500,28800000000,-0.0001,0.0002,1000,9501,9500.01,9500.253
bitmex,XBTUSD,3000,3500,28800000000,-0.0001,0.0003,1000,9501,,9500.253
bitmex,XBTUSD,4000,4500,57600000000,0.0002,0.0003,1000,9501,9500.01,9500.5
`;

readerLaws("tardis-derivative-ticker", TICKER);

test("of a ticker only the values that are there and new are written", async () => {
  const state = (topic: number): number => abi.KIND_STATE | (topic << abi.TOPIC_SHIFT);
  const { source, ticks } = await read(TICKER);
  expect(ticks).toEqual([
    [1000, 1500, NaN, HEADER],
    [1000, -0.0001, 0, state(abi.TOPIC_FUNDING_RATE)],
    [1000, 9500.01, 0, state(abi.TOPIC_INDEX_PRICE)],
    [1000, 9500.253, 0, state(abi.TOPIC_MARK_PRICE) | LAST],
    [2000, 2500, NaN, HEADER],
    [2000, 1000, 0, state(abi.TOPIC_OPEN_INTEREST) | LAST],
    [4000, 4500, NaN, HEADER],
    [4000, 0.0002, 0, state(abi.TOPIC_FUNDING_RATE)],
    [4000, 9500.5, 0, state(abi.TOPIC_MARK_PRICE) | LAST],
  ]);
  expect(source.stats).toMatchObject({ unchangedRows: 1, badLines: 0 });
  expect(source.facts).toMatchObject({ tickSize: 0.1, lotSize: NaN });
  expect(source.notes).toEqual(["not read: funding_timestamp, predicted_funding_rate, last_price"]);
});

test("a ticker row with a word for a number changes nothing", async () => {
  const bad = "bitmex,XBTUSD,5000,5500,0,0.5,0,1000,9501,9500.01,none\n";
  const { source, ticks } = await read(TICKER + bad);
  expect(source.firstBadLine).toMatchObject({
    line: 6,
    reason: 'mark_price must be a number, was "none"',
  });
  expect(ticks).toEqual((await read(TICKER)).ticks);
});

test.each([
  ["deribit", "BTC-PERPETUAL", "inverse", 1],
  ["deribit", "ETH-25JUN21", "inverse", 1],
  ["deribit", "BTC_USDC-PERPETUAL", "linear", 1],
  ["deribit", "BTC-9JUN20-9875-P", "linear", 1],
  ["bitmex", "XBTUSD", "inverse", 1],
  ["bitmex", "XBTM21", "inverse", 1],
  ["bitmex", "XBTUSDT", "linear", 1],
  ["binance-delivery", "BTCUSD_PERP", "inverse", 100],
  ["binance-delivery", "ETHUSD_250328", "inverse", 10],
  ["binance-futures", "BTCUSDT", "linear", 1],
])("%s %s is %s", (exchange, symbol, contract, multiplier) => {
  expect(tardisContract(exchange, symbol)).toEqual({ contract, multiplier });
});
