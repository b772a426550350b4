/**
 * A book in the venue's own spelling: for venues that send a checksum over it, and for those that
 * leave it to the reader to forget what falls out of the subscribed depth.
 */
import { crc32 } from "./crc32.ts";
import type { LevelList } from "./lists.ts";

/** One side. The best level lies at the end, where most changes are. */
class SortedSide {
  readonly #sign: 1 | -1;
  readonly #keys: number[] = [];
  readonly #prices: string[] = [];
  readonly #sizes: string[] = [];

  /** @param sign 1 for bids, -1 for asks: keys rise towards the best */
  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  get count(): number {
    return this.#keys.length;
  }

  clear(): void {
    this.#remove(0, this.count);
  }

  apply(list: LevelList): void {
    for (let i = 0; i < list.count; i++) {
      const key = this.#sign * list.prices[i];
      const at = this.#placeOf(key);
      const stands = this.#keys[at] === key ? 1 : 0;
      if (list.sizes[i] === 0) {
        this.#remove(at, stands);
        continue;
      }
      this.#keys.splice(at, stands, key);
      this.#prices.splice(at, stands, list.priceTexts[i]);
      this.#sizes.splice(at, stands, list.sizeTexts[i]);
    }
  }

  /** Keeps the best `depth` levels and adds a removal to `list` for each that goes. */
  cut(depth: number, list: LevelList): void {
    const surplus = this.count - depth;
    for (let i = 0; i < surplus; i++) list.add(this.#sign * this.#keys[i], 0);
    if (surplus > 0) this.#remove(0, surplus);
  }

  /** Spelling of the price `rank` levels behind the best. */
  price(rank: number): string {
    return this.#prices[this.count - 1 - rank];
  }

  size(rank: number): string {
    return this.#sizes[this.count - 1 - rank];
  }

  #placeOf(key: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #remove(at: number, count: number): void {
    if (count === 0) return;
    this.#keys.splice(at, count);
    this.#prices.splice(at, count);
    this.#sizes.splice(at, count);
  }
}

export class CheckedBook {
  readonly #bids = new SortedSide(1);
  readonly #asks = new SortedSide(-1);

  clear(): void {
    this.#bids.clear();
    this.#asks.clear();
  }

  apply(bids: LevelList, asks: LevelList): void {
    this.#bids.apply(bids);
    this.#asks.apply(asks);
  }

  /** Forgets levels beyond `depth` and adds their removals to the lists. */
  cut(depth: number, bids: LevelList, asks: LevelList): void {
    this.#bids.cut(depth, bids);
    this.#asks.cut(depth, asks);
  }

  /** Kraken: ten best asks, then ten best bids; digits of price and size without leading zeros. */
  krakenChecksum(): number {
    let text = "";
    for (const side of [this.#asks, this.#bids]) {
      for (let rank = 0; rank < 10 && rank < side.count; rank++) {
        text += bareDigits(side.price(rank)) + bareDigits(side.size(rank));
      }
    }
    return crc32(text);
  }

  /** OKX, Bitget: `price:size` of the 25 best levels, bid and ask in turn. */
  alternatingChecksum(): number {
    const parts: string[] = [];
    for (let rank = 0; rank < 25; rank++) {
      for (const side of [this.#bids, this.#asks]) {
        if (rank < side.count) parts.push(side.price(rank), side.size(rank));
      }
    }
    return crc32(parts.join(":"));
  }
}

function bareDigits(text: string): string {
  return text.replace(".", "").replace(/^0+/, "");
}
