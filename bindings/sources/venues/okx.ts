/**
 * OKX, websocket v5: `{"arg": {"channel", "instId"}, "action", "data": [...]}`.
 *
 * `books` (and its `-l2-tbt` kin): a `snapshot`, then `update`s whose `prevSeqId` is the `seqId`
 * before; rows `[price, size, "0", orders]`. After maintenance `seqId` may fall while the chain
 * holds. The checksum over the 25 best levels was meant for older clients and is 0 since June 2026.
 * `books5` and `bbo-tbt` send a whole picture each time. `trades`: the side is the aggressor's.
 * Times in milliseconds, as text. Sizes of swaps and futures are contracts.
 *
 * Source: www.okx.com/docs-v5, WebSocket order book, trades, tickers, funding rate, mark price.
 */
import * as abi from "../../../assembly/abi.ts";
import { AlternatingBook } from "./alternating-book.ts";
import { BookDifference } from "./book-difference.ts";
import type { VenueFeed } from "./feed.ts";
import { isObject, type Json, millisecondsOf, numberOrNaN, objectOf } from "./json.ts";
import { aggressor, LevelList, TradeList } from "./lists.ts";
import { type Contract, LINEAR, UNKNOWN_CONTRACTS, type Venue, type VenueParser } from "./venue.ts";

const BOOKS = ["books", "books-l2-tbt", "books50-l2-tbt", "books5", "bbo-tbt"];
const STATES = ["funding-rate", "open-interest", "mark-price"];

class OkxParser implements VenueParser {
  readonly #book = new AlternatingBook();
  readonly #difference = new BookDifference();
  readonly #trades = new TradeList();
  readonly #bids = new LevelList();
  readonly #asks = new LevelList();

  read(message: unknown, feed: VenueFeed): boolean {
    if (!okx.claims(message)) return false;
    const { arg, action, data } = message as { arg: Json; action?: unknown; data: unknown[] };
    const channel = arg.channel as string;
    const isBook = BOOKS.includes(channel);
    const isTrade = channel === "trades" || channel === "trades-all";
    if (!isBook && !isTrade && channel !== "tickers" && !STATES.includes(channel)) return false;
    if (!feed.wants(arg.instId as string)) return true;
    const rows = data.map((row) => objectOf(row, "data"));
    if (isTrade) {
      this.#readTrades(rows, feed);
      return true;
    }
    for (const row of rows) {
      const timeUs = millisecondsOf(row.ts, "ts");
      if (isBook) this.#readBook(row, timeUs, channel, action, feed);
      else if (channel === "tickers") this.#readTicker(row, timeUs, feed);
      else feed.states(timeUs, statesOf(row));
    }
    return true;
  }

  #readBook(row: Json, timeUs: number, channel: string, action: unknown, feed: VenueFeed): void {
    const book = this.#book;
    book.bids.clear().addRows(row.bids, "bids");
    book.asks.clear().addRows(row.asks, "asks");
    const id = numberOrNaN(row.seqId);
    const checksum = numberOrNaN(row.checksum);
    if (!feed.wantsBook(channel)) return;
    if (action === undefined) this.#difference.take(feed, timeUs, id, book.bids, book.asks);
    else if (action === "snapshot") book.snapshot(feed, timeUs, id, checksum);
    else book.update(feed, timeUs, numberOrNaN(row.prevSeqId), id, checksum);
  }

  #readTrades(rows: readonly Json[], feed: VenueFeed): void {
    const trades = this.#trades.clear();
    for (const { ts, px, sz, side } of rows) {
      trades.add(millisecondsOf(ts, "ts"), px, sz, aggressor(side, "buy", "sell"));
    }
    feed.trades(trades);
  }

  #readTicker(row: Json, timeUs: number, feed: VenueFeed): void {
    this.#bids.clear().addRows([[row.bidPx, row.bidSz]], "tickers");
    this.#asks.clear().addRows([[row.askPx, row.askSz]], "tickers");
    feed.quote(timeUs, Number.NaN, this.#bids, this.#asks);
  }
}

function statesOf(row: Json): [number, number][] {
  return [
    [abi.TOPIC_FUNDING_RATE, numberOrNaN(row.fundingRate)],
    [abi.TOPIC_OPEN_INTEREST, numberOrNaN(row.oi)],
    [abi.TOPIC_MARK_PRICE, numberOrNaN(row.markPx)],
  ];
}

/** Coin-margined contracts are 100 USD of BTC, 10 USD of any other coin. */
function contractOf(symbol: string): Contract {
  const [, coin, money] = /^([A-Z0-9]+)-([A-Z]+)-(?:SWAP|\d{6})$/.exec(symbol) ?? [];
  if (coin === undefined) return LINEAR;
  if (money !== "USD") return UNKNOWN_CONTRACTS;
  return { contract: "inverse", multiplier: coin === "BTC" ? 100 : 10 };
}

export const okx: Venue = {
  name: "okx",
  claims(message) {
    if (!isObject(message) || !isObject(message.arg) || !Array.isArray(message.data)) return false;
    const { channel, instId, instType } = message.arg;
    return typeof channel === "string" && typeof instId === "string" && instType === undefined;
  },
  createParser: () => new OkxParser(),
  contractOf,
};
