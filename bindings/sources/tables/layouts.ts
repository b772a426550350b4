/**
 * Tables that need no mapping, because their columns are known.
 *
 * - Crypto Lake (crypto-lake.com/data): trades, book of 20 levels, book_delta_v2; also with the
 *   older column names of cryptofeed's storage (`receipt_timestamp`, `timestamp`, `amount`).
 * - Books and trades with `ts_ms` (received) and `exch_ts_ms`, the book as lists of prices and
 *   sizes.
 * - Tables whose columns are called as the fields are.
 */
import { type ColumnMapping, FIELD_NAMES, type FieldName } from "./fields.ts";

interface Layout {
  /** Columns that must all be there. */
  readonly marks: readonly string[];
  readonly mapping: ColumnMapping;
}

const LAKE_TIMES = { time: "origin_time", localTime: "received_time", symbol: "symbol" };
const CAPTURE_TIMES = {
  time: "exch_ts_ms",
  localTime: "ts_ms",
  symbol: "symbol",
  gap: "reconnect_flag",
};

const LAYOUTS: readonly Layout[] = [
  {
    marks: ["received_time", "side_is_bid", "price", "size"],
    mapping: {
      ...LAKE_TIMES,
      kind: "level",
      side: "side_is_bid",
      price: "price",
      size: "size",
      sequence: "sequence_number",
    },
  },
  {
    marks: ["received_time", "bid_0_price", "bid_0_size", "ask_0_price", "ask_0_size"],
    mapping: {
      ...LAKE_TIMES,
      sequence: "sequence_number",
      bids: "bid_{n}_price",
      bidSizes: "bid_{n}_size",
      asks: "ask_{n}_price",
      askSizes: "ask_{n}_size",
    },
  },
  {
    marks: ["received_time", "side", "price", "quantity"],
    mapping: { ...LAKE_TIMES, kind: "trade", side: "side", price: "price", size: "quantity" },
  },
  {
    marks: ["receipt_timestamp", "side", "price", "amount"],
    mapping: {
      time: "timestamp",
      localTime: "receipt_timestamp",
      symbol: "symbol",
      kind: "trade",
      side: "side",
      price: "price",
      size: "amount",
    },
  },
  {
    marks: ["ts_ms", "exch_ts_ms", "bids_px", "bids_qty", "asks_px", "asks_qty"],
    mapping: {
      ...CAPTURE_TIMES,
      sequence: "seq",
      bids: "bids_px",
      bidSizes: "bids_qty",
      asks: "asks_px",
      askSizes: "asks_qty",
    },
  },
  {
    marks: ["ts_ms", "exch_ts_ms", "price", "qty", "side"],
    mapping: { ...CAPTURE_TIMES, kind: "trade", side: "side", price: "price", size: "qty" },
  },
];

/** Fields of which one set must be there for names to speak for themselves. */
const ENOUGH: readonly (readonly FieldName[])[] = [
  ["price", "size"],
  ["bid", "bidSize", "ask", "askSize"],
  ["bids", "bidSizes", "asks", "askSizes"],
  ["fundingRate"],
  ["openInterest"],
  ["indexPrice"],
  ["markPrice"],
];

/** The mapping of a known table; null if its columns are not known. */
export function layoutOf(names: readonly string[]): ColumnMapping | null {
  const known = LAYOUTS.find(({ marks }) => marks.every((mark) => names.includes(mark)));
  if (known) return present(known.mapping, names);
  const own = FIELD_NAMES.filter((field) => names.includes(field));
  const hasTime = own.includes("time") || own.includes("localTime");
  const isEnough = ENOUGH.some((fields) => fields.every((field) => own.includes(field)));
  return hasTime && isEnough ? Object.fromEntries(own.map((field) => [field, field])) : null;
}

/** Columns that a layout may have but this table has not are left out. */
function present(mapping: ColumnMapping, names: readonly string[]): ColumnMapping {
  const entries = Object.entries(mapping).filter(
    ([field, column]) => field === "kind" || column.includes("{n}") || names.includes(column),
  );
  return Object.fromEntries(entries);
}
