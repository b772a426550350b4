/**
 * The pipeline a user assembles: tardis-dev's OrderBook, @stdlib's accumulators, plain arrays for
 * the windows by time, which neither has. It makes the columns that can be made so; `mlofi` and the
 * two charts are left out.
 */
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import { type BookLevel, loadPeers, type PeerOrderBook, type Peers } from "../peers.ts";
import { BENCH20, type Columns, clockOf, type Pipeline, type PipelineOptions } from "./bench20.ts";
import { type Message, messagesOf } from "./messages.ts";
import { TradeWindow } from "./trade-window.ts";

const LEFT_OUT = ["mlofi", "ewma.ofi.score", "cusum.ofi"];
export const ASSEMBLED_COLUMNS = BENCH20.filter((name) => !LEFT_OUT.includes(name));

const ALPHA = 1 - 2 ** (-1 / 100);
const WINDOW = 256;
const NOTHING: BookLevel = { price: Number.NaN, amount: Number.NaN };

type Row = { time: number } & Record<string, number>;

function imbalance(buy: number, sell: number): number {
  return (buy - sell) / (buy + sell);
}

/** Sums of the best 5 and 10 amounts of a side. */
function depths(side: IterableIterator<BookLevel>): { best5: number; best10: number } {
  let sum = 0;
  let best5 = 0;
  let taken = 0;
  for (const level of side) {
    sum += level.amount;
    if (++taken === 5) best5 = sum;
    if (taken === 10) break;
  }
  return { best5: taken < 5 ? sum : best5, best10: sum };
}

/** Flow between two states of the best quotes (Cont, Kukanov, Stoikov). */
function flow(bid: BookLevel, ask: BookLevel, bidBefore: BookLevel, askBefore: BookLevel): number {
  let e = 0;
  if (bid.price >= bidBefore.price) e += bid.amount;
  if (bid.price <= bidBefore.price) e -= bidBefore.amount;
  if (ask.price <= askBefore.price) e -= ask.amount;
  if (ask.price >= askBefore.price) e += askBefore.amount;
  return e;
}

class AssembledPipeline implements Pipeline {
  readonly #peers: Peers;
  readonly #messages: readonly Message[];
  readonly #options: PipelineOptions;
  readonly #intervalUs: number;
  readonly #ticksPerRow: number;
  #book!: PeerOrderBook;
  #windows!: TradeWindow[];
  #meanSigma!: ReturnType<Peers["incrmmeanstdev"]>;
  #ewMean!: ReturnType<Peers["increwmean"]>;
  #ewVariance!: ReturnType<Peers["increwvariance"]>;
  #rows: Row[] = [];
  #bid = NOTHING;
  #ask = NOTHING;
  #isKnown = false;
  #ofi = 0;
  #known = 0;
  #ticks = 0;
  #boundary = 0;
  #day = 0;
  #hasMessage = false;
  #lastPrice = Number.NaN;

  constructor(peers: Peers, messages: readonly Message[], options: PipelineOptions) {
    this.#peers = peers;
    this.#messages = messages;
    this.#options = options;
    const { intervalUs, ticksPerRow } = clockOf(options.every);
    this.#intervalUs = intervalUs;
    this.#ticksPerRow = ticksPerRow;
    this.reset();
  }

  reset(): void {
    this.#book = new this.#peers.OrderBook();
    this.#windows = [1e6, 10e6, 60e6].map((spanUs) => new TradeWindow(spanUs));
    this.#meanSigma = this.#peers.incrmmeanstdev(WINDOW);
    this.#ewMean = this.#peers.increwmean(ALPHA);
    this.#ewVariance = this.#peers.increwvariance(ALPHA);
    this.#rows = [];
    this.#bid = NOTHING;
    this.#ask = NOTHING;
    this.#isKnown = false;
    this.#ofi = 0;
    this.#known = 0;
    this.#ticks = 0;
    this.#boundary = 0;
    this.#day = 0;
    this.#hasMessage = false;
    this.#lastPrice = Number.NaN;
  }

  run(): number {
    for (const message of this.#messages) this.#take(message);
    return this.#rows.length;
  }

  #take(message: Message): void {
    if (this.#intervalUs > 0) this.#closeIntervals(message.time);
    for (const trade of message.trades) {
      this.#lastPrice = trade.price;
      for (const window of this.#windows) window.add(message.time, trade);
    }
    if (message.change !== null) {
      this.#book.update(message.change);
      this.#isKnown ||= message.change.isSnapshot;
      this.#follow(message);
    }
    this.#ticks += message.ticks;
    if (this.#ticks < this.#ticksPerRow) return;
    this.#emit(message.time);
    this.#ticks = 0;
  }

  #closeIntervals(time: number): void {
    const step = this.#intervalUs;
    this.#boundary ||= Math.ceil(time / step) * step;
    for (; this.#boundary < time; this.#boundary += step) {
      if (this.#hasMessage || this.#isKnown) this.#emit(this.#boundary);
      this.#hasMessage = false;
    }
    this.#hasMessage = true;
  }

  /** Adds the flow between the best quotes before and after a message of the same UTC day. */
  #follow(message: Message): void {
    const bid = this.#book.bestBid() ?? NOTHING;
    const ask = this.#book.bestAsk() ?? NOTHING;
    const day = Math.floor(message.time / 86_400e6);
    const isComparable = !message.change?.isSnapshot && day === this.#day;
    if (isComparable) this.#ofi += flow(bid, ask, this.#bid, this.#ask);
    this.#day = day;
    // The book changes its levels in place.
    this.#bid = { price: bid.price, amount: bid.amount };
    this.#ask = { price: ask.price, amount: ask.amount };
  }

  #emit(time: number): void {
    const row: Row = { time };
    const bid = this.#bid;
    const ask = this.#ask;
    const amount = bid.amount + ask.amount;
    row.bid = bid.price;
    row.ask = ask.price;
    row.mid = (bid.price + ask.price) / 2;
    row.spreadTicks = Math.round((ask.price - bid.price) / this.#options.tickSize);
    row.weightedMid = (bid.price * ask.amount + ask.price * bid.amount) / amount;
    row.queueImbalance = imbalance(bid.amount, ask.amount);
    this.#addDepths(row);
    this.#addTrades(row);
    this.#addFlow(row);
    this.#rows.push(row);
  }

  #addDepths(row: Row): void {
    const bids = depths(this.#book.bids());
    const asks = depths(this.#book.asks());
    row.depthImbalance_5 = imbalance(bids.best5, asks.best5);
    row.depthImbalance_10 = imbalance(bids.best10, asks.best10);
    row.bookSkew = Math.log(bids.best10 / asks.best10);
  }

  #addTrades(row: Row): void {
    for (const window of this.#windows) window.advance(row.time);
    const [second, ten, minute] = this.#windows;
    row.tradeImbalance_1s = imbalance(second.buy, second.sell);
    row.tradeImbalance_10s = imbalance(ten.buy, ten.sell);
    row.tradeImbalance_60s = imbalance(minute.buy, minute.sell);
    const price = Number.isNaN(row.mid) ? this.#lastPrice : row.mid;
    row.vwapDeviationBps_60s = 1e4 * (price / (minute.notional / minute.volume) - 1);
  }

  #addFlow(row: Row): void {
    if (!this.#isKnown) {
      row.ofi = row["zScore.ofi_256"] = row["ewmMean.ofi"] = row["ewmVariance.ofi"] = Number.NaN;
      return;
    }
    const ofi = this.#ofi;
    this.#ofi = 0;
    const before = this.#meanSigma();
    const isWarm = before !== null && this.#known >= WINDOW && before[1] > 0;
    row.ofi = ofi;
    row["zScore.ofi_256"] = isWarm ? (ofi - before[0]) / before[1] : Number.NaN;
    row["ewmMean.ofi"] = this.#ewMean(ofi) ?? Number.NaN;
    row["ewmVariance.ofi"] = this.#ewVariance(ofi) ?? Number.NaN;
    this.#meanSigma(ofi);
    this.#known++;
  }

  columns(): Columns {
    const column = (name: string) => Float64Array.from(this.#rows, (row) => row[name]);
    return {
      rows: this.#rows.length,
      time: column("time"),
      values: new Map(ASSEMBLED_COLUMNS.map((name) => [name, column(name)])),
      flags: null,
    };
  }
}

export async function createAssembled(
  ticks: TickBatch,
  options: PipelineOptions,
): Promise<Pipeline> {
  return new AssembledPipeline(await loadPeers(), messagesOf(ticks), options);
}
