/**
 * One side of a book as rows of whole books show it, and what changed from row to row.
 *
 * Levels stand in order from the touch outward. A level that is not shown any more is written with
 * size 0, whether it is gone or only pushed out of sight: beyond the last level nothing is known.
 */
import * as abi from "../../../assembly/abi.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { LevelRun } from "./row.ts";
import { UNREADABLE } from "./row.ts";

/** Prices and sizes, best first. */
class Levels {
  count = 0;
  prices = new Float64Array(32);
  sizes = new Float64Array(32);

  add(price: number, size: number): void {
    if (this.count === this.prices.length) this.#grow();
    this.prices[this.count] = price;
    this.sizes[this.count++] = size;
  }

  #grow(): void {
    const prices = new Float64Array(this.prices.length * 2);
    const sizes = new Float64Array(this.prices.length * 2);
    prices.set(this.prices);
    sizes.set(this.sizes);
    this.prices = prices;
    this.sizes = sizes;
  }
}

export class ShownSide {
  readonly #name: string;
  readonly #flags: number;
  /** 1 where better prices are lower, -1 where they are higher. */
  readonly #direction: number;
  #shown = new Levels();
  #next = new Levels();

  constructor(name: "bids" | "asks") {
    this.#name = name;
    this.#flags = abi.KIND_LEVEL_SET | (name === "bids" ? abi.SIDE_BID : abi.SIDE_ASK);
    this.#direction = name === "bids" ? -1 : 1;
  }

  /** Levels of the row that was read last. */
  get count(): number {
    return this.#next.count;
  }

  /** The book was cleared: nothing is shown. */
  forget(): void {
    this.#shown.count = 0;
  }

  /**
   * Reads the levels of a row; nothing is written before `write`.
   * @returns "" if all were understood, else the reason why not
   */
  read(prices: LevelRun, sizes: LevelRun): string {
    const next = this.#next;
    next.count = 0;
    if (prices.count !== sizes.count) {
      return `${this.#name} must have as many sizes (${sizes.count}) as prices (${prices.count})`;
    }
    for (let level = 0; level < prices.count; level++) {
      const price = prices.values[prices.from + level];
      const size = sizes.values[sizes.from + level];
      const isMissing = Number.isNaN(price) || Number.isNaN(size);
      if (isMissing || (size === 0 && price !== UNREADABLE)) continue;
      if (!(size > 0 && size < Infinity && Math.abs(price) < Infinity)) {
        return `${this.#name} must be finite prices with sizes from 0 up, see level ${level}`;
      }
      const { count } = next;
      if (count > 0 && this.#direction * (price - next.prices[count - 1]) <= 0) {
        return `${this.#name} must stand in order from the best one outward, see level ${level}`;
      }
      next.add(price, size);
    }
    return "";
  }

  /** Writes what the row read last has changed. */
  write(writer: MessageWriter, timeUs: number): void {
    const { prices, sizes, count } = this.#next;
    const shown = this.#shown;
    const flags = this.#flags;
    const direction = this.#direction;
    let old = 0;
    for (let level = 0; level < count; level++) {
      const price = prices[level];
      while (old < shown.count && direction * (shown.prices[old] - price) < 0) {
        writer.add(timeUs, shown.prices[old++], 0, flags);
      }
      const isShown = old < shown.count && shown.prices[old] === price;
      const before = isShown ? shown.sizes[old++] : 0;
      if (sizes[level] !== before) writer.add(timeUs, price, sizes[level], flags);
    }
    while (old < shown.count) writer.add(timeUs, shown.prices[old++], 0, flags);
    this.#shown = this.#next;
    this.#next = shown;
  }
}
