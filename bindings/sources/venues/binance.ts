/**
 * Binance, websocket streams and the depth snapshot of its REST interface, as parsed messages; the
 * recording format `binance-raw` reads the same from bytes, with the same rules of continuity.
 *
 * A snapshot names no symbol: whoever asked for it adds `symbol`. `m` says that the buyer was the
 * maker, so that the aggressor sold. Times in milliseconds.
 *
 * Source: developers.binance.com, spot and futures websocket market streams.
 */
import * as abi from "../../../assembly/abi.ts";
import { contractOf } from "../binance/facts.ts";
import * as order from "../binance/sequence.ts";
import { MalformedMessage } from "../reading/malformed.ts";
import type { VenueFeed } from "./feed.ts";
import { isObject, type Json, millisecondsOf, nameOf, numberOf, numberOrNaN } from "./json.ts";
import { LevelList, TradeList } from "./lists.ts";
import { UpdateChain } from "./update-chain.ts";
import type { Venue, VenueParser } from "./venue.ts";

const EVENTS = ["depthUpdate", "trade", "aggTrade", "bookTicker", "markPriceUpdate"];
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The message itself: out of the envelope of a combined stream, partial books left out. */
function dataOf(message: unknown): Json | null {
  if (!isObject(message)) return null;
  const { stream, data = message } = message;
  if (typeof stream === "string" && /@depth\d/.test(stream)) return null;
  if (!isObject(data)) return null;
  const isKnown = EVENTS.includes(data.e as string) && typeof data.s === "string";
  const isSpotTicker = data.e === undefined && "B" in data && "A" in data;
  return isKnown || isSpotTicker || "lastUpdateId" in data ? data : null;
}

class BinanceParser implements VenueParser {
  readonly #bids = new LevelList();
  readonly #asks = new LevelList();
  readonly #trades = new TradeList();
  readonly #sequence = new order.DepthSequence();
  /** Only what a gap is written with; the order of events is the sequence's affair. */
  readonly #chain = new UpdateChain();
  #tradeEvent: unknown;

  read(message: unknown, feed: VenueFeed): boolean {
    const data = dataOf(message);
    if (data === null) return false;
    if (!feed.wants(nameOf(data.s ?? data.symbol, "the symbol"))) return true;
    this.#bids.clear();
    this.#asks.clear();
    if ("lastUpdateId" in data) this.#readSnapshot(data, feed);
    else if (data.e === "depthUpdate") this.#readDepth(data, feed);
    else if (data.e === "trade" || data.e === "aggTrade") this.#readTrade(data, feed);
    else if (data.e === "markPriceUpdate") readMark(data, feed);
    else this.#readQuote(data, feed);
    return true;
  }

  #readDepth(data: Json, feed: VenueFeed): void {
    const timeUs = millisecondsOf(data.T ?? data.E, "E");
    const first = numberOf(data.U, "U");
    const final = numberOf(data.u, "u");
    this.#bids.addRows(data.b, "b");
    this.#asks.addRows(data.a, "a");
    switch (this.#sequence.judge(first, final, numberOrNaN(data.pu))) {
      case order.VERDICT_DROP:
        feed.stats.duplicates++;
        return;
      case order.VERDICT_BREAK:
        feed.gap(this.#chain, timeUs, final);
        this.#sequence.broken();
        this.#hold(data, feed);
        return;
      case order.VERDICT_HOLD:
        this.#hold(data, feed);
        return;
    }
    this.#sequence.applied(final);
    feed.update(timeUs, final, this.#bids, this.#asks);
  }

  /** Keeps an event until the next snapshot. */
  #hold(data: Json, feed: VenueFeed): void {
    feed.stats.waitingUpdates++;
    const line = encoder.encode(JSON.stringify([feed.localUs, data]));
    if (!this.#sequence.hold(line)) feed.stats.forgottenUpdates++;
  }

  #readSnapshot(data: Json, feed: VenueFeed): void {
    const id = numberOf(data.lastUpdateId, "lastUpdateId");
    const stated = data.T ?? data.E;
    const timeUs = stated === undefined ? Number.NaN : millisecondsOf(stated, "T");
    this.#bids.addRows(data.bids, "bids");
    this.#asks.addRows(data.asks, "asks");
    if (this.#sequence.isStale(id)) {
      feed.stats.duplicates++;
      return;
    }
    feed.snapshot(timeUs, id, this.#bids, this.#asks);
    const receivedUs = feed.localUs;
    for (const line of this.#sequence.snapshotTaken(id)) {
      const [localUs, held] = JSON.parse(decoder.decode(line));
      feed.localUs = localUs ?? Number.NaN;
      this.read(held, feed);
    }
    feed.localUs = receivedUs;
  }

  #readTrade(data: Json, feed: VenueFeed): void {
    if (typeof data.m !== "boolean") throw new MalformedMessage("m must be true or false");
    const side = data.m ? abi.SIDE_SELL : abi.SIDE_BUY;
    const id = numberOf(data.t ?? data.a, "the id of a trade");
    this.#trades.clear().add(millisecondsOf(data.T, "T"), data.p, data.q, side, id);
    this.#tradeEvent ??= data.e;
    const isFlow = data.e === this.#tradeEvent && (data.X ?? "MARKET") === "MARKET";
    if (isFlow) feed.trades(this.#trades);
    else feed.stats.otherTrades++;
  }

  #readQuote(data: Json, feed: VenueFeed): void {
    const stated = data.T ?? data.E;
    const timeUs = stated === undefined ? Number.NaN : millisecondsOf(stated, "T");
    this.#bids.addRows([[data.b, data.B]], "bookTicker");
    this.#asks.addRows([[data.a, data.A]], "bookTicker");
    feed.quote(timeUs, numberOrNaN(data.u), this.#bids, this.#asks);
  }
}

function readMark(data: Json, feed: VenueFeed): void {
  feed.states(millisecondsOf(data.E, "E"), [
    [abi.TOPIC_FUNDING_RATE, numberOrNaN(data.r)],
    [abi.TOPIC_INDEX_PRICE, numberOrNaN(data.i)],
    [abi.TOPIC_MARK_PRICE, numberOrNaN(data.p)],
  ]);
}

export const binance: Venue = {
  name: "binance",
  claims: (message) => dataOf(message) !== null,
  createParser: () => new BinanceParser(),
  contractOf,
};
