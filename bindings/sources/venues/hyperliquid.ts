/**
 * Hyperliquid, websocket: `{"channel": "l2Book", "data": {"coin", "time", "levels": [bids, asks]}}`
 * with `{px, sz, n}` a level: a whole picture of 20 levels each time, told on as changes.
 *
 * `trades`: side B bought, A sold (the aggressor); the first message repeats what was traded before
 * the subscription. `bbo`: best bid and ask. Times in milliseconds, sizes in coin.
 *
 * Source: hyperliquid.gitbook.io, WebSocket subscriptions and notation.
 */
import * as abi from "../../../assembly/abi.ts";
import { BookDifference } from "./book-difference.ts";
import type { VenueFeed } from "./feed.ts";
import {
  isObject,
  type Json,
  listOf,
  millisecondsOf,
  nameOf,
  numberOrNaN,
  objectOf,
} from "./json.ts";
import { aggressor, LevelList, TradeList } from "./lists.ts";
import { LINEAR, type Venue, type VenueParser } from "./venue.ts";

const CHANNELS = ["l2Book", "trades", "bbo", "activeAssetCtx"];
/** Without a book beside them, trades this much older than their message were made before it. */
const PAST_US = 5e6;

class HyperliquidParser implements VenueParser {
  readonly #bids = new LevelList();
  readonly #asks = new LevelList();
  readonly #trades = new TradeList();
  readonly #difference = new BookDifference();
  #firstBookUs = Number.NaN;
  #hasTrades = false;

  read(message: unknown, feed: VenueFeed): boolean {
    if (!hyperliquid.claims(message)) return false;
    const { channel, data } = message as { channel: string; data: unknown };
    this.#bids.clear();
    this.#asks.clear();
    if (channel === "trades") {
      this.#readTrades(listOf(data, "data"), feed);
      return true;
    }
    const values = objectOf(data, "data");
    if (!feed.wants(nameOf(values.coin, "coin"))) return true;
    if (channel === "l2Book") this.#readBook(values, feed);
    else if (channel === "bbo") this.#readQuote(values, feed);
    else readContext(objectOf(values.ctx, "ctx"), feed);
    return true;
  }

  #readBook(data: Json, feed: VenueFeed): void {
    const timeUs = millisecondsOf(data.time, "time");
    const [bids, asks] = listOf(data.levels, "levels");
    this.#bids.addObjects(bids, "levels", "px", "sz");
    this.#asks.addObjects(asks, "levels", "px", "sz");
    if (Number.isNaN(this.#firstBookUs)) this.#firstBookUs = timeUs;
    this.#difference.take(feed, timeUs, Number.NaN, this.#bids, this.#asks);
  }

  #readTrades(rows: readonly unknown[], feed: VenueFeed): void {
    const trades = this.#trades.clear();
    let past = 0;
    for (const row of rows) {
      const trade = objectOf(row, "a trade");
      if (!feed.wantsRow(nameOf(trade.coin, "coin"))) continue;
      const timeUs = millisecondsOf(trade.time, "time");
      if (this.#isPast(timeUs, feed.localUs)) past++;
      else trades.add(timeUs, trade.px, trade.sz, aggressor(trade.side, "B", "A"));
    }
    if (past + trades.count === 0) feed.stats.otherSymbolLines++;
    else this.#hasTrades = true;
    feed.stats.pastTrades += past;
    feed.trades(trades);
  }

  #isPast(timeUs: number, localUs: number): boolean {
    if (this.#hasTrades) return false;
    return timeUs < (Number.isNaN(this.#firstBookUs) ? localUs - PAST_US : this.#firstBookUs);
  }

  #readQuote(data: Json, feed: VenueFeed): void {
    const [bid, ask] = listOf(data.bbo, "bbo");
    if (bid !== null) this.#bids.addObjects([bid], "bbo", "px", "sz");
    if (ask !== null) this.#asks.addObjects([ask], "bbo", "px", "sz");
    feed.quote(millisecondsOf(data.time, "time"), Number.NaN, this.#bids, this.#asks);
  }
}

function readContext(context: Json, feed: VenueFeed): void {
  feed.states(Number.NaN, [
    [abi.TOPIC_FUNDING_RATE, numberOrNaN(context.funding)],
    [abi.TOPIC_OPEN_INTEREST, numberOrNaN(context.openInterest)],
    [abi.TOPIC_INDEX_PRICE, numberOrNaN(context.oraclePx)],
    [abi.TOPIC_MARK_PRICE, numberOrNaN(context.markPx)],
  ]);
}

export const hyperliquid: Venue = {
  name: "hyperliquid",
  claims: (message) =>
    isObject(message) && CHANNELS.includes(message.channel as string) && "data" in message,
  createParser: () => new HyperliquidParser(),
  contractOf: () => LINEAR,
};
