/**
 * Bitget, websocket v2 (and v1, which differs in the rows of trades): `{"action", "arg":
 * {"instType", "channel", "instId"}, "data": [...]}`.
 *
 * `books`: a `snapshot`, then `update`s; `seq` only rises, so a loss is told by the checksum over
 * the 25 best levels, if it is not 0. `books1`, `books5` and `books15` send a whole picture each
 * time. `trade`: the first message (`snapshot`) repeats old trades; rows are objects, in v1
 * `[ts, price, size, side]`, newest first or last. Times in milliseconds, as text. Sizes in coin.
 *
 * Source: www.bitget.com/api-doc, WebSocket depth channel, trading channel, tickers channel.
 */
import * as abi from "../../../assembly/abi.ts";
import { AlternatingBook } from "./alternating-book.ts";
import { BookDifference } from "./book-difference.ts";
import type { VenueFeed } from "./feed.ts";
import { isObject, type Json, millisecondsOf, numberOrNaN, objectOf } from "./json.ts";
import { aggressor, LevelList, TradeList } from "./lists.ts";
import { LINEAR, type Venue, type VenueParser } from "./venue.ts";

const CHANNELS = ["books", "books1", "books5", "books15", "trade", "ticker"];

class BitgetParser implements VenueParser {
  readonly #book = new AlternatingBook();
  readonly #difference = new BookDifference();
  readonly #trades = new TradeList();
  readonly #bids = new LevelList();
  readonly #asks = new LevelList();

  read(message: unknown, feed: VenueFeed): boolean {
    if (!bitget.claims(message)) return false;
    const { arg, action, data } = message as { arg: Json; action?: unknown; data: unknown[] };
    const channel = arg.channel as string;
    if (!CHANNELS.includes(channel)) return false;
    if (!feed.wants(arg.instId as string)) return true;
    if (channel === "trade") {
      if (action === "snapshot") feed.stats.pastTrades += data.length;
      else this.#readTrades(data, feed);
      return true;
    }
    for (const value of data) {
      const row = objectOf(value, "data");
      const timeUs = millisecondsOf(row.ts, "ts");
      if (channel === "ticker") this.#readTicker(row, timeUs, feed);
      else this.#readBook(row, timeUs, channel, action, feed);
    }
    return true;
  }

  #readBook(row: Json, timeUs: number, channel: string, action: unknown, feed: VenueFeed): void {
    const book = this.#book;
    book.bids.clear().addRows(row.bids, "bids");
    book.asks.clear().addRows(row.asks, "asks");
    const id = numberOrNaN(row.seq);
    const checksum = numberOrNaN(row.checksum);
    if (!feed.wantsBook(channel)) return;
    if (channel !== "books") this.#difference.take(feed, timeUs, id, book.bids, book.asks);
    else if (action === "snapshot") book.snapshot(feed, timeUs, id, checksum);
    else book.update(feed, timeUs, Number.NaN, id, checksum);
  }

  #readTrades(data: readonly unknown[], feed: VenueFeed): void {
    const rows = data.map((row) => {
      const [ts, price, size, side] = Array.isArray(row) ? row : [];
      const trade = Array.isArray(row) ? { ts, price, size, side } : objectOf(row, "a trade");
      return { ...trade, timeUs: millisecondsOf(trade.ts, "ts") } as Json & { timeUs: number };
    });
    const isNewestFirst = rows.length > 1 && rows[0].timeUs > rows[rows.length - 1].timeUs;
    const trades = this.#trades.clear();
    for (const { timeUs, price, size, side } of isNewestFirst ? rows.toReversed() : rows) {
      trades.add(timeUs, price, size, aggressor(side, "buy", "sell"));
    }
    feed.trades(trades);
  }

  #readTicker(row: Json, timeUs: number, feed: VenueFeed): void {
    this.#bids.clear().addRows([[row.bidPr, row.bidSz]], "ticker");
    this.#asks.clear().addRows([[row.askPr, row.askSz]], "ticker");
    feed.quote(timeUs, Number.NaN, this.#bids, this.#asks);
    feed.states(timeUs, [
      [abi.TOPIC_FUNDING_RATE, numberOrNaN(row.fundingRate)],
      [abi.TOPIC_OPEN_INTEREST, numberOrNaN(row.holdingAmount)],
      [abi.TOPIC_INDEX_PRICE, numberOrNaN(row.indexPrice)],
      [abi.TOPIC_MARK_PRICE, numberOrNaN(row.markPrice)],
    ]);
  }
}

export const bitget: Venue = {
  name: "bitget",
  claims(message) {
    if (!isObject(message) || !isObject(message.arg) || !Array.isArray(message.data)) return false;
    const { channel, instId, instType } = message.arg;
    return [channel, instId, instType].every((name) => typeof name === "string");
  },
  createParser: () => new BitgetParser(),
  contractOf: () => LINEAR,
};
