/**
 * The order book of tardis-dev with its names and conventions, over levels in linear memory: what
 * comes before the first snapshot is ignored, and a crossed book is mended the way it is there.
 */
import { ASK, BID, PriceBook } from "./price-book.ts";

/** A level of one side. */
export interface BookPriceLevel {
  /** In the unit of price. */
  readonly price: number;
  /** What stands there, in the unit of the feed. */
  readonly amount: number;
}

/** What the book reads of a `book_change` message; the rest is handed to the callback as it is. */
export interface BookChange {
  /** Whether the book begins anew. */
  readonly isSnapshot: boolean;
  /** Bids that change, in any order; amount 0 deletes one. */
  readonly bids: readonly BookPriceLevel[];
  /** Asks that change, likewise. */
  readonly asks: readonly BookPriceLevel[];
}

/**
 * Is told of each level that was removed from a crossed book: the message, and both best levels
 * before and after.
 */
export type OnLevelRemovedCB<Change extends BookChange = BookChange> = (
  bookChange: Change,
  bestBidBeforeRemoval: BookPriceLevel | undefined,
  bestBidAfterRemoval: BookPriceLevel | undefined,
  bestAskBeforeRemoval: BookPriceLevel | undefined,
  bestAskAfterRemoval: BookPriceLevel | undefined,
) => void;

/** Options of OrderBook. */
export interface OrderBookOptions<Change extends BookChange = BookChange> {
  /** Removes best levels of the stale side while the book is crossed; default false. */
  readonly removeCrossedLevels?: boolean | undefined;
  /** Called for each level so removed. */
  readonly onCrossedLevelRemoved?: OnLevelRemovedCB<Change> | undefined;
}

/**
 * Both sides of a book, fed by `book_change` messages; those before the first snapshot are ignored.
 * Levels are known by their price to the bit, so it needs no tick size.
 *
 * Defaults: `removeCrossedLevels: false`, no `onCrossedLevelRemoved`.
 */
export class OrderBook<Change extends BookChange = BookChange> {
  readonly #levels = new PriceBook();
  readonly #removesCrossed: boolean;
  readonly #onRemoved: OnLevelRemovedCB<Change> | undefined;
  #hasBegun = false;

  constructor({ removeCrossedLevels, onCrossedLevelRemoved }: OrderBookOptions<Change> = {}) {
    this.#removesCrossed = removeCrossedLevels === true;
    this.#onRemoved = onCrossedLevelRemoved;
  }

  /**
   * Takes a message: levels whose amount is 0 are deleted, a snapshot empties the book first.
   * @throws {TypeError | RangeError} if a level has no finite price and amount; none is taken then
   */
  update(bookChange: Change): void {
    const { asks, bids, isSnapshot } = bookChange;
    if (!isSnapshot && !this.#hasBegun) return;
    checkLevels("asks", asks);
    checkLevels("bids", bids);
    if (isSnapshot) {
      this.#levels.reset();
      this.#hasBegun = true;
    }
    const levels = this.#levels;
    for (const { price, amount } of asks) levels.set(ASK, price, amount);
    for (const { price, amount } of bids) levels.set(BID, price, amount);
    if (this.#removesCrossed && levels.isCrossed) this.#mend(bookChange);
  }

  /** Best bid, undefined without one. */
  bestBid(): BookPriceLevel | undefined {
    return this.#levels.best(BID);
  }

  /** Best ask, undefined without one. */
  bestAsk(): BookPriceLevel | undefined {
    return this.#levels.best(ASK);
  }

  /** Bids, best first. */
  bids(): IterableIterator<BookPriceLevel> {
    return this.#levels.levels(BID);
  }

  /** Asks, best first. */
  asks(): IterableIterator<BookPriceLevel> {
    return this.#levels.levels(ASK);
  }

  /** Removes best levels of the side that the message did not touch until the book is uncrossed. */
  #mend(bookChange: Change): void {
    let [bid, ask] = [this.bestBid(), this.bestAsk()];
    const isBidStale = bookChange.asks.some(({ price }) => price === ask?.price);
    while (this.#levels.isCrossed) {
      const stale = isBidStale ? bid : ask;
      this.#levels.set(isBidStale ? BID : ASK, stale?.price as number, 0);
      const [bidAfter, askAfter] = [this.bestBid(), this.bestAsk()];
      this.#onRemoved?.(bookChange, bid, bidAfter, ask, askAfter);
      [bid, ask] = [bidAfter, askAfter];
    }
  }
}

function checkLevels(side: string, levels: readonly BookPriceLevel[]): void {
  if (!Array.isArray(levels)) {
    throw new TypeError(`${WHO}: ${side} must be an array of levels, was ${typeof levels}`);
  }
  for (let index = 0; index < levels.length; index++) {
    const { price, amount } = levels[index] as BookPriceLevel;
    if (Number.isFinite(price) && Number.isFinite(amount)) continue;
    throw new RangeError(
      `${WHO}: ${side}[${index}] must have a finite price and amount, was ${price}, ${amount}`,
    );
  }
}

const WHO = "volume-imbalance/compat/tardis-dev/OrderBook.update";
