/**
 * A book with numbered updates and the checksum of OKX and Bitget, which is 0 where the venue no
 * longer computes it.
 */
import { CheckedBook } from "./checked-book.ts";
import type { VenueFeed } from "./feed.ts";
import { LevelList } from "./lists.ts";
import { UpdateChain } from "./update-chain.ts";

export class AlternatingBook {
  readonly bids = new LevelList();
  readonly asks = new LevelList();
  readonly #book = new CheckedBook();
  readonly #chain = new UpdateChain();
  #isChecked = false;

  /** Takes `bids` and `asks` as the whole book, as of update `id`. */
  snapshot(feed: VenueFeed, exchangeUs: number, id: number, checksum: number): void {
    this.#isChecked = checksum !== 0 && !Number.isNaN(checksum);
    this.#book.clear();
    if (this.#isChecked) this.#book.apply(this.bids, this.asks);
    this.#chain.restart(id);
    feed.snapshot(exchangeUs, id, this.bids, this.asks);
  }

  /** Takes `bids` and `asks` as changes. @param before see `UpdateChain.judge` */
  update(feed: VenueFeed, exchangeUs: number, before: number, id: number, checksum: number): void {
    if (!feed.admits(this.#chain, before, id, exchangeUs)) return;
    if (this.#isChecked) {
      this.#book.apply(this.bids, this.asks);
      if (this.#book.alternatingChecksum() !== checksum >>> 0) {
        feed.stats.checksumMismatches++;
        feed.gap(this.#chain, exchangeUs, id);
        return;
      }
    }
    feed.update(exchangeUs, id, this.bids, this.asks);
  }
}
