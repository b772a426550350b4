/**
 * A made-up limit order book that behaves like one: queues of sizes on a grid of ticks, orders that
 * come and go mostly near the touch, market orders that eat levels, bursts, quiet stretches and
 * planted episodes of pressure.
 *
 * Everything is integers of ticks and lots; prices are made from them at the end. The touch moves
 * when a queue is cancelled or eaten away, and again when the hole is filled from one of the two
 * sides; pressure and the imbalance of the queues decide from which: imbalance leads the price.
 */
import type { SyntheticRandom } from "./random.ts";
import { SyntheticSide } from "./side.ts";

/** One fill of a market order. */
export interface Fill {
  tick: number;
  lots: number;
}

/** Median size of an order, in lots. */
const ORDER_LOTS = 20;
const MAX_ORDER_LOTS = 5000;
/** Share of book events that begin with a move of the touch. */
const TOUCH_SHARE = 0.11;
const SWEEP_SHARE = 0.015;
/** Median distance of a change from the best level, in ticks, and the farthest. */
const MEDIAN_DISTANCE = 4;
const MAX_DISTANCE = 1000;

export class SyntheticMarket {
  readonly bids: SyntheticSide;
  readonly asks: SyntheticSide;
  /** Fills of the last market order, valid up to `fillCount`. */
  readonly fills: Fill[] = [];
  fillCount = 0;
  readonly #random: SyntheticRandom;
  /** Slowly forgotten signs of trades: buyers follow buyers. */
  #flow = 0;

  constructor(random: SyntheticRandom, startTick: number) {
    this.#random = random;
    this.bids = new SyntheticSide(startTick, this.#orderLots());
    this.asks = new SyntheticSide(-startTick - 1, this.#orderLots());
    for (const side of [this.bids, this.asks]) {
      for (let distance = 1; distance < MAX_DISTANCE; distance++) {
        if (random.chance(occupancy(distance))) {
          side.set(side.best - distance, Math.ceil(targetLots(distance) * 2 * random.uniform()));
        }
      }
    }
  }

  /** Middle of the touch, in ticks. */
  get midTicks(): number {
    return (this.bids.best - this.asks.best) / 2;
  }

  get spreadTicks(): number {
    return -this.bids.best - this.asks.best;
  }

  beginMessage(): void {
    this.bids.beginMessage();
    this.asks.beginMessage();
  }

  /** Orders come and go: changes one to some eighty levels. */
  bookEvent(pressure: number): void {
    if (this.#random.chance(TOUCH_SHARE)) this.#moveTouch(pressure);
    for (let count = this.#changeCount(); count > 0; count--) this.#changeLevel(pressure);
  }

  /**
   * A market order eats into the other side; see `fills`.
   * @returns 1 if it bought, -1 if it sold
   */
  marketOrder(pressure: number): 1 | -1 {
    const random = this.#random;
    const bias = 0.4 * this.#flow + 0.6 * pressure;
    const sign = random.chance((1 + bias) / 2) ? 1 : -1;
    this.#flow += 0.1 * (sign - this.#flow);
    const side = sign > 0 ? this.asks : this.bids;
    let lots = this.#orderLots();
    if (random.chance(SWEEP_SHARE)) lots += side.bestLots * random.integer(2, 8);
    else if (random.chance(0.9)) lots = Math.min(lots, side.bestLots);
    this.fillCount = 0;
    while (lots > 0 && side.count > 1) {
      const key = side.best;
      const filled = Math.min(lots, side.bestLots);
      this.#fill(sign > 0 ? -key : key, filled);
      side.set(key, side.bestLots - filled);
      lots -= filled;
    }
    return sign;
  }

  #fill(tick: number, lots: number): void {
    const known = this.fills[this.fillCount++];
    if (known) Object.assign(known, { tick, lots });
    else this.fills.push({ tick, lots });
  }

  /** In a wide spread somebody steps in; at the narrowest one a queue gives way. */
  #moveTouch(pressure: number): void {
    const { bids, asks } = this;
    const random = this.#random;
    const imbalance = (bids.bestLots - asks.bestLots) / (bids.bestLots + asks.bestLots);
    const bias = 0.4 * pressure + 0.3 * imbalance;
    const isUp = random.chance((1 + bias) / 2);
    if (this.spreadTicks > 1) {
      const side = isUp ? bids : asks;
      side.set(side.best + 1, this.#orderLots());
    } else {
      const side = isUp ? asks : bids;
      side.set(side.best, 0);
    }
  }

  #changeLevel(pressure: number): void {
    const random = this.#random;
    const isBid = random.chance(0.5);
    const side = isBid ? this.bids : this.asks;
    const drawn = Math.floor(random.heavyTail(MEDIAN_DISTANCE));
    const distance = drawn <= MAX_DISTANCE ? drawn : random.integer(0, MAX_DISTANCE);
    const key = side.best - distance;
    const lots = side.lotsAt(key);
    const order = this.#orderLots();
    if (lots === 0) {
      if (random.chance(occupancy(distance))) side.set(key, order);
      return;
    }
    const target = targetLots(distance) * (1 + (isBid ? 0.7 : -0.7) * pressure);
    if (random.chance(target / (target + lots))) side.set(key, lots + order);
    // The best queue thins but stays: the touch has its own rule.
    else side.set(key, Math.max(lots - order, distance === 0 ? 1 : 0));
  }

  #changeCount(): number {
    const random = this.#random;
    const draw = random.uniform();
    if (draw < 0.55) return 1;
    if (draw < 0.8) return random.integer(2, 4);
    if (draw < 0.95) return random.integer(5, 12);
    return draw < 0.995 ? random.integer(13, 40) : random.integer(41, 80);
  }

  #orderLots(): number {
    return Math.min(1 + Math.floor(this.#random.heavyTail(ORDER_LOTS)), MAX_ORDER_LOTS);
  }
}

/** Share of levels at this distance that hold something: about 220 of 1,000. */
function occupancy(distance: number): number {
  return Math.max(60 / (60 + distance), 0.15);
}

/** Size around which a queue at this distance moves, in lots: a hump behind the touch. */
function targetLots(distance: number): number {
  return 400 * (0.3 + distance / (distance + 6)) * (80 / (80 + distance));
}
