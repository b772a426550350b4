/**
 * What changed from one picture of a book to the next: for venues that send the whole of a shallow
 * book each time. A level that left the picture is removed, whether it was cancelled or only fell
 * out of sight.
 */
import type { VenueFeed } from "./feed.ts";
import type { LevelList } from "./lists.ts";

class SideDifference {
  #before = new Map<number, number>();
  #now = new Map<number, number>();

  forget(): void {
    this.#before.clear();
  }

  /** Turns a picture into changes, in place. */
  reduce(list: LevelList): void {
    const before = this.#before;
    const now = this.#now;
    now.clear();
    const { count, prices, sizes } = list;
    for (let i = 0; i < count; i++) if (sizes[i] > 0) now.set(prices[i], sizes[i]);
    list.clear();
    for (const price of before.keys()) if (!now.has(price)) list.add(price, 0);
    for (const [price, size] of now) if (before.get(price) !== size) list.add(price, size);
    this.#before = now;
    this.#now = before;
  }
}

export class BookDifference {
  readonly #bids = new SideDifference();
  readonly #asks = new SideDifference();
  #lastUs = Number.NaN;
  #isKnown = false;

  /**
   * Writes a picture of the book: the first one and the first one in the part that was asked for
   * whole, later ones as changes. One that is older than the book is left out.
   */
  take(
    feed: VenueFeed,
    exchangeUs: number,
    sequence: number,
    bids: LevelList,
    asks: LevelList,
  ): void {
    if (exchangeUs < this.#lastUs) {
      feed.stats.duplicates++;
      return;
    }
    this.#lastUs = exchangeUs;
    const isWhole = feed.isStart(exchangeUs) || !this.#isKnown;
    this.#isKnown = true;
    if (isWhole) {
      this.#bids.forget();
      this.#asks.forget();
    }
    this.#bids.reduce(bids);
    this.#asks.reduce(asks);
    if (isWhole) feed.snapshot(exchangeUs, sequence, bids, asks);
    else feed.update(exchangeUs, sequence, bids, asks);
  }
}
