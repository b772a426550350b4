/**
 * The book alone, as users install it: tardis-dev's OrderBook, one book change per level, the best
 * ten of both sides iterated after each. The messages are built outside the timing.
 */
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import { type BookLevel, loadPeers, type PeerOrderBook } from "../peers.ts";
import { BLOCK, type BookUnderTest, TOP } from "./book-top10.ts";
import { levelMessages } from "./messages.ts";

export async function createBookTardis(levels: TickBatch): Promise<BookUnderTest> {
  const { OrderBook } = await loadPeers();
  return tardisBook(OrderBook, levels);
}

/** A book with the interface of tardis-dev's. */
export function tardisBook(OrderBook: new () => PeerOrderBook, levels: TickBatch): BookUnderTest {
  const messages = levelMessages(levels);
  const depths = new Float64Array(2 * BLOCK);
  let book = new OrderBook();

  function depth(side: IterableIterator<BookLevel>): number {
    let sum = 0;
    let taken = 0;
    for (const level of side) {
      sum += level.amount;
      if (++taken === TOP) break;
    }
    return sum;
  }

  function apply(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      book.update(messages[i]);
      const out = 2 * (i - from);
      depths[out] = depth(book.bids());
      depths[out + 1] = depth(book.asks());
    }
  }

  function reset(): void {
    book = new OrderBook();
    book.update({ isSnapshot: true, bids: [], asks: [] });
  }

  reset();
  return { depths, perUnit: 1, apply, reset };
}
