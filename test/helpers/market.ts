/**
 * A small made-up market for tests: deterministic, all kinds of messages, faults on request.
 *
 * Prices and sizes are whole ticks and lots times the given units, so that a mirrored or scaled
 * market can be made from the same integers.
 */
import * as abi from "../../assembly/abi.ts";
import { Random } from "./random.ts";
import {
  type BookSide,
  clear,
  gap,
  header,
  levelChange,
  levelSet,
  message,
  quote,
  state,
  type Tick,
  trade,
} from "./ticks.ts";

export interface MakerOptions {
  seed: number;
  tickSize?: number;
  lotSize?: number;
  /** Price around which the market begins, in ticks. */
  base?: number;
  startUs?: number;
  /** Mean time between messages. */
  meanGapUs?: number;
  /** Share of the gaps in time that last 1 to 4 seconds. */
  quiet?: number;
  /** Share of messages that are a gap in the feed, or a clear with a new snapshot. */
  breaks?: number;
  /** Share of messages that empty a side, lock or cross the book. */
  strange?: number;
  /** Only best quotes, for instruments without depth. */
  quotesOnly?: boolean;
}

export interface MarketOptions extends MakerOptions {
  messages: number;
}

export const MARKET_START = Date.UTC(2024, 4, 6, 12) * 1000 + 123_457;
export const MARKET_BASE = 12_345;

const DEPTH = 14;

/** Ticks of a market, ready for an engine of the same tick and lot size. */
export function market(options: MarketOptions): Tick[] {
  const maker = new MarketMaker(options);
  const ticks: Tick[] = [];
  for (let i = 0; i < options.messages; i++) {
    const next = i === 0 ? maker.first() : maker.next();
    for (const tick of next) ticks.push(tick);
  }
  return ticks;
}

/** The same market, message by message, for runs too long to be kept. */
export class MarketMaker {
  readonly #random: Random;
  readonly #tick: number;
  readonly #lot: number;
  readonly #gapUs: number;
  readonly #options: MakerOptions;
  #time: number;
  #bids = new Map<number, number>();
  #asks = new Map<number, number>();
  #centre: number;
  #sequence = 0;
  #needsSnapshot = 0;

  constructor(options: MakerOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#tick = options.tickSize ?? 0.5;
    this.#lot = options.lotSize ?? 0.25;
    this.#gapUs = options.meanGapUs ?? 20_000;
    this.#time = options.startUs ?? MARKET_START;
    this.#centre = options.base ?? MARKET_BASE;
  }

  /** The message that makes the book known. */
  first(): Tick[] {
    return this.#options.quotesOnly ? this.#quotes() : this.#snapshot();
  }

  next(): Tick[] {
    const random = this.#random;
    this.#pass();
    if (!this.#options.quotesOnly) this.#track();
    if (this.#needsSnapshot > 0 && --this.#needsSnapshot === 0) return this.first();
    if (random.chance(this.#options.breaks ?? 0)) return this.#break();
    if (this.#options.quotesOnly) {
      return random.chance(0.35) ? message(...this.#trades()) : this.#quotes();
    }
    if (random.chance(this.#options.strange ?? 0)) return this.#strange();
    const dice = random.next();
    if (dice < 0.05) return message(this.#state());
    if (dice < 0.2) return message(...this.#header(), ...this.#trades(), ...this.#touchChange());
    if (dice < 0.28) return message(...this.#trades());
    if (dice < 0.4) return message(...this.#header(), ...this.#many());
    if (dice < 0.55) return message(...this.#touchChange());
    return message(...this.#header(), ...this.#level());
  }

  #track(): void {
    this.#centre = Math.round((this.#best("bid") + this.#best("ask")) / 2);
  }

  #pass(): void {
    const random = this.#random;
    if (random.chance(0.08)) return;
    const isQuiet = random.chance(this.#options.quiet ?? 0.002);
    this.#time += isQuiet
      ? random.integer(1e6, 4e6)
      : 1 + Math.floor(random.exponential(this.#gapUs));
  }

  #price(ticks: number): number {
    return ticks * this.#tick;
  }

  #size(mean = 20): number {
    return (1 + Math.floor(this.#random.exponential(mean))) * this.#lot;
  }

  #book(side: BookSide): Map<number, number> {
    return side === "bid" ? this.#bids : this.#asks;
  }

  #best(side: BookSide): number {
    const prices = [...this.#book(side).keys()];
    if (prices.length === 0) return this.#centre + (side === "bid" ? -2 : 2);
    return side === "bid" ? Math.max(...prices) : Math.min(...prices);
  }

  #worst(side: BookSide): number {
    const prices = [...this.#book(side).keys()];
    if (prices.length === 0) return this.#best(side);
    return side === "bid" ? Math.min(...prices) : Math.max(...prices);
  }

  #set(side: BookSide, ticks: number, size: number): Tick {
    if (size === 0) this.#book(side).delete(ticks);
    else this.#book(side).set(ticks, size);
    return levelSet(this.#time, side, this.#price(ticks), size);
  }

  #header(): Tick[] {
    if (!this.#random.chance(0.5)) return [];
    this.#sequence++;
    return [header(this.#time, this.#time + this.#random.integer(200, 9000), this.#sequence)];
  }

  #state(): Tick {
    const random = this.#random;
    const topic = random.integer(0, abi.TOPIC_COUNT - 1);
    const value = topic === abi.TOPIC_HALTED ? 0 : random.integer(-4000, 4000) / 64;
    return state(this.#time, topic, value);
  }

  #snapshot(): Tick[] {
    this.#bids.clear();
    this.#asks.clear();
    const ticks = [...this.#header(), clear(this.#time)];
    for (let i = 1; i <= DEPTH; i++) {
      if (i > 1 && this.#random.chance(0.2)) continue;
      ticks.push(this.#set("bid", this.#centre - i, this.#size()));
      ticks.push(this.#set("ask", this.#centre + i, this.#size()));
    }
    return message(...ticks);
  }

  /** One level near the touch: set, deleted or changed; nothing it would cross stays. */
  #level(): Tick[] {
    const random = this.#random;
    const side: BookSide = random.chance(0.5) ? "bid" : "ask";
    const spread = this.#best("ask") - this.#best("bid");
    const inside = spread > 3 && random.chance(0.5) ? random.integer(1, spread - 1) : 0;
    const away = inside > 0 ? -inside : Math.floor(random.exponential(4));
    const direction = side === "bid" ? -1 : 1;
    const ticks = this.#best(side) + direction * away;
    const held = this.#book(side).get(ticks) ?? 0;
    if (held > 0 && random.chance(0.35)) {
      return this.#keepsSide(side, ticks) ? [this.#set(side, ticks, 0)] : [];
    }
    if (random.chance(0.3)) {
      const floor = held > 0 ? 1 - Math.round(held / this.#lot) : 1;
      const change = random.integer(floor, 12) * this.#lot;
      return this.#change(side, ticks, change);
    }
    return [...this.#makeWay(side, ticks), this.#set(side, ticks, this.#size())];
  }

  #change(side: BookSide, ticks: number, change: number): Tick[] {
    const way = this.#makeWay(side, ticks);
    const held = (this.#book(side).get(ticks) ?? 0) + change;
    if (held === 0) this.#book(side).delete(ticks);
    else this.#book(side).set(ticks, held);
    return [...way, levelChange(this.#time, side, this.#price(ticks), change)];
  }

  #keepsSide(side: BookSide, ticks: number): boolean {
    const book = this.#book(side);
    return book.size > 3 || !book.has(ticks);
  }

  /** Deletes what a new level would cross; a side left empty gets a new best. */
  #makeWay(side: BookSide, ticks: number): Tick[] {
    const other: BookSide = side === "bid" ? "ask" : "bid";
    const direction = side === "bid" ? 1 : -1;
    const crossed = [...this.#book(other).keys()].filter((p) => (p - ticks) * direction <= 0);
    const made = crossed.map((p) => this.#set(other, p, 0));
    if (this.#book(other).size === 0) {
      made.push(this.#set(other, ticks + 2 * direction, this.#size()));
    }
    return made;
  }

  /** The best level of a side goes, and the other side may follow. */
  #touchChange(): Tick[] {
    const random = this.#random;
    const side: BookSide = random.chance(0.5) ? "bid" : "ask";
    const other: BookSide = side === "bid" ? "ask" : "bid";
    const best = this.#best(side);
    const made = this.#keepsSide(side, best) ? [this.#set(side, best, 0)] : [];
    if (random.chance(0.6)) {
      const direction = side === "bid" ? -1 : 1;
      const step = this.#best(other) + direction;
      made.push(...this.#makeWay(other, step), this.#set(other, step, this.#size()));
    }
    const beyond = this.#worst(side) + (side === "bid" ? -1 : 1) * random.integer(1, 3);
    made.push(this.#set(side, beyond, this.#size()));
    return made;
  }

  #many(): Tick[] {
    const count = this.#random.integer(2, 6);
    return Array.from({ length: count }, () => this.#level()).flat();
  }

  #trades(): Tick[] {
    const random = this.#random;
    const around = this.#options.quotesOnly ? this.#centre : this.#best("bid");
    return Array.from({ length: random.integer(1, 3) }, () => {
      const dice = random.next();
      const side = dice < 0.46 ? "buy" : dice < 0.92 ? "sell" : "unknown";
      const ticks = around + random.integer(-1, 3) + (random.chance(0.1) ? 0.5 : 0);
      return trade(this.#time, side, this.#price(ticks), this.#size(4));
    });
  }

  #quotes(): Tick[] {
    const random = this.#random;
    if (random.chance(0.3)) this.#centre += random.pick([-1, 1]);
    const spread = random.integer(1, 3);
    return message(
      quote(this.#time, "bid", this.#price(this.#centre), this.#size()),
      quote(this.#time, "ask", this.#price(this.#centre + spread), this.#size()),
    );
  }

  #break(): Tick[] {
    const random = this.#random;
    if (random.chance(0.5)) return this.first();
    this.#needsSnapshot = random.integer(1, 5);
    return message(gap(this.#time));
  }

  #strange(): Tick[] {
    const random = this.#random;
    const side: BookSide = random.chance(0.5) ? "bid" : "ask";
    const other: BookSide = side === "bid" ? "ask" : "bid";
    this.#needsSnapshot = random.integer(1, 4);
    if (random.chance(0.5)) {
      const gone = [...this.#book(side).keys()].map((p) => this.#set(side, p, 0));
      return message(...gone, this.#set(side, this.#centre, 0));
    }
    const shift = random.integer(0, 2) * (side === "bid" ? 1 : -1);
    return message(this.#set(side, this.#best(other) + shift, this.#size()));
  }
}
