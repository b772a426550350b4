/**
 * Writes what happened in the synthetic market as messages of ticks, and plants faults in them.
 */
import * as abi from "../../../assembly/abi.ts";
import type { TickBatch } from "../../core/tick-batch.ts";
import type { SourceStats } from "../source.ts";
import type { SyntheticMarket } from "./market.ts";
import type { SyntheticRandom } from "./random.ts";
import type { SyntheticSide } from "./side.ts";
import type { SyntheticFaults } from "./source.ts";

/** Shortest way from the exchange to the receiver, and the median of what comes on top. */
const LATENCY_US = 250;
const JITTER_US = 100;
const MAX_JITTER_US = 50_000;

export interface EmitterOptions {
  readonly tickSize: number;
  readonly lotSize: number;
  readonly book: "ladder" | "quotes";
  readonly instrument: number;
  readonly faults?: SyntheticFaults;
  /** Where messages, trades and planted faults are counted. */
  readonly stats: SourceStats;
}

const BID = abi.SIDE_BID;
const ASK = abi.SIDE_ASK;

export class SyntheticEmitter {
  readonly #market: SyntheticMarket;
  readonly #random: SyntheticRandom;
  readonly #options: EmitterOptions;
  readonly #stats: SourceStats;
  readonly #ticks: Grid;
  readonly #lots: Grid;
  #sequence = 0;
  #localUs = 0;
  /** Time of the message being written. */
  #timeUs = 0;
  /** Best quotes last written: keys and lots. */
  readonly #quoted = new Float64Array(4);

  /** @param random of its own, so that faults and latencies do not change the market */
  constructor(market: SyntheticMarket, random: SyntheticRandom, options: EmitterOptions) {
    this.#market = market;
    this.#random = random;
    this.#options = options;
    this.#stats = options.stats;
    this.#ticks = new Grid(options.tickSize);
    this.#lots = new Grid(options.lotSize);
  }

  /** Decides whether a fault happens now, and counts it if so. */
  plants(fault: keyof SyntheticFaults): boolean {
    const share = this.#options.faults?.[fault] ?? 0;
    if (share === 0 || !this.#random.chance(share)) return false;
    this.#stats[`planted${fault[0].toUpperCase()}${fault.slice(1)}`]++;
    return true;
  }

  /** The whole book behind a clear; best quotes of an instrument without depth. */
  snapshot(batch: TickBatch, timeUs: number): void {
    this.#quoted.fill(0);
    if (this.#options.book === "quotes") {
      this.book(batch, timeUs);
      return;
    }
    const { bids, asks } = this.#market;
    this.#open(batch, timeUs);
    this.#append(batch, 0, 0, abi.KIND_CLEAR);
    bids.visitLevels((key, lots) => this.#level(batch, BID, key, lots));
    asks.visitLevels((key, lots) => this.#level(batch, ASK, -key, lots));
    batch.endMessage();
  }

  /** What the last event changed in the book: one message, or none. */
  book(batch: TickBatch, timeUs: number): void {
    if (this.#options.book === "quotes") {
      this.#quotes(batch, timeUs);
      return;
    }
    const { bids, asks } = this.#market;
    if (bids.changedCount + asks.changedCount === 0) return;
    this.#open(batch, timeUs);
    if (this.plants("badSizes")) {
      const size = this.#random.chance(0.5) ? NaN : -1;
      this.#append(batch, this.#ticks.value(bids.best - 3), size, abi.KIND_LEVEL_SET | BID);
    }
    this.#changes(batch, bids, BID, 1);
    this.#changes(batch, asks, ASK, -1);
    batch.endMessage();
    if (this.plants("crossed")) this.#cross(batch, timeUs);
  }

  /** The fills of the last market order: one message per price. */
  trades(batch: TickBatch, timeUs: number, sign: 1 | -1): void {
    const { fills, fillCount } = this.#market;
    for (let index = 0; index < fillCount; index++) {
      const { tick, lots } = fills[index];
      const known = sign > 0 ? abi.SIDE_BUY : abi.SIDE_SELL;
      const side = this.plants("unknownSides") ? 0 : known;
      this.#open(batch, timeUs);
      const flags = abi.KIND_TRADE | side | abi.TICK_LAST;
      this.#append(batch, this.#ticks.value(tick), this.#lots.value(lots), flags);
      this.#stats.trades++;
    }
  }

  #open(batch: TickBatch, timeUs: number): void {
    this.#stats.messages++;
    this.#timeUs = Math.floor(timeUs);
    const jitter = Math.min(this.#random.heavyTail(JITTER_US), MAX_JITTER_US);
    const arrival = this.#timeUs + LATENCY_US + Math.floor(jitter);
    this.#localUs = Math.max(this.#localUs, arrival);
    if (this.plants("reversals")) this.#timeUs -= this.#random.integer(1000, 50_000);
    this.#append(batch, this.#localUs, ++this.#sequence, abi.KIND_HEADER);
  }

  #append(batch: TickBatch, price: number, size: number, flags: number): void {
    batch.append(this.#timeUs, price, size, flags, this.#options.instrument);
  }

  #level(batch: TickBatch, side: number, tick: number, lots: number): void {
    const flags = abi.KIND_LEVEL_SET | side;
    this.#append(batch, this.#ticks.value(tick), this.#lots.value(lots), flags);
  }

  #changes(batch: TickBatch, side: SyntheticSide, flag: number, sign: number): void {
    for (let index = 0; index < side.changedCount; index++) {
      const key = side.changed[index];
      this.#level(batch, flag, sign * key, side.lotsAt(key));
    }
  }

  #quotes(batch: TickBatch, timeUs: number): void {
    const { bids, asks } = this.#market;
    const now = [bids.best, bids.bestLots, asks.best, asks.bestLots];
    if (now.every((value, index) => value === this.#quoted[index])) return;
    this.#quoted.set(now);
    this.#open(batch, timeUs);
    const [bid, ask] = [this.#ticks.value(bids.best), this.#ticks.value(-asks.best)];
    this.#append(batch, bid, this.#lots.value(bids.bestLots), abi.KIND_QUOTE | BID);
    this.#append(batch, ask, this.#lots.value(asks.bestLots), abi.KIND_QUOTE | ASK);
    batch.endMessage();
  }

  #cross(batch: TickBatch, timeUs: number): void {
    const tick = 2 - this.#market.asks.best;
    for (const lots of [5, 0]) {
      this.#open(batch, timeUs);
      this.#level(batch, BID, tick, lots);
      batch.endMessage();
    }
  }
}

/** Units of a step as the double nearest to the decimal number: 3 of 0.1 is 0.3. */
class Grid {
  readonly #step: number;
  /** 1 / step where that is whole: a division then rounds once. */
  readonly #perUnit: number;

  constructor(step: number) {
    this.#step = step;
    const inverse = Math.round(1 / step);
    this.#perUnit = 1 / inverse === step ? inverse : 0;
  }

  value(units: number): number {
    return this.#perUnit > 0 ? units / this.#perUnit : units * this.#step;
  }
}
