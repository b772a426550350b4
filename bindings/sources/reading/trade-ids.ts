/**
 * Follows the ids of trades, which Binance counts up by one: what is missing, what comes twice.
 *
 * A repeated id that is followed by the one after next fills a gap with a wrong number: that is one
 * repeat and no gap. An id that jumps ahead and is left again was a wrong number as well: the chain
 * goes on where it was, so one damaged id costs one gap and not all the trades behind it.
 */
import type { SourceStats } from "../source.ts";

export class TradeIds {
  readonly #stats: SourceStats;
  #last = NaN;
  /** The id before the last jump ahead. */
  #before = NaN;
  #wasRepeated = false;

  /** @param stats `tradeIdGaps` and `repeatedTrades` are counted there */
  constructor(stats: SourceStats) {
    this.#stats = stats;
    stats.tradeIdGaps = 0;
    stats.repeatedTrades = 0;
  }

  /** @returns false if the trade came before */
  follow(id: number): boolean {
    const last = this.#last;
    const isNext = id === last + 1 || Number.isNaN(last);
    if (!isNext && id <= last && !this.#isBackInChain(id)) {
      this.#stats.repeatedTrades++;
      this.#wasRepeated = id === last;
      return false;
    }
    if (!isNext && id > last && !(this.#wasRepeated && id === last + 2)) {
      this.#stats.tradeIdGaps++;
      this.#before = last;
    }
    if (id <= last) this.#before = NaN;
    this.#wasRepeated = false;
    this.#last = id;
    return true;
  }

  #isBackInChain(id: number): boolean {
    return id > this.#before && id <= this.#before + 2;
  }
}
