/** The order book of tardis-dev. */
import { tardisBook } from "../contestants/book-tardis.ts";
import { applyAll, levelsOf } from "../contestants/book-top10.ts";
import { messagesOf } from "../contestants/messages.ts";
import { type BookChange, loadPeers, type PeerOrderBook } from "../peers.ts";
import { answering, type Call, type DropIn } from "./drop-in.ts";

/** What both have in common and is called here. */
interface Api {
  readonly OrderBook: new () => PeerOrderBook;
}

/** Book changes from the first snapshot on: what comes before it is ignored by a new book only. */
function changesOf(messages: ReturnType<typeof messagesOf>): BookChange[] {
  const changes = messages.map(({ change }) => change).filter((change) => change !== null);
  return changes.slice(changes.findIndex(({ isSnapshot }) => isSnapshot));
}

const byMessage: Call<Api> = {
  title: "`OrderBook.update`, whole messages; `bestBid`, `bestAsk` after each",
  unit: "level",
  build({ OrderBook }, { ticks }) {
    const changes = changesOf(messagesOf(ticks));
    const levels = changes.reduce((sum, { bids, asks }) => sum + bids.length + asks.length, 0);
    const book = new OrderBook();
    const best = new Float64Array(4 * changes.length);
    return answering(levels, () => {
      for (let index = 0; index < changes.length; index++) {
        book.update(changes[index]);
        const [bid, ask] = [book.bestBid(), book.bestAsk()];
        best[4 * index] = bid?.price ?? Number.NaN;
        best[4 * index + 1] = bid?.amount ?? Number.NaN;
        best[4 * index + 2] = ask?.price ?? Number.NaN;
        best[4 * index + 3] = ask?.amount ?? Number.NaN;
      }
      return best;
    });
  },
};

const byLevel: Call<Api> = {
  title: "`OrderBook.update`, a level; ten of `bids` and of `asks` after each",
  unit: "level",
  build({ OrderBook }, { ticks }) {
    const levels = levelsOf(ticks);
    const book = tardisBook(OrderBook, levels);
    return {
      units: levels.length,
      reset: () => book.reset(),
      run: () => applyAll(book, levels.length),
      book,
    };
  },
};

export const TARDIS_DEV: DropIn<Api> = {
  name: "tardis-dev",
  ours: () => import("../../bindings/compat/tardis-dev/index.ts"),
  peer: loadPeers,
  calls: { "order-book": byMessage, "order-book-top-10": byLevel },
};
