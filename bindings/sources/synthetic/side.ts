/**
 * One side of the synthetic book: sizes in lots on a grid of ticks, and what a message changed.
 *
 * Both sides count in keys, where higher is better: a bid's key is its tick, an ask's is its tick
 * with the sign turned. So the book is uncrossed while `bids.best + asks.best < 0`.
 */

/** Levels live at most this many ticks behind the best one. */
export const REACH_TICKS = 1024;
/** Power of two, larger than the reach and any spread. */
const SLOTS = 8192;
const MASK = SLOTS - 1;

export class SyntheticSide {
  /** Key of the best level; there always is one. */
  best: number;
  /** Levels that hold something. */
  count = 0;
  /** Keys changed since `beginMessage`, each once; valid up to `changedCount`. */
  readonly changed = new Float64Array(2 * SLOTS);
  changedCount = 0;
  readonly #lots = new Float64Array(SLOTS);
  readonly #stamps = new Uint32Array(SLOTS);
  #message = 0;
  /** No level lies below this key. */
  #floor: number;

  constructor(best: number, lots: number) {
    this.best = best;
    this.#floor = best;
    this.set(best, lots);
  }

  /** Size at a key within reach, in lots. */
  lotsAt(key: number): number {
    return key > this.best || key < this.#floor ? 0 : this.#lots[key & MASK];
  }

  get bestLots(): number {
    return this.#lots[this.best & MASK];
  }

  beginMessage(): void {
    this.#message++;
    this.changedCount = 0;
  }

  /** Sets a level; a better one becomes the best, and levels that are then out of reach go. */
  set(key: number, lots: number): void {
    const before = this.lotsAt(key);
    // The last level of a side stays: an empty side is not a market.
    if (lots === 0 && (before === 0 || this.count === 1)) return;
    this.#lots[key & MASK] = lots;
    this.#note(key);
    if (before === 0) this.count++;
    if (lots === 0) this.count--;
    if (key < this.#floor) this.#floor = key;
    if (lots > 0 && key > this.best) {
      this.best = key;
      this.#forgetBehind(key - REACH_TICKS);
    }
    while (this.#lots[this.best & MASK] === 0) this.best--;
  }

  /** Calls for every level, best first. */
  visitLevels(visit: (key: number, lots: number) => void): void {
    for (let key = this.best; key >= this.#floor; key--) {
      const lots = this.#lots[key & MASK];
      if (lots > 0) visit(key, lots);
    }
  }

  #forgetBehind(lowest: number): void {
    for (; this.#floor < lowest; this.#floor++) {
      const slot = this.#floor & MASK;
      if (this.#lots[slot] === 0) continue;
      this.#lots[slot] = 0;
      this.count--;
      this.#note(this.#floor);
    }
  }

  #note(key: number): void {
    const slot = key & MASK;
    if (this.#stamps[slot] === this.#message) return;
    this.#stamps[slot] = this.#message;
    this.changed[this.changedCount++] = key;
  }
}
