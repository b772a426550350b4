/** Self-written rows of Databento's CSV, and the ticks they should become. */
import * as abi from "../../assembly/abi.ts";
import { openSource } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { allTicks, type PlainTick, temporaryFile } from "./reading.ts";

/** Times of fixtures count nanoseconds from here. */
export const START_US = 1_700_000_000_000_000;

export type Cell = string | number;
type Level = readonly [price: Cell, size: Cell];

const RECORD = "ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side";
export const MBP_HEADER =
  `${RECORD},depth,price,size,flags,ts_in_delta,sequence,` +
  "bid_px_00,ask_px_00,bid_sz_00,ask_sz_00,bid_ct_00,ask_ct_00," +
  "bid_px_01,ask_px_01,bid_sz_01,ask_sz_01,bid_ct_01,ask_ct_01,symbol";
const MBO_CELLS = "price,size,channel_id,order_id,flags,ts_in_delta,sequence,symbol";
export const MBO_HEADER = `${RECORD},${MBO_CELLS}`;

export interface RowCells {
  /** Event time in nanoseconds after the start, or any text. */
  time?: Cell;
  /** Receive time likewise; default 500 ns later. */
  received?: Cell;
  action?: string;
  side?: string;
  price?: Cell;
  size?: Cell;
  flags?: Cell;
  sequence?: Cell;
  publisher?: Cell;
  instrument?: Cell;
  symbol?: string;
}

function timeCell(time: Cell): string {
  return typeof time === "number" ? String(BigInt(START_US) * 1000n + BigInt(time)) : time;
}

function recordOf({
  time = 0,
  received = typeof time === "number" ? time + 500 : time,
  publisher = 2,
  instrument = 38,
  action = "A",
  side = "B",
}: RowCells): string {
  return [timeCell(received), timeCell(time), 10, publisher, instrument, action, side].join();
}

/** A row with two levels; `["", 0]` for one that does not exist. */
export function mbp(
  cells: RowCells,
  bids: readonly [Level, Level],
  asks: readonly [Level, Level],
): string {
  const { price = 10, size = 1, flags = 130, sequence = 1, symbol = "ABC" } = cells;
  const levels = bids.map(([bid, bidSize], at) => [bid, asks[at][0], bidSize, asks[at][1], 1, 1]);
  return [recordOf(cells), 0, price, size, flags, 100, sequence, ...levels, symbol].join();
}

export function mbo(id: Cell, cells: RowCells): string {
  const { price = 10, size = 1, flags = 130, sequence = 1, symbol = "ABC" } = cells;
  return [recordOf(cells), price, size, 0, id, flags, 100, sequence, symbol].join();
}

export function fileOf(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join("\n")}\n`;
}

export async function read(text: string, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(text), options);
  return { source, ticks: await allTicks(source) };
}

export type Expected = readonly [
  head: readonly [timeUs: number, localUs: number, sequence: number],
  ...records: readonly (readonly [flags: number, price: number, size: number])[],
];

/** Ticks of messages, with times counted from the start in microseconds. */
export function ticksOf(list: readonly Expected[]): PlainTick[] {
  return list.flatMap(([[timeUs, localUs, sequence], ...records]) =>
    [[abi.KIND_HEADER, START_US + localUs, sequence], ...records].map(
      ([flags, price, size], at) => ({
        timeUs: START_US + timeUs,
        price,
        size,
        flags: flags | (at === records.length ? abi.TICK_LAST : 0),
        instrument: 0,
      }),
    ),
  );
}

export const CLEAR = [abi.KIND_CLEAR, 0, 0] as const;
export const GAP = [abi.KIND_GAP, 0, 0] as const;
export const SET_BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
export const SET_ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;
export const CHANGE_BID = abi.KIND_LEVEL_CHANGE | abi.SIDE_BID;
export const CHANGE_ASK = abi.KIND_LEVEL_CHANGE | abi.SIDE_ASK;
export const BOUGHT = abi.KIND_TRADE | abi.SIDE_BUY;
export const SOLD = abi.KIND_TRADE | abi.SIDE_SELL;
