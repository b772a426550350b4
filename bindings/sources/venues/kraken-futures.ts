/**
 * Kraken futures, websocket v1: `{"feed": "book", "product_id": "PI_XBTUSD", ...}`.
 *
 * `book_snapshot` holds `bids` and `asks` of `{price, qty}`; each `book` message sets one level and
 * its `seq` is one more than the last one's of the product. `trade`: the side is the aggressor's;
 * `trade_snapshot` tells what was traded before. Times in milliseconds. Sizes of PI and FI products
 * are contracts of 1 USD.
 *
 * Source: docs.kraken.com, Futures WebSocket (book, trade, ticker).
 */
import * as abi from "../../../assembly/abi.ts";
import { MalformedMessage } from "../reading/malformed.ts";
import type { VenueFeed } from "./feed.ts";
import { isObject, type Json, listOf, millisecondsOf, numberOf, numberOrNaN } from "./json.ts";
import { aggressor, LevelList, TradeList } from "./lists.ts";
import { UpdateChain } from "./update-chain.ts";
import { INVERSE_USD, LINEAR, type Venue, type VenueParser } from "./venue.ts";

const FEEDS = ["book_snapshot", "book", "trade", "trade_snapshot", "ticker"];

class KrakenFuturesParser implements VenueParser {
  readonly #bids = new LevelList();
  readonly #asks = new LevelList();
  readonly #trades = new TradeList();
  readonly #chain = new UpdateChain();

  read(message: unknown, feed: VenueFeed): boolean {
    if (!krakenFutures.claims(message)) return false;
    const data = message as Json;
    if (!FEEDS.includes(data.feed as string)) return false;
    if (!feed.wants(data.product_id as string)) return true;
    this.#bids.clear();
    this.#asks.clear();
    if (data.feed === "book_snapshot") this.#readSnapshot(data, feed);
    else if (data.feed === "book") this.#readLevel(data, feed);
    else if (data.feed === "trade") this.#readTrade(data, feed);
    else if (data.feed === "ticker") this.#readTicker(data, feed);
    else feed.stats.pastTrades += listOf(data.trades, "trades").length;
    return true;
  }

  #readSnapshot(data: Json, feed: VenueFeed): void {
    const timeUs = millisecondsOf(data.timestamp, "timestamp");
    const sequence = numberOf(data.seq, "seq");
    this.#bids.addObjects(data.bids, "bids", "price", "qty");
    this.#asks.addObjects(data.asks, "asks", "price", "qty");
    this.#chain.restart(sequence);
    feed.snapshot(timeUs, sequence, this.#bids, this.#asks);
  }

  #readLevel(data: Json, feed: VenueFeed): void {
    const timeUs = millisecondsOf(data.timestamp, "timestamp");
    const sequence = numberOf(data.seq, "seq");
    if (data.side === "buy") this.#bids.addObjects([data], "book", "price", "qty");
    else if (data.side === "sell") this.#asks.addObjects([data], "book", "price", "qty");
    else throw new MalformedMessage("side must be buy or sell");
    if (!feed.admits(this.#chain, sequence - 1, sequence, timeUs)) return;
    feed.update(timeUs, sequence, this.#bids, this.#asks);
  }

  #readTrade({ time, price, qty, side, seq }: Json, feed: VenueFeed): void {
    const timeUs = millisecondsOf(time, "time");
    const trades = this.#trades.clear();
    trades.add(timeUs, price, qty, aggressor(side, "buy", "sell"), numberOrNaN(seq));
    feed.trades(trades);
  }

  #readTicker(data: Json, feed: VenueFeed): void {
    const timeUs = millisecondsOf(data.time, "time");
    this.#bids.addRows([[data.bid, data.bid_size]], "ticker");
    this.#asks.addRows([[data.ask, data.ask_size]], "ticker");
    feed.quote(timeUs, Number.NaN, this.#bids, this.#asks);
    feed.states(timeUs, [
      [abi.TOPIC_FUNDING_RATE, numberOrNaN(data.relative_funding_rate)],
      [abi.TOPIC_OPEN_INTEREST, numberOrNaN(data.openInterest)],
      [abi.TOPIC_INDEX_PRICE, numberOrNaN(data.index)],
      [abi.TOPIC_MARK_PRICE, numberOrNaN(data.markPrice)],
    ]);
  }
}

export const krakenFutures: Venue = {
  name: "kraken-futures",
  claims(message) {
    if (!isObject(message) || "event" in message) return false;
    return typeof message.feed === "string" && typeof message.product_id === "string";
  },
  createParser: () => new KrakenFuturesParser(),
  contractOf: (symbol) => (/^(PI|FI)_/.test(symbol) ? INVERSE_USD : LINEAR),
};
