/**
 * One side of a book of which whole pictures are shown, and what changed from one to the next.
 *
 * Levels stand in order from the best one outward. A level that is not shown any more is written
 * with size 0, whether it is gone or only pushed out of sight: beyond the last level nothing is
 * known. A picture is read as a whole before any of it is written, so a bad one leaves no trace.
 */
import * as abi from "../../../assembly/abi.ts";
import { grown } from "./grown.ts";

const FIRST_CAPACITY = 32;

/** Where changed levels go: a `MessageWriter`, for one. */
export interface LevelSink {
  add(timeUs: number, price: number, size: number, flags: number): void;
}

/** Prices and sizes, best first. */
class Levels {
  count = 0;
  prices = new Float64Array(FIRST_CAPACITY);
  sizes = new Float64Array(FIRST_CAPACITY);

  add(price: number, size: number): void {
    if (this.count === this.prices.length) {
      this.prices = grown(this.prices);
      this.sizes = grown(this.sizes);
    }
    this.prices[this.count] = price;
    this.sizes[this.count++] = size;
  }
}

export class ShownSide {
  readonly #flags: number;
  /** 1 where better prices are lower, -1 where they are higher. */
  readonly #direction: number;
  #shown = new Levels();
  #next = new Levels();

  constructor(side: typeof abi.SIDE_BID | typeof abi.SIDE_ASK) {
    this.#flags = abi.KIND_LEVEL_SET | side;
    this.#direction = side === abi.SIDE_BID ? -1 : 1;
  }

  /** Levels of the picture that was read and is not written yet. */
  get count(): number {
    return this.#next.count;
  }

  /** The next picture begins. */
  begin(): void {
    this.#next.count = 0;
  }

  /**
   * Takes the next level of the picture, of a size above 0.
   * @returns false if it does not lie behind the level before it
   */
  add(price: number, size: number): boolean {
    const next = this.#next;
    const { count } = next;
    if (count > 0 && this.#direction * (price - next.prices[count - 1]) <= 0) return false;
    next.add(price, size);
    return true;
  }

  /** The book was cleared: nothing is shown. */
  forget(): void {
    this.#shown.count = 0;
  }

  /** Writes what the picture that was read changes in the one before; once for each. */
  write(sink: LevelSink, timeUs: number): void {
    const { prices, sizes, count } = this.#next;
    const shown = this.#shown;
    const flags = this.#flags;
    const direction = this.#direction;
    let old = 0;
    for (let level = 0; level < count; level++) {
      const price = prices[level];
      while (old < shown.count && direction * (shown.prices[old] - price) < 0) {
        sink.add(timeUs, shown.prices[old++], 0, flags);
      }
      const isShown = old < shown.count && shown.prices[old] === price;
      const before = isShown ? shown.sizes[old++] : 0;
      if (sizes[level] !== before) sink.add(timeUs, price, sizes[level], flags);
    }
    while (old < shown.count) sink.add(timeUs, shown.prices[old++], 0, flags);
    this.#shown = this.#next;
    this.#next = shown;
  }
}
