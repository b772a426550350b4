/** Ticks of tables in words, and small tables as files of each kind. */
import { expect } from "vitest";
import * as abi from "../../assembly/abi.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { messages, type PlainTick } from "./reading.ts";
import { arrowOf, type Columns, parquetOf, ticksOfAll } from "./table-files.ts";

const NAMES: Readonly<Record<number, string>> = {
  [abi.KIND_LEVEL_SET | abi.SIDE_BID]: "bid",
  [abi.KIND_LEVEL_SET | abi.SIDE_ASK]: "ask",
  [abi.KIND_LEVEL_CHANGE | abi.SIDE_BID]: "bid change",
  [abi.KIND_TRADE | abi.SIDE_BUY]: "buy",
  [abi.KIND_TRADE | abi.SIDE_SELL]: "sell",
  [abi.KIND_TRADE]: "trade",
  [abi.KIND_CLEAR]: "clear",
  [abi.KIND_GAP]: "gap",
  [abi.KIND_QUOTE | abi.SIDE_BID]: "quote bid",
  [abi.KIND_QUOTE | abi.SIDE_ASK]: "quote ask",
  [abi.KIND_STATE | (abi.TOPIC_FUNDING_RATE << abi.TOPIC_SHIFT)]: "funding",
  [abi.KIND_STATE | (abi.TOPIC_MARK_PRICE << abi.TOPIC_SHIFT)]: "mark",
};

/** A message in words: its times and number, then what it holds. */
export function told(message: readonly PlainTick[]): string {
  const [head, ...ticks] = message;
  expect(head.flags & abi.KIND_MASK).toBe(abi.KIND_HEADER);
  const of = ({ flags, price, size }: PlainTick) => {
    const name = NAMES[flags & ~abi.TICK_LAST];
    return name === "clear" || name === "gap" ? name : `${name} ${price} x ${size}`;
  };
  return `${head.timeUs} ${head.price} ${head.size}: ${ticks.map(of).join(", ")}`;
}

/** Messages of a table, which must be the same from all kinds of files. */
export async function toldOf(columns: Columns, options: OpenOptions = {}): Promise<string[]> {
  const { csv, parquet, arrow } = await ticksOfAll(columns, options);
  expect(parquet).toEqual(csv);
  expect(arrow).toEqual(csv);
  return messages(csv).map(told);
}

/** Some time, in milliseconds. */
export const T = 1_700_000_000_000;

export const TRADES = {
  exch_ts_ms: [T, T + 1, T + 1, T + 2],
  ts_ms: [T + 5, T + 6, T + 6, T + 9],
  symbol: ["X", "X", "X", "X"],
  price: [10.5, 10.25, 10.25, 11],
  qty: [1, 2, 0.5, 3],
  side: ["buy", "sell", "SELL", "unknown"],
};

/** A table as files of columns. */
export function columnFiles(columns: Columns): Record<"parquet" | "arrow", Uint8Array> {
  return { parquet: parquetOf(columns), arrow: arrowOf(columns) };
}
