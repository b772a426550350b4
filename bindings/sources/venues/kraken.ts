/**
 * Kraken spot, websocket v1: `[channel id, {...}, "book-1000", "XBT/USD"]`.
 *
 * A book begins with `as` and `bs`; updates hold `a` or `b` (both: two objects) with rows
 * `[price, size, seconds]`, "r" behind them where an old level comes back into sight. There are no
 * sequence numbers: the checksum `c` over the ten best levels tells whether a message was lost, and
 * what falls out of the subscribed depth is never removed by the venue.
 * `trade` rows: `[price, size, seconds, b|s of the aggressor, ...]`. `spread`: `[bid, ask, seconds,
 * bid size, ask size]`. `ticker`: `a` and `b` with `[price, whole lots, size]`.
 *
 * Source: docs.kraken.com, WebSocket v1 (book, trade, spread, ticker) and "Book checksum".
 */
import { CheckedBook } from "./checked-book.ts";
import type { VenueFeed } from "./feed.ts";
import { type Json, listOf, numberOf, objectOf, secondsOf } from "./json.ts";
import { aggressor, LevelList, TradeList } from "./lists.ts";
import { UpdateChain } from "./update-chain.ts";
import { LINEAR, type Venue, type VenueParser } from "./venue.ts";

/** The book of one pair, cut to its depth and compared with the venue's checksum. */
export class KrakenBook {
  readonly bids = new LevelList();
  readonly asks = new LevelList();
  readonly #book = new CheckedBook();
  readonly #chain = new UpdateChain();

  /** Takes `bids` and `asks` as the whole book. */
  snapshot(feed: VenueFeed, exchangeUs: number, depth: number): void {
    this.#book.clear();
    this.#book.apply(this.bids, this.asks);
    this.#book.cut(depth, this.bids, this.asks);
    this.#chain.restart();
    feed.snapshot(exchangeUs, Number.NaN, this.bids, this.asks);
  }

  /** Takes `bids` and `asks` as changes. @param checksum NaN if there is none */
  update(feed: VenueFeed, exchangeUs: number, depth: number, checksum: number): void {
    if (!feed.admits(this.#chain, Number.NaN, Number.NaN, exchangeUs)) return;
    this.#book.apply(this.bids, this.asks);
    this.#book.cut(depth, this.bids, this.asks);
    if (!Number.isNaN(checksum) && this.#book.krakenChecksum() !== checksum) {
      feed.stats.checksumMismatches++;
      feed.gap(this.#chain, exchangeUs);
      return;
    }
    feed.update(exchangeUs, Number.NaN, this.bids, this.asks);
  }
}

class KrakenParser implements VenueParser {
  readonly #book = new KrakenBook();
  readonly #trades = new TradeList();
  readonly #bids = new LevelList();
  readonly #asks = new LevelList();

  read(message: unknown, feed: VenueFeed): boolean {
    if (!kraken.claims(message)) return false;
    const parts = message as unknown[];
    const [channel, pair] = parts.slice(-2) as string[];
    const isBook = channel.startsWith("book-");
    if (!isBook && !["trade", "spread", "ticker"].includes(channel)) return false;
    if (!feed.wants(pair)) return true;
    if (isBook) this.#readBook(parts.slice(1, -2), channel, feed);
    else if (channel === "trade") this.#readTrades(listOf(parts[1], "trades"), feed);
    else if (channel === "spread") this.#readSpread(listOf(parts[1], "spread"), feed);
    else this.#readTicker(objectOf(parts[1], "ticker"), feed);
    return true;
  }

  #readBook(parts: readonly unknown[], channel: string, feed: VenueFeed): void {
    const { bids, asks } = this.#book;
    bids.clear();
    asks.clear();
    let exchangeUs = Number.NaN;
    let checksum = Number.NaN;
    let isSnapshot = false;
    for (const part of parts) {
      const sides = objectOf(part, "book");
      for (const [key, list] of [["b", bids] as const, ["a", asks] as const]) {
        const whole = sides[`${key}s`];
        const rows = whole ?? sides[key];
        if (rows === undefined) continue;
        isSnapshot ||= whole !== undefined;
        list.addRows(rows, key);
        exchangeUs = newest(rows as readonly unknown[][], exchangeUs);
      }
      if (sides.c !== undefined) checksum = numberOf(sides.c, "c");
    }
    const depth = numberOf(channel.slice("book-".length), "the depth of the book");
    if (!feed.wantsBook(channel)) return;
    if (isSnapshot) this.#book.snapshot(feed, exchangeUs, depth);
    else this.#book.update(feed, exchangeUs, depth, checksum);
  }

  #readTrades(rows: readonly unknown[], feed: VenueFeed): void {
    const trades = this.#trades.clear();
    for (const row of rows) {
      const [price, size, time, side] = listOf(row, "a trade");
      trades.add(secondsOf(time, "the time of a trade"), price, size, aggressor(side, "b", "s"));
    }
    feed.trades(trades);
  }

  #readSpread([bid, ask, time, bidSize, askSize]: readonly unknown[], feed: VenueFeed): void {
    const bids = this.#bids.clear().addRows([[bid, bidSize]], "spread");
    const asks = this.#asks.clear().addRows([[ask, askSize]], "spread");
    feed.quote(secondsOf(time, "the time of a spread"), Number.NaN, bids, asks);
  }

  #readTicker({ a, b }: Json, feed: VenueFeed): void {
    const [ask, , askSize] = listOf(a, "a");
    const [bid, , bidSize] = listOf(b, "b");
    const bids = this.#bids.clear().addRows([[bid, bidSize]], "ticker");
    const asks = this.#asks.clear().addRows([[ask, askSize]], "ticker");
    feed.quote(Number.NaN, Number.NaN, bids, asks);
  }
}

/** Latest time of the rows, microseconds; levels that came back into sight tell an old one. */
function newest(rows: readonly unknown[][], before: number): number {
  let latest = before;
  for (const row of rows) {
    if (row[3] === "r") continue;
    const timeUs = secondsOf(row[2], "the time of a level");
    if (!(timeUs <= latest)) latest = timeUs;
  }
  return latest;
}

export const kraken: Venue = {
  name: "kraken",
  claims(message) {
    if (!Array.isArray(message) || message.length < 4) return false;
    const [channel, pair] = message.slice(-2);
    return typeof channel === "string" && typeof pair === "string" && pair.includes("/");
  },
  createParser: () => new KrakenParser(),
  contractOf: () => LINEAR,
};
