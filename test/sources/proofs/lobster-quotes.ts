/** Best quotes of a LOBSTER order book file, as batches of quotes. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as abi from "../../../assembly/abi.ts";
import { TickBatch } from "../../../bindings/index.ts";

const PRICES_PER_USD = 10000;

function rowsOf(path: string): number[][] {
  const lines = gunzipSync(readFileSync(path)).toString("latin1").trimEnd().split("\n");
  return lines.map((line) => line.split(",").map(Number));
}

/** @param midnightUs midnight of the trading day, in microseconds */
export function lobsterQuotes(messages: string, books: string, midnightUs: number): TickBatch {
  const times = rowsOf(messages).map(([seconds]) => midnightUs + Math.floor(seconds * 1e6));
  const batch = new TickBatch(1 << 16);
  for (const [at, [ask, askSize, bid, bidSize]] of rowsOf(books).entries()) {
    const quote = abi.KIND_QUOTE;
    batch.append(times[at], bid / PRICES_PER_USD, bidSize, quote | abi.SIDE_BID);
    batch.append(times[at], ask / PRICES_PER_USD, askSize, quote | abi.SIDE_ASK | abi.TICK_LAST);
  }
  return batch;
}
