/**
 * Deribit, JSON-RPC notifications: `{"method": "subscription", "params": {"channel", "data"}}`.
 *
 * `book.<instrument>.<interval>`: a `snapshot`, then `change` messages whose `prev_change_id` is
 * the `change_id` before; rows `[new|change|delete, price, amount]`. A grouped book
 * (`book.<instrument>.none.20.100ms`) sends a whole picture of `[price, amount]` each time.
 * `trades`: the direction is the aggressor's, `trade_seq` rises by 1. `ticker`: best quotes and
 * values of the instrument. Times in milliseconds. Amounts: USD for perpetuals and futures, coin
 * for options, whose prices are in coin too.
 *
 * Source: docs.deribit.com, subscriptions.
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
  numberOf,
  numberOrNaN,
  objectOf,
} from "./json.ts";
import { aggressor, LevelList, TradeList } from "./lists.ts";
import { UpdateChain } from "./update-chain.ts";
import { INVERSE_USD, LINEAR, type Venue, type VenueParser } from "./venue.ts";

class DeribitParser implements VenueParser {
  readonly #bids = new LevelList();
  readonly #asks = new LevelList();
  readonly #trades = new TradeList();
  readonly #chain = new UpdateChain();
  readonly #difference = new BookDifference();

  read(message: unknown, feed: VenueFeed): boolean {
    if (!deribit.claims(message)) return false;
    const { channel, data } = (message as { params: { channel: string; data: unknown } }).params;
    const [kind] = channel.split(".", 1);
    this.#bids.clear();
    this.#asks.clear();
    if (kind === "trades") {
      this.#readTrades(listOf(data, "data"), feed);
      return true;
    }
    if (kind !== "book" && kind !== "ticker" && kind !== "quote") return false;
    const values = objectOf(data, "data");
    if (!feed.wants(nameOf(values.instrument_name, "instrument_name"))) return true;
    if (kind === "book") this.#readBook(values, channel, feed);
    else this.#readTicker(values, feed);
    return true;
  }

  #readBook(data: Json, channel: string, feed: VenueFeed): void {
    const timeUs = millisecondsOf(data.timestamp, "timestamp");
    const id = numberOf(data.change_id, "change_id");
    const isPicture = channel.split(".").length > 3;
    for (const [rows, list, name] of [
      [data.bids, this.#bids, "bids"] as const,
      [data.asks, this.#asks, "asks"] as const,
    ]) {
      if (isPicture) list.addRows(rows, name);
      else list.addRows(listOf(rows, name).map(withoutDeleted), name, 1);
    }
    if (!feed.wantsBook(channel)) return;
    if (isPicture) {
      this.#difference.take(feed, timeUs, id, this.#bids, this.#asks);
    } else if (data.type === "snapshot" || data.prev_change_id === undefined) {
      this.#chain.restart(id);
      feed.snapshot(timeUs, id, this.#bids, this.#asks);
    } else {
      const before = numberOf(data.prev_change_id, "prev_change_id");
      if (!feed.admits(this.#chain, before, id, timeUs)) return;
      feed.update(timeUs, id, this.#bids, this.#asks);
    }
  }

  #readTrades(rows: readonly unknown[], feed: VenueFeed): void {
    const trades = this.#trades.clear();
    for (const row of rows) {
      const trade = objectOf(row, "a trade");
      if (!feed.wantsRow(nameOf(trade.instrument_name, "instrument_name"))) continue;
      const { timestamp, price, amount, direction, trade_seq } = trade;
      const side = aggressor(direction, "buy", "sell");
      const timeUs = millisecondsOf(timestamp, "timestamp");
      trades.add(timeUs, price, amount, side, numberOrNaN(trade_seq));
    }
    if (trades.count === 0) feed.stats.otherSymbolLines++;
    feed.trades(trades);
  }

  #readTicker(data: Json, feed: VenueFeed): void {
    const timeUs = millisecondsOf(data.timestamp, "timestamp");
    for (const [list, price, size] of [
      [this.#bids, data.best_bid_price, data.best_bid_amount] as const,
      [this.#asks, data.best_ask_price, data.best_ask_amount] as const,
    ]) {
      if (typeof price === "number") list.addRows([[price, size]], "ticker");
    }
    feed.quote(timeUs, Number.NaN, this.#bids, this.#asks);
    const { state } = data;
    feed.states(timeUs, [
      [abi.TOPIC_FUNDING_RATE, numberOrNaN(data.current_funding)],
      [abi.TOPIC_OPEN_INTEREST, numberOrNaN(data.open_interest)],
      [abi.TOPIC_INDEX_PRICE, numberOrNaN(data.index_price)],
      [abi.TOPIC_MARK_PRICE, numberOrNaN(data.mark_price)],
      [abi.TOPIC_HALTED, state === undefined ? Number.NaN : Number(state !== "open")],
    ]);
  }
}

/** A deleted level is one of size 0, whatever amount its row tells. */
function withoutDeleted(row: unknown): unknown {
  const [action, price] = listOf(row, "a level");
  return action === "delete" ? [action, price, 0] : row;
}

export const deribit: Venue = {
  name: "deribit",
  claims(message) {
    if (!isObject(message) || message.method !== "subscription") return false;
    return isObject(message.params) && typeof message.params.channel === "string";
  },
  createParser: () => new DeribitParser(),
  contractOf: (symbol) =>
    /^[A-Z]+-(PERPETUAL|\d{1,2}[A-Z]{3}\d\d)$/.test(symbol) ? INVERSE_USD : LINEAR,
};
