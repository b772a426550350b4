/**
 * Levels of an order book on their way in and out.
 */
import { type SeriesMemory, STAGED_VALUES } from "../core/series/memory.ts";
import type { Input } from "./columns.ts";

export type BookSide = "bid" | "ask";

export interface BookLevel {
  readonly price: number;
  readonly size: number;
}

/** Levels of one side, best first. */
export interface LevelColumns {
  readonly prices: Float64Array;
  readonly sizes: Float64Array;
}

/** Levels as pairs of price and size, or all of them flat: price, size, price, size ... */
export type LevelList = ArrayLike<ArrayLike<number>> | ArrayLike<number>;

export interface LevelChanges {
  /** Empties the book first. */
  readonly isSnapshot?: boolean;
  readonly bids: LevelList;
  readonly asks: LevelList;
}

/** Changes in order: side 1 for bids, -1 for asks, and the size that stands from then on. */
export interface ChangeColumns {
  readonly side: Input;
  readonly price: Input;
  readonly size: Input;
}

/** The touch and the imbalance of the best levels after each change. */
export interface TouchColumns {
  readonly bid: Float64Array;
  readonly bidSize: Float64Array;
  readonly ask: Float64Array;
  readonly askSize: Float64Array;
  readonly depthImbalance: Float64Array;
}

/**
 * Writes levels into linear memory by pieces.
 * @param work is told where prices and sizes lie, how many, and how many came before
 */
export function stageLevels(
  memory: SeriesMemory,
  levels: LevelList,
  work: (prices: number, sizes: number, count: number, from: number) => void,
): void {
  const isFlat = typeof levels?.[0] === "number";
  const total = isFlat ? levels.length / 2 : levels?.length;
  if (!Number.isInteger(total)) {
    throw new TypeError(
      "volume-imbalance/OrderBook: bids and asks must be arrays of pairs of price and size, or " +
        `flat ones of even length, was ${levels === undefined ? "undefined" : typeof levels}`,
    );
  }
  const [prices, sizes] = [memory.stagedAt(0), memory.stagedAt(1)];
  for (let from = 0; from < total; from += STAGED_VALUES) {
    const count = Math.min(STAGED_VALUES, total - from);
    const { f64 } = memory;
    for (let index = 0; index < count; index++) {
      const place = from + index;
      const pair = levels[place] as ArrayLike<number>;
      f64[prices / 8 + index] = isFlat ? (levels[2 * place] as number) : pair[0];
      f64[sizes / 8 + index] = isFlat ? (levels[2 * place + 1] as number) : pair[1];
    }
    work(prices, sizes, count, from);
  }
}

/** Levels one by one, best first. */
export function* levelsOf({ prices, sizes }: LevelColumns): IterableIterator<BookLevel> {
  for (let index = 0; index < prices.length; index++) {
    yield { price: prices[index], size: sizes[index] };
  }
}
