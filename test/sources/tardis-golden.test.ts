/** Real files in the columns of tardis.dev, with the figures that were found in them before. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { sharedPath } from "../helpers/shared.ts";
import { allTicks, kindOf, messages } from "./reading.ts";
import { touchRows } from "./touch-rows.ts";

const folder = "data/binance-btcusdt-fut-20260216";
const snapshots = sharedPath(`${folder}/book_snapshot_25.csv.gz`);
const trades = sharedPath(`${folder}/trades.csv.gz`);
const sample = (name: string): string | null => sharedPath(`data/formats/tardis/${name}`);

test.skipIf(snapshots === null)("the touch is that of every snapshot, never crossed", async () => {
  const source = await openSource(snapshots!);
  const { rows, counters } = await touchRows(source);
  const [, ...lines] = gunzipSync(readFileSync(snapshots!)).toString("latin1").trim().split("\n");
  expect(source.facts).toMatchObject({ symbol: "BTCUSDT", tickSize: 0.1, lotSize: 0.001 });
  expect(source.stats).toMatchObject({ lines: 2559, badLines: 0, emptySnapshots: 0 });
  expect(counters).toMatchObject({ messages: 2559, clears: 1, crossedMessages: 0 });
  for (const [index, line] of lines.entries()) {
    const [, , time, local, ask, askSize, bid, bidSize] = line.split(",").map(Number);
    expect(rows[index]).toMatchObject({ timeUs: time, localUs: local });
    expect(rows[index].best).toEqual([bid, bidSize, ask, askSize]);
  }
  const mid = (index: number): number => (rows[index].best[0] + rows[index].best[2]) / 2;
  expect(mid(0)).toBeCloseTo(68392.55, 6);
  expect(mid(rows.length - 1)).toBeCloseTo(68483.9, 0);
});

test.skipIf(trades === null)("11,947 trades of 408.09 BTC, 59.3 % bought", async () => {
  const source = await openSource(trades!);
  const ticks = (await allTicks(source)).filter((tick) => kindOf(tick) === abi.KIND_TRADE);
  expect(source.stats).toMatchObject({ lines: 11_947, badLines: 0 });
  expect(ticks).toHaveLength(11_947);
  const volume = (side: number): number =>
    ticks
      .filter(({ flags }) => (flags & abi.SIDE_MASK) === side)
      .reduce((sum, { size }) => sum + size, 0);
  const bought = volume(abi.SIDE_BUY);
  const all = bought + volume(abi.SIDE_SELL);
  expect(all).toBeCloseTo(408.09, 2);
  expect(bought / all).toBeCloseTo(0.593, 3);
});

const book = sample("tardis_binance_BTCUSDT_incremental_book_L2_2019-12-01_rows_1_2050.csv");

test.skipIf(book === null)("2,000 rows of snapshot are one message, 50 updates seven", async () => {
  const source = await openSource(book!);
  const said = messages(await allTicks(source));
  const [header, clear, ...levels] = said[0];
  expect(source.format).toBe("tardis-incremental-book");
  expect(source.facts).toMatchObject({ tickSize: 0.01, lotSize: 1e-6, contract: "linear" });
  expect([kindOf(header), kindOf(clear)]).toEqual([abi.KIND_HEADER, abi.KIND_CLEAR]);
  expect(levels).toHaveLength(2000);
  expect(said.slice(1).map((message) => message.length - 1)).toHaveLength(7);
  expect(said.slice(1).reduce((sum, message) => sum + message.length - 1, 0)).toBe(50);
});

test.each([
  ["nautilus_binance-futures_book_snapshot_25_BTCUSDT.csv", "tardis-book-snapshot", "linear", 10],
  ["nautilus_binance-futures_book_snapshot_5_BTCUSDT.csv", "tardis-book-snapshot", "linear", 10],
  ["nautilus_bitmex_trades_XBTUSD.csv", "tardis-trades", "inverse", 10],
  [
    "nautilus_deribit_incremental_book_L2_BTC-PERPETUAL.csv",
    "tardis-incremental-book",
    "inverse",
    15,
  ],
  ["nautilus_derivative_ticker_1.csv", "tardis-derivative-ticker", "inverse", 2],
  ["nautilus_huobi-dm-swap_quotes_BTC-USD.csv", "tardis-quotes", "linear", 10],
  ["tardis_binance_BTCUSDT_trades_2019-12-01_rows_1_100.csv", "tardis-trades", "linear", 100],
])("%s is %s", async (name, format, contract, lines) => {
  const path = sample(name);
  if (path === null) return;
  const source = await openSource(path);
  const ticks = await allTicks(source);
  expect(source.format).toBe(format);
  expect(source.facts.contract).toBe(contract);
  expect(source.stats).toMatchObject({ lines, badLines: 0 });
  expect(ticks.length).toBeGreaterThan(lines);
});
