/**
 * From ticks to complete messages, on plain objects: what `docs/definitions.md` says about ticks,
 * validity of the book and refused ticks, with everything kept that ever happened.
 */
import * as abi from "../../assembly/abi.ts";
import type { Tick } from "../helpers/ticks.ts";
import { sessionOf } from "./session.ts";

export interface Options {
  tickSize: number;
  lotSize?: number;
  contract?: "linear" | "inverse" | "quanto";
  instrument?: number;
  every?: string;
  book?: "ladder" | "quotes";
  session?: { open: string; close: string; utcOffsetMinutes?: number };
  fundingTimes?: readonly string[];
  skipEmpty?: boolean;
  maxSilenceMs?: number;
  charts?: readonly string[];
}

/** A populated level: price in ticks, size in the units of the ticks. */
export interface Level {
  price: number;
  size: number;
}

/** Best levels first. */
export interface Book {
  isValid: boolean;
  bids: Level[];
  asks: Level[];
}

export interface Trade {
  price: number;
  size: number;
  /** +1 buy, -1 sell, 0 unknown. */
  side: number;
}

export interface Message {
  time: number;
  /** Accepted ticks without headers. */
  ticks: number;
  trades: Trade[];
  /** The book before, if this message is an event of the order flow, else null. */
  before: Book | null;
  after: Book;
  flags: number;
  /** Last value per topic, NaN before the first. */
  states: number[];
  feedSequence: number;
  feedLatencyMs: number;
}

const UNKNOWN_BOOK: Book = { isValid: false, bids: [], asks: [] };
const MAX_PRICE_TICKS = 2 ** 30;
const WEEK_MS = 7 * 86_400_000;
const kindOf = (tick: Tick) => tick.flags & abi.KIND_MASK;
const isLevel = (kind: number) => kind === abi.KIND_LEVEL_SET || kind === abi.KIND_LEVEL_CHANGE;

/** Reads all ticks; a message that is not complete at the end is left out. */
export function readMessages(ticks: readonly Tick[], options: Options): Message[] {
  const reader = new Reader(options);
  for (const tick of ticks) reader.read(tick);
  return reader.messages;
}

class Reader {
  readonly messages: Message[] = [];
  readonly #options: Options;
  #clock = Number.NaN;
  #outlier = Number.NaN;
  #bids = new Map<number, number>();
  #asks = new Map<number, number>();
  #isValid = false;
  /** What the message under way has brought so far. */
  #time = Number.NaN;
  #ticks = 0;
  #flags = 0;
  #trades: Trade[] = [];
  #hasClear = false;
  #hasGap = false;
  #hasBook = false;
  #states: number[] = new Array(abi.TOPIC_COUNT).fill(Number.NaN);
  #sequence = Number.NaN;
  #latency = Number.NaN;

  constructor(options: Options) {
    this.#options = options;
  }

  read(tick: Tick): void {
    if (tick.instrument !== (this.#options.instrument ?? 0)) return;
    const refusal = this.#timeRefusal(tick.time) || this.#refusal(tick);
    if (refusal === 0) {
      this.#tell(tick.time);
      if (kindOf(tick) !== abi.KIND_HEADER) this.#ticks++;
      this.#apply(tick);
    }
    this.#flags |= refusal;
    if (tick.flags & abi.TICK_LAST) this.#finish();
  }

  #timeRefusal(time: number): number {
    const silence = (this.#options.maxSilenceMs ?? WEEK_MS) * 1000;
    const outlier = this.#outlier;
    this.#outlier = Number.NaN;
    if (!Number.isFinite(time) || time < 0) return abi.FLAG_BAD_TICK;
    if (!(time - this.#clock > silence) || Math.abs(time - outlier) <= silence) return 0;
    this.#outlier = time;
    return abi.FLAG_BAD_TICK;
  }

  /** The flag that says why a tick is refused, or 0. */
  #refusal(tick: Tick): number {
    const kind = kindOf(tick);
    if (kind < abi.KIND_LEVEL_SET || kind > abi.KIND_GAP) return abi.FLAG_BAD_TICK;
    if (kind === abi.KIND_CLEAR || kind === abi.KIND_GAP || kind === abi.KIND_HEADER) return 0;
    if (!Number.isFinite(tick.price)) return abi.FLAG_BAD_TICK;
    if (kind === abi.KIND_STATE) return topicOf(tick) < abi.TOPIC_COUNT ? 0 : abi.FLAG_BAD_TICK;
    if (Math.abs(this.#inTicks(tick.price)) > MAX_PRICE_TICKS) return abi.FLAG_BAD_TICK;
    if (!Number.isFinite(tick.size)) return abi.FLAG_BAD_SIZE;
    if (kind !== abi.KIND_LEVEL_CHANGE) return tick.size < 0 ? abi.FLAG_BAD_SIZE : 0;
    return this.#bookListens() && this.#heldAfter(tick) < 0 ? abi.FLAG_BAD_SIZE : 0;
  }

  #tell(time: number): void {
    if (time < this.#clock) this.#flags |= abi.FLAG_TIME_REVERSAL;
    this.#clock = Number.isNaN(this.#clock) ? time : Math.max(this.#clock, time);
    if (Number.isNaN(this.#time)) this.#time = this.#clock;
  }

  #apply(tick: Tick): void {
    const kind = kindOf(tick);
    const isQuoted = this.#options.book === "quotes";
    if (isLevel(kind) && !isQuoted) this.#applyLevel(tick);
    if (kind === abi.KIND_QUOTE && isQuoted) this.#applyQuote(tick);
    if (kind === abi.KIND_TRADE) this.#applyTrade(tick);
    if (kind === abi.KIND_STATE) this.#states[topicOf(tick)] = tick.price;
    if (kind === abi.KIND_GAP) this.#loseBook(abi.FLAG_GAP);
    if (kind === abi.KIND_CLEAR && !isQuoted) {
      this.#bids.clear();
      this.#asks.clear();
      this.#hasClear = true;
    }
    if (kind === abi.KIND_HEADER) {
      this.#sequence = tick.size;
      this.#latency = (tick.price - this.#time) / 1000;
    }
  }

  #applyLevel(tick: Tick): void {
    if (!this.#bookListens()) {
      this.#flags |= abi.FLAG_DELTA_IGNORED;
    } else if (this.#isOffGrid(tick.price)) {
      this.#loseBook(abi.FLAG_OFF_GRID);
    } else {
      this.#hold(tick, this.#heldAfter(tick));
      this.#hasBook = true;
    }
  }

  #applyQuote(tick: Tick): void {
    this.#sideOf(tick).clear();
    this.#hold(tick, this.#inLots(tick.size));
    this.#hasBook = true;
  }

  #applyTrade(tick: Tick): void {
    const bits = tick.flags & abi.SIDE_MASK;
    const side = bits === abi.SIDE_BUY ? 1 : bits === abi.SIDE_SELL ? -1 : 0;
    if (side === 0) this.#flags |= abi.FLAG_UNKNOWN_SIDE;
    this.#trades.push({ price: tick.price, size: tick.size, side });
  }

  #loseBook(flag: number): void {
    this.#flags |= flag;
    this.#isValid = false;
    this.#hasClear = false;
    this.#hasGap = true;
    this.#hasBook = false;
  }

  #bookListens(): boolean {
    return this.#isValid || this.#hasClear;
  }

  #sideOf(tick: Tick): Map<number, number> {
    return (tick.flags & abi.SIDE_MASK) === abi.SIDE_BID ? this.#bids : this.#asks;
  }

  #heldAfter(tick: Tick): number {
    const before = this.#sideOf(tick).get(Math.round(this.#inTicks(tick.price))) ?? 0;
    return this.#inLots(tick.size) + (kindOf(tick) === abi.KIND_LEVEL_CHANGE ? before : 0);
  }

  #hold(tick: Tick, lots: number): void {
    const price = Math.round(this.#inTicks(tick.price));
    if (lots === 0) this.#sideOf(tick).delete(price);
    else this.#sideOf(tick).set(price, lots);
  }

  #inTicks(price: number): number {
    return price / this.#options.tickSize;
  }

  #isOffGrid(price: number): boolean {
    const ticks = this.#inTicks(price);
    return Math.abs(ticks - Math.round(ticks)) > 1e-3;
  }

  #inLots(size: number): number {
    const { lotSize } = this.#options;
    return lotSize === undefined ? size : Math.round(size / lotSize);
  }

  #levels(side: Map<number, number>, direction: number): Level[] {
    const unit = this.#options.lotSize ?? 1;
    return [...side]
      .map(([price, lots]) => ({ price, size: lots * unit }))
      .sort((a, b) => (a.price - b.price) * direction);
  }

  #finish(): void {
    const last = this.messages.at(-1);
    const time = Number.isNaN(this.#time) ? this.#clock : this.#time;
    const isNewSession =
      last !== undefined && sessionOf(last.time, this.#options) !== sessionOf(time, this.#options);
    if (isNewSession) this.#flags |= abi.FLAG_SESSION_BREAK;
    if (this.#hasClear) this.#flags |= abi.FLAG_RESYNC;
    const stands = this.#options.book === "quotes" && this.#hasBook;
    this.#isValid ||= this.#hasClear || stands;
    const after = this.#bookAfter(last?.after ?? UNKNOWN_BOOK);
    const isEvent =
      this.#hasBook && !this.#hasClear && !this.#hasGap && !isNewSession && after.isValid;
    this.messages.push({
      time,
      ticks: this.#ticks,
      trades: this.#trades,
      before: isEvent && last?.after.isValid ? last.after : null,
      after,
      flags: this.#flags | touchFlags(after),
      states: [...this.#states],
      feedSequence: this.#sequence,
      feedLatencyMs: this.#latency,
    });
    this.#time = Number.NaN;
    this.#ticks = this.#flags = 0;
    this.#trades = [];
    this.#hasClear = this.#hasGap = this.#hasBook = false;
  }

  #bookAfter(before: Book): Book {
    if (!this.#isValid) return UNKNOWN_BOOK;
    if (before.isValid && !this.#hasBook && !this.#hasClear) return before;
    return { isValid: true, bids: this.#levels(this.#bids, -1), asks: this.#levels(this.#asks, 1) };
  }
}

function topicOf(tick: Tick): number {
  return (tick.flags >>> abi.TOPIC_SHIFT) & 0xff;
}

function touchFlags({ isValid, bids, asks }: Book): number {
  if (!isValid) return 0;
  if (bids.length === 0 || asks.length === 0) return abi.FLAG_ONE_SIDED;
  if (bids[0].price > asks[0].price) return abi.FLAG_CROSSED;
  return bids[0].price === asks[0].price ? abi.FLAG_LOCKED : 0;
}
