/**
 * Bybit, websocket v5 and the v2 that came before it: `{"topic", "type", "data", ...}`.
 *
 * v5 `orderbook.<depth>.<symbol>`: `snapshot` or `delta` with `b` and `a` of `[price, size]`, size
 * "0" removes; `u` is one more than the last. `cts` is the time of the matching engine, which is
 * that of the trades; `ts` the later time of the message. `publicTrade`: `S` is the aggressor's.
 * v2 `orderBookL2_25.<symbol>`: a snapshot of rows `{price, side, size}`, then `delete`, `update`
 * and `insert`; `cross_seq` only rises, over all symbols. Times in milliseconds, `timestamp_e6` in
 * microseconds. Sizes of inverse contracts (`BTCUSD`) are USD.
 *
 * Source: bybit-exchange.github.io/docs, v5 websocket orderbook, trade, ticker; v2 archive.
 */
import * as abi from "../../../assembly/abi.ts";
import { MalformedMessage } from "../reading/malformed.ts";
import type { VenueFeed } from "./feed.ts";
import {
  isObject,
  type Json,
  listOf,
  microsecondsOf,
  millisecondsOf,
  numberOf,
  numberOrNaN,
  objectOf,
} from "./json.ts";
import { aggressor, LevelList, TradeList } from "./lists.ts";
import { UpdateChain } from "./update-chain.ts";
import { INVERSE_USD, LINEAR, type Venue, type VenueParser } from "./venue.ts";

const TOPIC = /^(orderbook\.\d+|orderBookL2_\d+|orderBook_\d+\.\d+ms|publicTrade|trade|tickers)\./;

export class BybitParser implements VenueParser {
  /** Continuity of the book; a byte scanner that reads the same book shares it. */
  readonly chain = new UpdateChain();
  readonly #bids = new LevelList();
  readonly #asks = new LevelList();
  readonly #trades = new TradeList();

  read(message: unknown, feed: VenueFeed): boolean {
    if (!bybit.claims(message)) return false;
    const data = message as Json & { topic: string };
    const [prefix, kind] = TOPIC.exec(data.topic) as RegExpExecArray;
    if (!feed.wants(data.topic.slice(prefix.length))) return true;
    this.#bids.clear();
    this.#asks.clear();
    if (kind === "publicTrade" || kind === "trade") this.#readTrades(data, feed);
    else if (kind === "tickers") readTicker(data, feed);
    else if (kind.startsWith("orderbook")) this.#readBook(data, kind, feed);
    else this.#readOldBook(data, kind, feed);
    return true;
  }

  #readBook(message: Json, kind: string, feed: VenueFeed): void {
    const { b, a, u } = objectOf(message.data, "data");
    const timeUs = millisecondsOf(message.cts ?? message.ts, "cts");
    const id = numberOf(u, "u");
    this.#bids.addRows(b, "b");
    this.#asks.addRows(a, "a");
    this.#take(message.type, kind, timeUs, id - 1, id, feed);
  }

  #readOldBook(message: Json, kind: string, feed: VenueFeed): void {
    const { data } = message;
    const timeUs = microsecondsOf(message.timestamp_e6, "timestamp_e6");
    const id = numberOrNaN(message.cross_seq);
    if (message.type === "snapshot") {
      this.#addOldRows(isObject(data) ? data.order_book : data, false);
    } else {
      const changes = objectOf(data, "data");
      this.#addOldRows(changes.delete, true);
      this.#addOldRows(changes.update, false);
      this.#addOldRows(changes.insert, false);
    }
    this.#take(message.type, kind, timeUs, Number.NaN, id, feed);
  }

  #addOldRows(rows: unknown, isDeleted: boolean): void {
    for (const row of listOf(rows, "rows")) {
      const { price, side, size } = objectOf(row, "a row");
      if (side !== "Buy" && side !== "Sell") {
        throw new MalformedMessage("side must be Buy or Sell");
      }
      const list = side === "Buy" ? this.#bids : this.#asks;
      list.addRows([[price, isDeleted ? 0 : size]], "rows");
    }
  }

  #take(
    type: unknown,
    kind: string,
    timeUs: number,
    before: number,
    id: number,
    feed: VenueFeed,
  ): void {
    if (type !== "snapshot" && type !== "delta") {
      throw new MalformedMessage("type must be snapshot or delta");
    }
    if (!feed.wantsBook(kind)) return;
    if (type === "snapshot") {
      this.chain.restart(id);
      feed.snapshot(timeUs, id, this.#bids, this.#asks);
    } else if (feed.admits(this.chain, before, id, timeUs)) {
      feed.update(timeUs, id, this.#bids, this.#asks);
    }
  }

  #readTrades(message: Json, feed: VenueFeed): void {
    const trades = this.#trades.clear();
    for (const row of listOf(message.data, "data")) {
      const trade = objectOf(row, "a trade");
      const isNew = "T" in trade;
      const timeUs = millisecondsOf(isNew ? trade.T : trade.trade_time_ms, "the time of a trade");
      const side = aggressor(isNew ? trade.S : trade.side, "Buy", "Sell");
      if (isNew) trades.add(timeUs, trade.p, trade.v, side);
      else trades.add(timeUs, trade.price, trade.size, side);
    }
    feed.trades(trades);
  }
}

function readTicker(message: Json, feed: VenueFeed): void {
  const data = objectOf(message.data, "data");
  feed.states(millisecondsOf(message.ts, "ts"), [
    [abi.TOPIC_FUNDING_RATE, numberOrNaN(data.fundingRate)],
    [abi.TOPIC_OPEN_INTEREST, numberOrNaN(data.openInterest)],
    [abi.TOPIC_INDEX_PRICE, numberOrNaN(data.indexPrice)],
    [abi.TOPIC_MARK_PRICE, numberOrNaN(data.markPrice)],
  ]);
}

export const bybit: Venue = {
  name: "bybit",
  claims(message) {
    if (!isObject(message) || typeof message.topic !== "string") return false;
    return TOPIC.test(message.topic) && "data" in message;
  },
  createParser: () => new BybitParser(),
  contractOf: (symbol) => (/USD([FGHJKMNQUVXZ]\d\d)?$/.test(symbol) ? INVERSE_USD : LINEAR),
};
