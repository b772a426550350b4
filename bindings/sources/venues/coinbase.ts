/**
 * Coinbase, its two public websocket feeds.
 *
 * Exchange (formerly Pro): `snapshot` with `bids` and `asks` of `[price, size]` and no time;
 * `l2update` with `changes` of `[buy|sell, price, size]`; `match`; `ticker`. `last_match` repeats a
 * trade made before. No sequence numbers of the book.
 * Advanced Trade: `{"channel": "l2_data", "sequence_num", "events": [{"type", "product_id",
 * "updates": [{side: bid|offer, event_time, price_level, new_quantity}]}]}` and `market_trades`,
 * whose first event repeats old trades and whose lists run backwards in time. `sequence_num` counts
 * all messages of a connection, of every channel and symbol: a jump is a loss, maybe of ours.
 * In both the side of a trade is the maker's, so the aggressor is the other one; seen on a
 * recording: trades at or above the best ask say SELL.
 *
 * Source: docs.cdp.coinbase.com, Exchange WebSocket channels, Advanced Trade WebSocket channels.
 */
import { MalformedMessage } from "../reading/malformed.ts";
import type { VenueFeed } from "./feed.ts";
import { isObject, isoOf, type Json, listOf, nameOf, numberOrNaN, objectOf } from "./json.ts";
import { aggressor, LevelList, TradeList } from "./lists.ts";
import { UpdateChain } from "./update-chain.ts";
import { LINEAR, type Venue, type VenueParser } from "./venue.ts";

const EXCHANGE_TYPES = ["snapshot", "l2update", "match", "last_match", "ticker"];

/** What the levels of one message are. */
interface Picture {
  isMine: boolean;
  isWhole: boolean;
  timeUs: number;
}

class CoinbaseParser implements VenueParser {
  readonly #bids = new LevelList();
  readonly #asks = new LevelList();
  readonly #trades = new TradeList();
  readonly #chain = new UpdateChain();
  /** Last sequence number of each connection. */
  readonly #lastOf = new Map<string, number>();
  /** The connection that brought the book. */
  #bookConnection = "";

  read(message: unknown, feed: VenueFeed): boolean {
    if (!coinbase.claims(message)) return false;
    const data = message as Json;
    this.#bids.clear();
    this.#asks.clear();
    this.#trades.clear();
    if ("events" in data) return this.#readChannel(data, feed);
    if (!feed.wants(data.product_id as string)) return true;
    if (data.type === "snapshot") this.#readSnapshot(data, feed);
    else if (data.type === "l2update") this.#readChanges(data, feed);
    else if (data.type === "match") this.#readMatch(data, feed);
    else if (data.type === "ticker") this.#readTicker(data, feed);
    else feed.stats.pastTrades++;
    return true;
  }

  #readSnapshot(data: Json, feed: VenueFeed): void {
    this.#bids.addRows(data.bids, "bids");
    this.#asks.addRows(data.asks, "asks");
    this.#chain.restart();
    feed.snapshot(Number.NaN, Number.NaN, this.#bids, this.#asks);
  }

  #readChanges(data: Json, feed: VenueFeed): void {
    const timeUs = isoOf(data.time, "time");
    for (const change of listOf(data.changes, "changes")) {
      const [side] = listOf(change, "a change");
      this.#sideOf(side, "buy", "sell").addRows([change], "changes", 1);
    }
    if (!feed.admits(this.#chain, Number.NaN, Number.NaN, timeUs)) return;
    feed.update(timeUs, Number.NaN, this.#bids, this.#asks);
  }

  #readMatch({ time, price, size, side, trade_id }: Json, feed: VenueFeed): void {
    const taker = aggressor(side, "sell", "buy");
    this.#trades.add(isoOf(time, "time"), price, size, taker, numberOrNaN(trade_id));
    feed.trades(this.#trades);
  }

  /** Older recordings give no sizes: no quote can be made of those. */
  #readTicker(data: Json, feed: VenueFeed): void {
    if (!("best_bid_size" in data)) {
      feed.stats.quotesSkipped++;
      return;
    }
    this.#bids.addRows([[data.best_bid, data.best_bid_size]], "ticker");
    this.#asks.addRows([[data.best_ask, data.best_ask_size]], "ticker");
    feed.quote(isoOf(data.time, "time"), numberOrNaN(data.sequence), this.#bids, this.#asks);
  }

  /** Checks all of a message before its number counts: one that is refused is a lost one. */
  #readChannel(data: Json, feed: VenueFeed): boolean {
    const events = listOf(data.events, "events").map((event) => objectOf(event, "an event"));
    const sequence = numberOrNaN(data.sequence_num);
    if (data.channel === "l2_data") {
      const picture = this.#takeLevels(events, feed);
      this.#follow(sequence, feed);
      this.#writeLevels(picture, sequence, feed);
    } else if (data.channel === "market_trades") {
      const past = this.#takeTrades(events, feed);
      this.#follow(sequence, feed);
      if (past + this.#trades.count === 0) feed.stats.otherSymbolLines++;
      feed.stats.pastTrades += past;
      feed.trades(this.#trades);
    } else if (data.channel === "ticker") {
      const timeUs = isoOf(data.timestamp, "timestamp");
      this.#takeTickers(events, feed);
      this.#follow(sequence, feed);
      if (this.#bids.count === 0) feed.stats.otherSymbolLines++;
      for (let at = 0; at < this.#bids.count; at++) {
        feed.quote(timeUs, Number.NaN, this.#bids, this.#asks, at);
      }
    } else {
      this.#follow(sequence, feed);
      return false;
    }
    return true;
  }

  /** Watches the numbers of a connection; a new connection begins again at 0. */
  #follow(sequence: number, feed: VenueFeed): void {
    const last = this.#lastOf.get(feed.connection) ?? Number.NaN;
    if (Number.isNaN(sequence)) return;
    this.#lastOf.set(feed.connection, sequence);
    const isBook = feed.connection === this.#bookConnection && this.#chain.isKnown;
    if (isBook && sequence !== last + 1) feed.gap(this.#chain, Number.NaN, sequence);
  }

  #takeLevels(events: readonly Json[], feed: VenueFeed): Picture {
    const picture = { isMine: false, isWhole: false, timeUs: Number.NaN };
    for (const event of events) {
      if (!feed.wantsRow(nameOf(event.product_id, "product_id"))) continue;
      picture.isMine = true;
      picture.isWhole ||= event.type === "snapshot";
      for (const row of listOf(event.updates, "updates")) {
        const update = objectOf(row, "an update");
        const list = this.#sideOf(update.side, "bid", "offer");
        list.addRows([[update.price_level, update.new_quantity]], "updates");
        const levelUs = isoOf(update.event_time, "event_time");
        if (!(levelUs <= picture.timeUs)) picture.timeUs = levelUs;
      }
    }
    return picture;
  }

  #writeLevels({ isMine, isWhole, timeUs }: Picture, sequence: number, feed: VenueFeed): void {
    if (!isMine) {
      feed.stats.otherSymbolLines++;
    } else if (isWhole) {
      this.#bookConnection = feed.connection;
      this.#chain.restart();
      feed.snapshot(timeUs, sequence, this.#bids, this.#asks);
    } else if (feed.admits(this.#chain, Number.NaN, Number.NaN, timeUs)) {
      feed.update(timeUs, sequence, this.#bids, this.#asks);
    }
  }

  /** @returns the number of trades that were made before */
  #takeTrades(events: readonly Json[], feed: VenueFeed): number {
    let past = 0;
    for (const event of events) {
      for (const row of listOf(event.trades, "trades").toReversed()) {
        const trade = objectOf(row, "a trade");
        if (!feed.wantsRow(nameOf(trade.product_id, "product_id"))) continue;
        if (event.type === "snapshot") {
          past++;
          continue;
        }
        const taker = aggressor(trade.side, "SELL", "BUY");
        const timeUs = isoOf(trade.time, "time");
        this.#trades.add(timeUs, trade.price, trade.size, taker, numberOrNaN(trade.trade_id));
      }
    }
    return past;
  }

  #takeTickers(events: readonly Json[], feed: VenueFeed): void {
    for (const event of events) {
      for (const row of listOf(event.tickers, "tickers")) {
        const ticker = objectOf(row, "a ticker");
        if (!feed.wantsRow(nameOf(ticker.product_id, "product_id"))) continue;
        this.#bids.addRows([[ticker.best_bid, ticker.best_bid_quantity]], "tickers");
        this.#asks.addRows([[ticker.best_ask, ticker.best_ask_quantity]], "tickers");
      }
    }
  }

  #sideOf(side: unknown, bid: string, ask: string): LevelList {
    if (side === bid) return this.#bids;
    if (side === ask) return this.#asks;
    throw new MalformedMessage(`side must be ${bid} or ${ask}`);
  }
}

export const coinbase: Venue = {
  name: "coinbase",
  claims(message) {
    if (!isObject(message)) return false;
    if (typeof message.channel === "string" && Array.isArray(message.events)) return true;
    const { type, product_id } = message;
    return EXCHANGE_TYPES.includes(type as string) && typeof product_id === "string";
  },
  createParser: () => new CoinbaseParser(),
  contractOf: () => LINEAR,
};
