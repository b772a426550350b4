/**
 * Questions about the book of an engine as it stands after the last push. Not for every tick: the
 * columns of the signal table are.
 */
import type { EngineHome } from "./home.ts";
import type { CheckedOptions } from "./options.ts";
import { perUnit } from "./units.ts";

/** Levels of one side, best first. */
export interface LevelArrays {
  /** In units of the price. */
  readonly prices: Float64Array;
  /** In units of size. */
  readonly sizes: Float64Array;
}

/** Questions about the book of an engine as it stands after the last push; `engine.book`. */
export class BookView {
  readonly #home: EngineHome;
  readonly #options: CheckedOptions;

  /** @internal */
  constructor(home: EngineHome, options: CheckedOptions) {
    this.#home = home;
    this.#options = options;
  }

  /** Whether the book is known: after a snapshot or quote, not after a gap. */
  get isValid(): boolean {
    return this.#home.field("isBookValid") !== 0;
  }

  /** Best bid, NaN where there is none or the book is not known. */
  get bid(): number {
    return this.#price(this.#home.field("bidTicks"), this.#home.field("bidSize"));
  }

  /** Best ask, NaN where there is none or the book is not known. */
  get ask(): number {
    return this.#price(this.#home.field("askTicks"), this.#home.field("askSize"));
  }

  /** Size at the best bid; 0 where that side is empty, NaN where the book is not known. */
  get bidSize(): number {
    return this.#size(this.#home.field("bidSize"));
  }

  /** Size at the best ask; 0 where that side is empty, NaN where the book is not known. */
  get askSize(): number {
    return this.#size(this.#home.field("askSize"));
  }

  /** Number of levels standing on a side. */
  levelCount(side: "bid" | "ask"): number {
    const { memory } = this.#home;
    return this.isValid ? memory.core.levelCountAt(this.#ladder(side)) : 0;
  }

  /**
   * Copies the best levels of a side, best first.
   * @param levels most that are copied; fewer where `out` is shorter or the side thinner
   * @param out arrays to fill
   * @returns number of levels copied
   */
  copyLevels(side: "bid" | "ask", levels: number, out: LevelArrays): number {
    if (!Number.isInteger(levels) || levels < 0) {
      throw new RangeError(`${AT}.copyLevels: levels must be a whole number, was ${levels}`);
    }
    const wanted = Math.min(levels, this.levelCount(side), out.prices.length, out.sizes.length);
    if (wanted === 0) return 0;
    const { memory, address: keysAt } = this.#home.scratch(wanted * 16);
    const sizesAt = keysAt + wanted * 8;
    const taken = memory.core.copyLevelsAt(this.#ladder(side), wanted, keysAt, sizesAt);
    const keys = new Int32Array(memory.memory.buffer, keysAt, taken);
    const lots = new Float64Array(memory.memory.buffer, sizesAt, taken);
    const sign = side === "bid" ? 1 : -1;
    for (let index = 0; index < taken; index++) {
      out.prices[index] = this.#priceOf(sign * keys[index]);
      out.sizes[index] = this.#size(lots[index]);
    }
    memory.arena.free(keysAt);
    return taken;
  }

  /** The best levels of a side, best first. */
  levels(side: "bid" | "ask", levels = Number.MAX_SAFE_INTEGER): LevelArrays {
    const count = Math.min(levels, this.levelCount(side));
    const out = { prices: new Float64Array(count), sizes: new Float64Array(count) };
    this.copyLevels(side, count, out);
    return out;
  }

  /**
   * Size standing on the best `levels`, or within `bps` of mid.
   * @returns NaN where the book is not known, or has no mid for `bps`
   */
  depth(side: "bid" | "ask", within: { levels: number } | { bps: number }): number {
    if (!this.isValid) return Number.NaN;
    if ("levels" in within) {
      return this.levels(side, within.levels).sizes.reduce((sum, size) => sum + size, 0);
    }
    const mid = (this.#home.field("bidTicks") + this.#home.field("askTicks")) / 2;
    if (!Number.isFinite(mid)) return Number.NaN;
    const key = side === "bid" ? mid : -mid;
    const lowest = key - Math.abs(mid) * within.bps * 1e-4;
    return this.#size(this.#home.memory.core.depthAboveAt(this.#ladder(side), lowest));
  }

  /**
   * What a market order would pay.
   * @param side "buy" takes asks, "sell" takes bids
   * @returns `filled` less than `size` where the book is too thin; `averagePrice` NaN for nothing
   */
  costToFill(side: "buy" | "sell", size: number): { filled: number; averagePrice: number } {
    const { prices, sizes } = this.levels(side === "buy" ? "ask" : "bid");
    let filled = 0;
    let paid = 0;
    for (let index = 0; index < prices.length && filled < size; index++) {
      const take = Math.min(size - filled, sizes[index]);
      filled += take;
      paid += take * prices[index];
    }
    return { filled, averagePrice: filled > 0 ? paid / filled : Number.NaN };
  }

  /** Address of the ladder of a side. */
  #ladder(side: "bid" | "ask"): number {
    const { plan, state } = this.#home;
    const offset = side === "bid" ? plan.bidLadder : plan.askLadder;
    if (offset === 0) {
      throw new RangeError(`${AT}: this engine has no ladder (book: "quotes")`);
    }
    return state + offset;
  }

  #price(ticks: number, size: number): number {
    return this.isValid && size > 0 ? this.#priceOf(ticks) : Number.NaN;
  }

  #priceOf(ticks: number): number {
    const { count, isWhole } = perUnit(this.#options.tickSize);
    return isWhole ? ticks / count : ticks * this.#options.tickSize;
  }

  #size(lots: number): number {
    const { lotSize } = this.#options;
    if (!this.isValid) return Number.NaN;
    if (Number.isNaN(lotSize)) return lots;
    const { count, isWhole } = perUnit(lotSize);
    return isWhole ? lots / count : lots * lotSize;
  }
}

const AT = "volume-imbalance/book-view";
