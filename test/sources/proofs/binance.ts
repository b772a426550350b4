/**
 * Binance publishes its best quotes beside the depth: after every depth event the engine must show
 * the quote with the largest update id up to that of the event.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { openSources } from "../../../bindings/sources/open.ts";
import { depthRows } from "../depth-rows.ts";
import type { Proof } from "./proof.ts";

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

/** Depth events applied, and after how many of them the engine's best was as published. */
async function agreement(paths: readonly string[]) {
  const source = await openSources(paths);
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
  const { sequenceGaps, tradeIdGaps, badLines } = source.stats;
  return { applied: rows.length, equal, crossed, sequenceGaps, tradeIdGaps, badLines };
}

const SOUND = { crossed: 0, sequenceGaps: 0, tradeIdGaps: 0, badLines: 0 };

export async function futuresQuotes(path: string): Promise<Proof> {
  const expected = { applied: 6547, equal: 6547, ...SOUND };
  return { expected, found: await agreement([path]) };
}

/** Over midnight, in two files; of two events the quote was not published. */
export async function spotQuotes(...paths: string[]): Promise<Proof> {
  const expected = { applied: 6493, equal: 6491, ...SOUND };
  return { expected, found: await agreement(paths) };
}
