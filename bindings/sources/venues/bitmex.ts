/**
 * BitMEX, websocket: `{"table", "action", "data": [rows]}`.
 *
 * `orderBookL2`: `partial` is the whole book; `insert` brings levels with id and price, `update` a
 * new size and `delete` the end of an id, both without the price in older recordings. There are no
 * sequence numbers: an id that is not known is a loss. Rows of older recordings carry no time.
 * `trade`: the side is the aggressor's; its `partial` repeats an old trade. `quote` rows come in
 * bundles. Sizes are contracts, 1 USD each on XBTUSD and the bitcoin futures.
 *
 * Source: www.bitmex.com/app/wsAPI, www.bitmex.com/api/explorer (instrument, quote, trade).
 */
import * as abi from "../../../assembly/abi.ts";
import { MalformedMessage } from "../reading/malformed.ts";
import { BookDifference } from "./book-difference.ts";
import type { VenueFeed } from "./feed.ts";
import {
  isObject,
  isoOf,
  type Json,
  listOf,
  nameOf,
  numberOf,
  numberOrNaN,
  objectOf,
  sizeOf,
} from "./json.ts";
import { aggressor, LevelList, TradeList } from "./lists.ts";
import { UpdateChain } from "./update-chain.ts";
import {
  type Contract,
  INVERSE_USD,
  UNKNOWN_CONTRACTS,
  type Venue,
  type VenueParser,
} from "./venue.ts";

const BOOKS = ["orderBookL2", "orderBookL2_25"];
const TABLES = [...BOOKS, "orderBook10", "trade", "quote", "instrument"];

class BitmexParser implements VenueParser {
  readonly #bids = new LevelList();
  readonly #asks = new LevelList();
  readonly #trades = new TradeList();
  readonly #chain = new UpdateChain();
  readonly #difference = new BookDifference();
  readonly #priceOf = new Map<number, number>();

  read(message: unknown, feed: VenueFeed): boolean {
    if (!bitmex.claims(message)) return false;
    const { table, action, data, filter } = message as Json & { table: string };
    if (!TABLES.includes(table)) return false;
    const all = listOf(data, "data").map((row) => objectOf(row, "a row"));
    const rows = all.filter(({ symbol }) => feed.wantsRow(nameOf(symbol, "symbol")));
    const isEmptyBook = all.length === 0 && isObject(filter) && filter.symbol === feed.symbol;
    if (rows.length === 0 && !isEmptyBook) {
      feed.stats.otherSymbolLines++;
      return true;
    }
    this.#bids.clear();
    this.#asks.clear();
    if (BOOKS.includes(table)) this.#readBook(table, action, rows, feed);
    else if (table === "trade") this.#readTrades(action, rows, feed);
    else for (const row of rows) this.#readRow(table, row, feed);
    return true;
  }

  #readBook(table: string, action: unknown, rows: readonly Json[], feed: VenueFeed): void {
    if (!["partial", "insert", "update", "delete"].includes(action as string)) {
      throw new MalformedMessage("action must be partial, insert, update or delete");
    }
    const isUnknown = this.#takeLevels(action, rows);
    if (!feed.wantsBook(table)) return;
    const timeUs = newest(rows);
    if (action === "partial") {
      this.#priceOf.clear();
      this.#remember(action, rows);
      this.#chain.restart();
      feed.snapshot(timeUs, Number.NaN, this.#bids, this.#asks);
    } else if (feed.admits(this.#chain, Number.NaN, Number.NaN, timeUs)) {
      if (isUnknown) {
        feed.gap(this.#chain, timeUs);
        return;
      }
      this.#remember(action, rows);
      feed.update(timeUs, Number.NaN, this.#bids, this.#asks);
    }
  }

  /** @returns whether the price of a level is not known */
  #takeLevels(action: unknown, rows: readonly Json[]): boolean {
    let isUnknown = false;
    for (const row of rows) {
      const id = numberOf(row.id, "id");
      const size = action === "delete" ? 0 : sizeOf(row.size, "size");
      const isNew = action === "partial" || action === "insert";
      const stated = isNew ? numberOf(row.price, "price") : numberOrNaN(row.price);
      const price = Number.isNaN(stated) ? this.#priceOf.get(id) : stated;
      if (row.side !== "Buy" && row.side !== "Sell") {
        throw new MalformedMessage("side must be Buy or Sell");
      }
      if (price === undefined) isUnknown = true;
      else (row.side === "Buy" ? this.#bids : this.#asks).add(price, size);
    }
    return isUnknown;
  }

  #remember(action: unknown, rows: readonly Json[]): void {
    for (const { id, price } of rows) {
      if (action === "delete") this.#priceOf.delete(id as number);
      else if (price !== undefined) this.#priceOf.set(id as number, numberOf(price, "price"));
    }
  }

  #readTrades(action: unknown, rows: readonly Json[], feed: VenueFeed): void {
    if (action === "partial") {
      feed.stats.pastTrades += rows.length;
      return;
    }
    const trades = this.#trades.clear();
    for (const { timestamp, price, size, side } of rows) {
      trades.add(isoOf(timestamp, "timestamp"), price, size, aggressor(side, "Buy", "Sell"));
    }
    feed.trades(trades);
  }

  #readRow(table: string, row: Json, feed: VenueFeed): void {
    const timeUs = isoOf(row.timestamp, "timestamp");
    if (table === "quote") {
      this.#bids.clear().addRows([[row.bidPrice, row.bidSize]], "quote");
      this.#asks.clear().addRows([[row.askPrice, row.askSize]], "quote");
      feed.quote(timeUs, Number.NaN, this.#bids, this.#asks);
    } else if (table === "orderBook10") {
      this.#bids.clear().addRows(row.bids, "bids");
      this.#asks.clear().addRows(row.asks, "asks");
      if (!feed.wantsBook(table)) return;
      this.#difference.take(feed, timeUs, Number.NaN, this.#bids, this.#asks);
    } else {
      feed.states(timeUs, [
        [abi.TOPIC_FUNDING_RATE, numberOrNaN(row.fundingRate)],
        [abi.TOPIC_OPEN_INTEREST, numberOrNaN(row.openInterest)],
        [abi.TOPIC_INDEX_PRICE, numberOrNaN(row.indicativeSettlePrice)],
        [abi.TOPIC_MARK_PRICE, numberOrNaN(row.markPrice)],
      ]);
    }
  }
}

/** Latest time of the rows, microseconds; NaN where they carry none. */
function newest(rows: readonly Json[]): number {
  let latest = Number.NaN;
  for (const { timestamp } of rows) {
    if (timestamp === undefined) continue;
    const timeUs = isoOf(timestamp, "timestamp");
    if (!(timeUs <= latest)) latest = timeUs;
  }
  return latest;
}

function contractOf(symbol: string): Contract {
  if (/^XBT(USD|[FGHJKMNQUVXZ]\d\d)$/.test(symbol)) return INVERSE_USD;
  if (/USD$/.test(symbol)) return { ...UNKNOWN_CONTRACTS, contract: "quanto" };
  return UNKNOWN_CONTRACTS;
}

export const bitmex: Venue = {
  name: "bitmex",
  claims(message) {
    if (!isObject(message)) return false;
    return typeof message.table === "string" && Array.isArray(message.data);
  },
  createParser: () => new BitmexParser(),
  contractOf,
};
