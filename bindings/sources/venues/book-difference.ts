/**
 * What changed from one picture of a book to the next: for venues that send the whole of a shallow
 * book each time. Of each side, levels that left the picture come first, then those that changed.
 */
import * as abi from "../../../assembly/abi.ts";
import { MalformedMessage } from "../reading/malformed.ts";
import { type LevelSink, ShownSide } from "../reading/shown-side.ts";
import type { VenueFeed } from "./feed.ts";
import { LevelList } from "./lists.ts";

class SideDifference implements LevelSink {
  readonly #side: ShownSide;
  readonly #name: string;
  readonly #changed = new LevelList();
  #gone = new LevelList();

  constructor(name: "bids" | "asks") {
    this.#name = name;
    this.#side = new ShownSide(name === "bids" ? abi.SIDE_BID : abi.SIDE_ASK);
  }

  forget(): void {
    this.#side.forget();
  }

  /** Reads a picture. @throws {MalformedMessage} if it does not stand in order */
  read({ count, prices, sizes }: LevelList): void {
    this.#side.begin();
    for (let i = 0; i < count; i++) {
      if (sizes[i] === 0 || this.#side.add(prices[i], sizes[i])) continue;
      throw new MalformedMessage(`${this.#name} must stand in order from the best one outward`);
    }
  }

  /** Puts what the picture changes in place of it. */
  reduce(list: LevelList): void {
    this.#gone = list.clear();
    const changed = this.#changed.clear();
    this.#side.write(this, Number.NaN);
    for (let i = 0; i < changed.count; i++) list.add(changed.prices[i], changed.sizes[i]);
  }

  add(_timeUs: number, price: number, size: number): void {
    (size === 0 ? this.#gone : this.#changed).add(price, size);
  }
}

export class BookDifference {
  readonly #bids = new SideDifference("bids");
  readonly #asks = new SideDifference("asks");
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
    this.#bids.read(bids);
    this.#asks.read(asks);
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
