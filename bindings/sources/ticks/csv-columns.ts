/**
 * The vocabulary of the ticks CSV, shared by its reader and its writer.
 *
 * | column | holds |
 * |---|---|
 * | `time_us` | microseconds since the Unix epoch |
 * | `kind` | level, change, trade, clear, quote, state, header, gap |
 * | `side` | bid, ask (level, change, quote); buy, sell, unknown or nothing (trade) |
 * | `price` | quoted price; the value of a state; the receive time in microseconds of a header |
 * | `size` | size; the sequence number of a header |
 * | `last` | 1 closes a message, 0 or nothing does not |
 * | `topic` | of a state: fundingRate, openInterest, indexPrice, markPrice, halted |
 * | `instrument` | id of the instrument, default 0 |
 *
 * `time_us`, `kind`, `side`, `price` and `size` must be there; any order will do. Without
 * `last`, rows in a run with equal time and instrument are one message. Lines that begin
 * with `#` are comments; above the header row they may state facts, `# tickSize=0.1 lotSize=0.001`.
 */
import * as abi from "../../../assembly/abi.ts";

export const COLUMN_TIME = 0;
export const COLUMN_KIND = 1;
export const COLUMN_SIDE = 2;
export const COLUMN_PRICE = 3;
export const COLUMN_SIZE = 4;
export const COLUMN_LAST = 5;
export const COLUMN_TOPIC = 6;
export const COLUMN_INSTRUMENT = 7;
/** What the reader does not know goes here. */
export const COLUMN_OTHER = 8;
export const COLUMNS = 9;

/** Names by column number. */
export const COLUMN_NAMES = [
  "time_us",
  "kind",
  "side",
  "price",
  "size",
  "last",
  "topic",
  "instrument",
] as const;

export const REQUIRED_COLUMNS = ["time_us", "kind", "side", "price", "size"] as const;

/** Words by kind number of `abi`; 0 is no kind. */
export const KIND_WORDS = (() => {
  const words = new Array<string>(abi.KIND_MASK + 1).fill("");
  words[abi.KIND_LEVEL_SET] = "level";
  words[abi.KIND_LEVEL_CHANGE] = "change";
  words[abi.KIND_TRADE] = "trade";
  words[abi.KIND_CLEAR] = "clear";
  words[abi.KIND_QUOTE] = "quote";
  words[abi.KIND_STATE] = "state";
  words[abi.KIND_HEADER] = "header";
  words[abi.KIND_GAP] = "gap";
  return words;
})();

/** Words by topic number of `abi`. */
export const TOPIC_WORDS = (() => {
  const words = new Array<string>(abi.TOPIC_COUNT).fill("");
  words[abi.TOPIC_FUNDING_RATE] = "fundingRate";
  words[abi.TOPIC_OPEN_INTEREST] = "openInterest";
  words[abi.TOPIC_INDEX_PRICE] = "indexPrice";
  words[abi.TOPIC_MARK_PRICE] = "markPrice";
  words[abi.TOPIC_HALTED] = "halted";
  return words;
})();

/** Kinds that have a bid or an ask. */
export function hasBookSide(kind: number): boolean {
  return kind === abi.KIND_LEVEL_SET || kind === abi.KIND_LEVEL_CHANGE || kind === abi.KIND_QUOTE;
}

/** Kinds whose price says something. */
export function hasPrice(kind: number): boolean {
  return kind !== abi.KIND_CLEAR && kind !== abi.KIND_GAP;
}

/** Kinds whose size says something. */
export function hasSize(kind: number): boolean {
  return hasPrice(kind) && kind !== abi.KIND_STATE;
}
