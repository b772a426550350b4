/**
 * Binance publishes its best quotes beside the depth: after every depth event the engine must show
 * the quote with the largest update id up to that of the event.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { TickSource } from "../../../bindings/sources/source.ts";
import { depthRows } from "../depth-rows.ts";

/** Best quotes by update id, as the exchange published them, in order of id. */
function publishedQuotes(paths: readonly string[]) {
  const quotes: { id: number; best: number[] }[] = [];
  for (const path of paths) {
    for (const line of gunzipSync(readFileSync(path)).toString("latin1").split("\n")) {
      if (!line.includes("@bookTicker")) continue;
      const { u, b, B, a, A } = JSON.parse(line.slice(line.indexOf(" "))).data;
      quotes.push({ id: u, best: [b, B, a, A].map(Number) });
    }
  }
  return quotes.sort((left, right) => left.id - right.id);
}

/** How many depth events the engine applied, after how many its best was as published. */
export async function agreement(source: TickSource, paths: readonly string[]) {
  const quotes = publishedQuotes(paths);
  const { rows, counters } = await depthRows(source);
  let next = 0;
  let equal = 0;
  for (const { id, best } of rows) {
    while (next < quotes.length && quotes[next].id <= id) next++;
    const published = next > 0 ? quotes[next - 1].best : [];
    if (best.every((value, at) => value === published[at])) equal++;
  }
  const crossed = counters.crossedMessages + counters.lockedMessages;
  return { applied: rows.length, equal, crossed };
}
