/**
 * Levels of an order book on their way in and out.
 */
import { type SeriesMemory, STAGED_VALUES } from "../core/series/memory.ts";
import type { Input } from "./columns.ts";

/** Side of a book. */
export type BookSide = "bid" | "ask";

/** A level of one side. */
export interface BookLevel {
  /** In the unit of price, a multiple of `tickSize`. */
  readonly price: number;
  /** What stands there, in the unit of size; above 0. */
  readonly size: number;
}

/** What the core calls the sides. */
export const BID = 1;
export const ASK = 0;

/** @throws {RangeError} if a side is none */
export function codeOf(side: BookSide): number {
  if (side === "bid") return BID;
  if (side === "ask") return ASK;
  throw new RangeError(`volume-imbalance/OrderBook: side must be "bid" or "ask", was ${side}`);
}

/** Levels of one side, best first. */
export interface LevelColumns {
  /** Prices of the levels. */
  readonly prices: Float64Array;
  /** Size standing at each of them. */
  readonly sizes: Float64Array;
}

/** Levels as pairs of price and size, or all of them flat: price, size, price, size ... */
export type LevelList = ArrayLike<ArrayLike<number>> | ArrayLike<number>;

/** A message of many levels. */
export interface LevelChanges {
  /** Empties the book first; default false. */
  readonly isSnapshot?: boolean;
  /** Bids that change, in any order; size 0 deletes one. */
  readonly bids: LevelList;
  /** Asks that change, likewise. */
  readonly asks: LevelList;
}

/** Changes in order: side 1 for bids, -1 for asks, and the size that stands from then on. */
export interface ChangeColumns {
  /** 1 for a bid, -1 for an ask. */
  readonly side: Input;
  /** In the unit of price, a multiple of `tickSize`. */
  readonly price: Input;
  /** What stands there from then on; 0 deletes the level. */
  readonly size: Input;
}

/** The touch and the imbalance of the best levels after each change. */
export interface TouchColumns {
  /** Best bid, NaN without one. */
  readonly bid: Float64Array;
  /** Size at the best bid, 0 without one. */
  readonly bidSize: Float64Array;
  /** Best ask, NaN without one. */
  readonly ask: Float64Array;
  /** Size at the best ask, 0 without one. */
  readonly askSize: Float64Array;
  /** Imbalance of the best `levels` of both sides, in [-1, 1]. */
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
