/**
 * Sums of trades come from running totals while all trades are whole lots at whole ticks, and from
 * compensated sums afterwards: the columns do not show when that happened, nor how much room
 * there was.
 */
import { expect, test } from "vitest";
import { createEngineSync, Tick } from "../../bindings/index.ts";
import { Random } from "../helpers/random.ts";
import { assertSameRows, type Rows, takeRows, using } from "./rows.ts";

const START = 1_700_000_000_000_000;
const SECOND = 1_000_000;
const COUNT = 600;
const TICKS_A_ROW = 7;
const TINY = { rows: 1, trades: 1, events: 1, windowRows: 1, overflow: 1 };

interface Trade {
  readonly time: number;
  readonly price: number;
  readonly size: number;
  readonly side: number;
}

/** Trades of whole lots but for one, with silences longer than the window. */
function tradesWith(odd: Partial<Trade>): Trade[] {
  const random = new Random(11);
  let time = START;
  return Array.from({ length: COUNT }, (_, index) => {
    time += random.next() < 0.05 ? 1.5 * SECOND : random.integer(0, 60_000);
    const price = random.integer(100, 150);
    const trade = { time, price, size: random.integer(1, 20), side: random.integer(-1, 1) };
    return index === COUNT / 2 ? { ...trade, ...odd } : trade;
  });
}

function flagsOf(side: number): number {
  return Tick.trade | Tick.last | (side > 0 ? Tick.buy : side < 0 ? Tick.sell : 0);
}

function rowsOf(trades: readonly Trade[], capacity: object): Rows {
  const signals = ["buyVolume_1s", "unknownVolume_1s", "tradeCount_1s", "vwap_1s"];
  signals.push("sellVolume_5trades", "vwap_5trades", "sellVolume");
  const options = { tickSize: 1, lotSize: 1, every: `${TICKS_A_ROW}`, signals, capacity };
  return using(createEngineSync(options), (engine) => {
    const rows: Rows = new Map();
    for (const { time, price, size, side } of trades) {
      if (engine.pushTick(time, price, size, flagsOf(side)) > 0) takeRows(engine.table, rows);
    }
    return rows;
  });
}

function volumeOf(trades: readonly Trade[], side: number): number {
  return trades.filter((trade) => trade.side === side).reduce((sum, { size }) => sum + size, 0);
}

function vwapOf(trades: readonly Trade[]): number {
  const lots = trades.reduce((sum, { size }) => sum + size, 0);
  return trades.reduce((sum, { price, size }) => sum + price * size, 0) / lots;
}

test.each([
  ["nothing", {}],
  ["half a lot", { size: 0.5 }],
  ["a price between ticks", { price: 120.25 }],
  ["very many lots", { size: 2 ** 36 }],
  ["a price far off", { price: 2 ** 26 }],
])("sums are those of the trades in the windows, before and after %s", (_, odd) => {
  const trades = tradesWith(odd);
  const rows = rowsOf(trades, {});
  assertSameRows(rowsOf(trades, TINY), rows);
  const column = (name: string) => rows.get(name) ?? [];
  expect(column("time").length).toBe(Math.floor(COUNT / TICKS_A_ROW));
  for (const [row, time] of column("time").entries()) {
    const past = trades.slice(0, (row + 1) * TICKS_A_ROW);
    const second = past.filter((trade) => trade.time > time - SECOND);
    expect(column("buyVolume_1s")[row]).toBe(volumeOf(second, 1));
    expect(column("unknownVolume_1s")[row]).toBe(volumeOf(second, 0));
    expect(column("tradeCount_1s")[row]).toBe(second.length);
    expect(column("vwap_1s")[row] / vwapOf(second)).toBeCloseTo(1, 12);
    expect(column("sellVolume_5trades")[row]).toBe(volumeOf(past.slice(-5), -1));
    expect(column("vwap_5trades")[row] / vwapOf(past.slice(-5))).toBeCloseTo(1, 12);
    expect(column("sellVolume")[row]).toBe(volumeOf(past.slice(-TICKS_A_ROW), -1));
  }
});
