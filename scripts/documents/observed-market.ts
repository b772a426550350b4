/**
 * A small market in which every column comes to be known: twenty levels a side, and in every
 * message a header, changes of the touch, a trade, and all state values.
 */
import { type Engine, Tick } from "../../bindings/index.ts";

const TICK_SIZE = 0.5;
const LEVELS = 20;
const MIDDLE = 1000;
const START_US = Date.UTC(2024, 0, 1, 12) * 1000;
const STATES = [Tick.fundingRate, Tick.openInterest, Tick.indexPrice, Tick.markPrice];

export const MARKET_OPTIONS = { tickSize: TICK_SIZE, lotSize: 1, fundingTimes: ["16:00"] };

export interface Message {
  readonly book?: "snapshot" | "changes" | "no asks";
  readonly hasTrade?: boolean;
  readonly hasGap?: boolean;
  /** False without header and state values. */
  readonly hasState?: boolean;
}

/** Sizes that differ from message to message and from level to level, the same in every run. */
function sizeAt(message: number, level: number): number {
  return 20 + ((message * 7919 + level * 104729 + message * message * 31) % 61);
}

/** Pushes messages into an engine, one every `stepUs`. */
export class ObservedMarket {
  readonly #engine: Engine;
  readonly #stepUs: number;
  #messages = 0;

  constructor(engine: Engine, stepUs: number) {
    this.#engine = engine;
    this.#stepUs = stepUs;
  }

  push({ book, hasTrade = false, hasGap = false, hasState = true }: Message): void {
    const number = this.#messages;
    if (hasState) this.#add(Tick.header, START_US + number * this.#stepUs + 5000, number);
    if (hasGap) this.#add(Tick.gap);
    if (book === "snapshot") this.#addSnapshot();
    if (book === "changes") this.#addChanges();
    if (book === "no asks") this.#setAsks(() => 0);
    if (hasTrade) {
      const side = number % 3 === 0 ? Tick.sell : Tick.buy;
      const price = MIDDLE + (number % 5) * TICK_SIZE;
      this.#add(Tick.trade | side, price, sizeAt(number, LEVELS + 1));
    }
    if (hasState) for (const topic of STATES) this.#add(Tick.state | topic, 1 + number);
    // a halted market is no column's business: this only ends the message
    this.#add(Tick.state | Tick.halted | Tick.last, 0);
    this.#messages++;
  }

  #add(flags: number, price = 0, size = 0): void {
    this.#engine.pushTick(START_US + this.#messages * this.#stepUs, price, size, flags);
  }

  #addSnapshot(): void {
    this.#add(Tick.clear);
    for (let level = 1; level <= LEVELS; level++) {
      this.#add(Tick.level | Tick.bid, MIDDLE - level * TICK_SIZE, sizeAt(0, level));
    }
    this.#setAsks((level) => sizeAt(0, level));
  }

  /** Sizes of the touch change, and an ask at the middle comes and goes, so that mid moves. */
  #addChanges(): void {
    const number = this.#messages;
    this.#add(Tick.level | Tick.bid, MIDDLE - TICK_SIZE, sizeAt(number, 0));
    this.#add(Tick.level | Tick.ask, MIDDLE + TICK_SIZE, sizeAt(number, 7));
    this.#add(Tick.level | Tick.ask, MIDDLE, number % 2 === 0 ? 0 : 5);
  }

  #setAsks(size: (level: number) => number): void {
    for (let level = 0; level <= LEVELS; level++) {
      const standing = level === 0 ? 0 : size(level);
      this.#add(Tick.level | Tick.ask, MIDDLE + level * TICK_SIZE, standing);
    }
  }
}
