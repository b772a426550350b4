/** Binance's public archive: the same trades and quotes with and without header, ms or µs. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { readerLaws } from "./laws.ts";
import { zip } from "./packing.ts";
import { allTicks, temporaryFile } from "./reading.ts";

const MS = 1_723_075_200_000;
const US = MS * 1000;
const HEADER = abi.KIND_HEADER;
const BUY = abi.KIND_TRADE | abi.SIDE_BUY | abi.TICK_LAST;
const SELL = abi.KIND_TRADE | abi.SIDE_SELL | abi.TICK_LAST;
const BID = abi.KIND_QUOTE | abi.SIDE_BID;
const ASK = abi.KIND_QUOTE | abi.SIDE_ASK | abi.TICK_LAST;

const USD_M = `id,price,qty,quote_qty,time,is_buyer_maker
501,50.10,0.200,10.02,${MS + 5},true
502,50.30,1.500,75.45,${MS + 5},false
503,50.20,0.010,0.50,${MS + 9},false
`;
const SPOT = `501,50.10000000,0.20000000,10.02000000,${US + 5000},True,True
502,50.30000000,1.50000000,75.45000000,${US + 5001},False,True
`;
const COIN_M = `id,price,qty,base_qty,time,is_buyer_maker
71,50000.0,3,0.00600000,${MS},true
72,50010.5,7,0.01399706,${MS + 1},false
`;
const AGG = `agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker
9,50.10,0.200,501,504,${MS + 5},true
10,50.30,1.500,505,505,${MS + 6},false
`;
const TICKER_NAMES =
  "update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,transaction_time,event_time";
const TICKER = `${TICKER_NAMES}
900,50.10,4.000,50.20,1.000,${MS + 1},${MS + 3}
905,50.10,3.500,50.20,1.000,${MS + 2},${MS + 4}
`;

const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-archive-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file of this name. */
function named(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(text: string | string[], options: OpenOptions = {}) {
  const paths = [text].flat().map((part) => temporaryFile(part));
  return readPaths(paths, options);
}

async function readPaths(paths: string[], options: OpenOptions = {}) {
  const source = await openSources(paths, options);
  const ticks = await allTicks(source);
  return {
    source,
    stats: source.stats,
    flat: ticks.map((t) => [t.timeUs, t.price, t.size, t.flags]),
  };
}

const withoutHeader = (text: string): string => text.slice(text.indexOf("\n") + 1);

describe("laws", () => {
  readerLaws("binance-trades", USD_M);
  readerLaws("binance-agg-trades", AGG);
  readerLaws("binance-book-ticker", TICKER);
});

test("USD-M trades, record by record, with and without header", async () => {
  const expected = [
    [US + 5000, NaN, 501, HEADER],
    [US + 5000, 50.1, 0.2, SELL],
    [US + 5000, NaN, 502, HEADER],
    [US + 5000, 50.3, 1.5, BUY],
    [US + 9000, NaN, 503, HEADER],
    [US + 9000, 50.2, 0.01, BUY],
  ];
  for (const text of [USD_M, withoutHeader(USD_M), USD_M.replaceAll("quote_qty", "quoteQty")]) {
    const { flat, source } = await read(text);
    expect(flat).toEqual(expected);
    expect(source.format).toBe("binance-trades");
    expect(source.facts).toMatchObject({ contract: "linear", tickSize: 0.1, lotSize: 0.01 });
    expect(source.stats).toMatchObject({ trades: 3, tradeIdGaps: 0, badLines: 0 });
  }
});

test("spot trades: microseconds told by the number, row by row", async () => {
  const { flat, source } = await read(`${SPOT}503,50.1,0.1,5.01,${MS + 7},True,True\n`);
  expect(flat.filter((_, i) => i % 2 === 1)).toEqual([
    [US + 5000, 50.1, 0.2, SELL],
    [US + 5001, 50.3, 1.5, BUY],
    [US + 7000, 50.1, 0.1, SELL],
  ]);
  expect(source.facts).toMatchObject({ contract: "linear", multiplier: 1 });
});

test("COIN-M trades are contracts of an inverse contract, whatever header and name", async () => {
  for (const text of [COIN_M, withoutHeader(COIN_M)]) {
    const { flat, source } = await read(text);
    expect(source.facts).toMatchObject({ contract: "inverse", multiplier: 100, lotSize: 1 });
    expect(source.inferred).toContain("contract");
    expect(flat[1]).toEqual([US, 50000, 3, SELL]);
  }
  // Rounded, and not exact in any row.
  const rounded = `1,50010.5,7,0.01399706,${MS},true\n`;
  expect((await read(rounded)).source.facts).toMatchObject({ multiplier: 100 });
  const ten = `1,25.00,4,1.60000000,${MS},true\n2,20.00,1,0.50000000,${MS},true\n`;
  expect((await read(ten)).source.facts).toMatchObject({ contract: "inverse", multiplier: 10 });
});

test("the symbol comes from the name of the file, or of the file in the archive", async () => {
  const path = named("BTCUSD_PERP-trades-2024-08-08.csv", COIN_M);
  const plain = (await readPaths([path])).source;
  expect(plain.facts).toMatchObject({ symbol: "BTCUSD_PERP", multiplier: 100 });
  const packed = zip([["ETHUSD_240927-aggTrades-2024-08.csv", AGG]]);
  const { facts, notes } = (await readPaths([named("some.zip", packed)])).source;
  expect(facts).toMatchObject({ symbol: "ETHUSD_240927", contract: "inverse", multiplier: 10 });
  expect(notes).toEqual([]);
});

test("numbers that fit a linear and an inverse contract are linear", async () => {
  const { source } = await read(`1,10.0,3,30.0,${MS},true\n2,10.0,5,50.0,${MS},true\n`);
  expect(source.facts).toMatchObject({ contract: "linear", multiplier: 1 });
});

test("the numbers win over the name", async () => {
  const path = named("BTCUSD_PERP-trades-2024-08-09.csv", USD_M);
  const { source } = await readPaths([path]);
  expect(source.facts).toMatchObject({ contract: "linear", multiplier: 1 });
});

test("where nothing tells the instrument a note says so", async () => {
  const { source } = await read(AGG);
  expect(source.facts).toMatchObject({ symbol: "", contract: "linear" });
  expect(source.notes).toEqual([expect.stringMatching(/taken as linear.*--symbol/)]);
  const asked = (await read(AGG, { symbol: "BTCUSD_PERP" })).source;
  expect(asked.facts).toMatchObject({ symbol: "BTCUSD_PERP", contract: "inverse" });
  expect(asked.notes).toEqual([]);
  expect((await read(USD_M)).source.notes).toEqual([]);
});

test("aggregate trades, with and without the eighth column of spot", async () => {
  const expected = [
    [US + 5000, NaN, 9, HEADER],
    [US + 5000, 50.1, 0.2, SELL],
    [US + 6000, NaN, 10, HEADER],
    [US + 6000, 50.3, 1.5, BUY],
  ];
  const spot = withoutHeader(AGG).replaceAll(/(true|false)\n/g, "$1,True\n");
  for (const text of [AGG, withoutHeader(AGG), spot]) {
    const { flat, source } = await read(text);
    expect(source.format).toBe("binance-agg-trades");
    expect(flat).toEqual(expected);
  }
});

test("best quotes: bid then ask in one message, old and repeated updates left out", async () => {
  const text = `${TICKER}905,50.10,3.500,50.20,1.000,${MS + 2},${MS + 4}
903,50.00,1.000,50.20,1.000,${MS + 2},${MS + 4}
906,0,0,50.30,1.000,${MS + 3},${MS + 4}
`;
  const { flat, stats } = await read(text);
  expect(flat).toEqual([
    [US + 1000, NaN, 900, HEADER],
    [US + 1000, 50.1, 4, BID],
    [US + 1000, 50.2, 1, ASK],
    [US + 2000, NaN, 905, HEADER],
    [US + 2000, 50.1, 3.5, BID],
    [US + 2000, 50.2, 1, ASK],
    [US + 3000, NaN, 906, HEADER],
    [US + 3000, 0, 0, BID],
    [US + 3000, 50.3, 1, ASK],
  ]);
  expect(stats).toMatchObject({ quotes: 3, duplicates: 1, staleQuotes: 1, reversals: 0 });
});

test("one damaged update id does not silence the quotes behind it", async () => {
  const rows = [900, 9e9, 902, 903].map((id, i) => `${id},50,1,51,1,${MS + i},${MS + i}\n`);
  const { stats } = await read(rows.join(""));
  expect(stats).toMatchObject({ quotes: 4, staleQuotes: 0, reversals: 1 });
});

function ids(...list: number[]): string {
  return list.map((id, i) => `${id},50.1,1,50.1,${MS + i},true\n`).join("");
}

test.each([
  ["in order", [5, 6, 7], { trades: 3, tradeIdGaps: 0, repeatedTrades: 0 }],
  ["missing", [5, 6, 9, 10], { trades: 4, tradeIdGaps: 1, repeatedTrades: 0 }],
  ["repeated row", [5, 6, 6, 7], { trades: 3, tradeIdGaps: 0, repeatedTrades: 1 }],
  ["wrong number: a repeat fills the gap", [5, 5, 7, 8], { trades: 3, repeatedTrades: 1 }],
  ["repeat before a real gap", [5, 5, 9], { trades: 2, tradeIdGaps: 1, repeatedTrades: 1 }],
  ["a jump that is left again", [5, 6, 99999, 8, 9], { trades: 5, tradeIdGaps: 1 }],
  ["overlap of two files", [5, 6, 7, 5, 6, 7, 8], { trades: 4, repeatedTrades: 3 }],
])("ids: %s", async (_, list, expected) => {
  const { stats } = await read(ids(...list));
  expect(stats).toMatchObject({ tradeIdGaps: 0, repeatedTrades: 0, ...expected });
});

test("ids go on over the border between two files", async () => {
  const { stats } = await read([ids(5, 6), ids(7, 8), ids(10)]);
  expect(stats).toMatchObject({ trades: 5, tradeIdGaps: 1 });
});

test("bad rows are counted with the reason, empty prints and reversals apart", async () => {
  const text = `${ids(1, 2)}3,50.1,1,50.1,x,true
4,-50.1,1,50.1,${MS},true
5,50.1,1,50.1,${MS},maybe
6,0.0,0.0,0,${MS},false
7,50.1,1,50.1,${MS - 5},true
x,50.1,1,50.1,${MS},true
`;
  const { stats, source } = await read(text);
  expect(stats).toMatchObject({ badLines: 4, otherTrades: 1, reversals: 1, tradeIdGaps: 0 });
  expect(source.firstBadLine).toMatchObject({ line: 3, reason: expect.stringMatching(/the time/) });
  await expect(read(text, { strict: true })).rejects.toThrow(
    /line 3: the time must be milliseconds/,
  );
});

test("bookDepth is recognised and refused with what to take instead", async () => {
  const text = "timestamp,percentage,depth,notional\n2024-08-08 00:00:07,-5,1200.5,60000.25\n";
  for (const content of [text, withoutHeader(text)]) {
    const opening = openSource(temporaryFile(content));
    await expect(opening).rejects.toThrow(/binance-book-depth.*no prices.*bookTicker.*T_DEPTH/);
  }
});
