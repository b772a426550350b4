/**
 * Recordings of venues that publish their best quotes beside the book: the engine's book must
 * never be crossed after a message, and where the two channels run in step it must show the same
 * best prices.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Engine, TickBatch } from "../../../bindings/index.ts";
import { openSource } from "../../../bindings/sources/open.ts";
import { engineOf } from "./engine-of.ts";
import { holds, messagesOf } from "./messages.ts";

/** What a replay of one symbol shows. */
export interface CaptureFound {
  /** Messages that changed the book. */
  books: number;
  /** Messages after which the book was crossed or locked. */
  crossed: number;
  trades: number;
  /** Buys at or above the ask and sells at or below the bid, as the book stood when they came. */
  sideAgrees: number;
  /** Buys at or below the bid and sells at or above the ask. */
  sideDiffers: number;
  /** Quotes met while the book was known. */
  quotes: number;
  /** Quotes whose prices were the book's. */
  pricesEqual: number;
  /** Quotes whose sizes were the book's, too. */
  allEqual: number;
  /** Quotes whose prices were the book's then, or after the next message of the book. */
  pricesFollowed: number;
  gaps: number;
  badLines: number;
}

/** Of a message with a quote: bid, its size, ask, its size; an empty side has size 0. */
function quoteOf(message: TickBatch): number[] {
  const quote = [0, 0, 0, 0];
  for (let i = 0; i < message.length; i++) {
    const flags = message.flagsAt(i);
    if ((flags & abi.KIND_MASK) !== abi.KIND_QUOTE) continue;
    const at = (flags & abi.SIDE_MASK) === abi.SIDE_BID ? 0 : 2;
    quote[at] = message.priceAt(i);
    quote[at + 1] = message.sizeAt(i);
  }
  return quote;
}

function bestOf({ book }: Engine): number[] {
  return [book.bid, book.bidSize, book.ask, book.askSize];
}

/** Counts what the messages of one symbol say of the engine's book. */
class Judge {
  readonly found: CaptureFound = {
    books: 0,
    crossed: 0,
    trades: 0,
    sideAgrees: 0,
    sideDiffers: 0,
    quotes: 0,
    pricesEqual: 0,
    allEqual: 0,
    pricesFollowed: 0,
    gaps: 0,
    badLines: 0,
  };
  /** Quotes that the book has not shown yet. */
  #waiting: number[][] = [];
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  quote(message: TickBatch): void {
    if (!this.#engine.bookIsValid) return;
    const { found } = this;
    const quote = quoteOf(message);
    found.quotes++;
    if (!this.#equals(quote, [0, 2])) {
      this.#waiting.push(quote);
      return;
    }
    found.pricesEqual++;
    found.pricesFollowed++;
    if (this.#equals(quote, [1, 3])) found.allEqual++;
  }

  book(): void {
    this.found.books++;
    this.found.pricesFollowed += this.#waiting.filter((quote) =>
      this.#equals(quote, [0, 2]),
    ).length;
    this.#waiting = [];
  }

  trades(message: TickBatch): void {
    const [bid, , ask] = bestOf(this.#engine);
    for (let i = 0; i < message.length; i++) {
      const flags = message.flagsAt(i);
      if ((flags & abi.KIND_MASK) !== abi.KIND_TRADE) continue;
      const price = message.priceAt(i);
      const isBuy = (flags & abi.SIDE_MASK) === abi.SIDE_BUY;
      if (isBuy ? price >= ask : price <= bid) this.found.sideAgrees++;
      else if (isBuy ? price <= bid : price >= ask) this.found.sideDiffers++;
    }
  }

  /** The side that a book lacks is NaN there and 0 in the quote. */
  #equals(quote: readonly number[], places: readonly number[]): boolean {
    const best = bestOf(this.#engine);
    return places.every((at) => quote[at] === (best[at] || 0));
  }
}

/** Replays one symbol of a recording. */
export async function replayCapture(path: string, symbol: string): Promise<CaptureFound> {
  const source = await openSource(path, { symbol, quotes: true });
  const engine = engineOf(source, ["bid", "ask"]);
  const judge = new Judge(engine);
  for await (const message of messagesOf(source)) {
    engine.push(message);
    if (holds(message, abi.KIND_QUOTE)) judge.quote(message);
    if (holds(message, abi.KIND_TRADE)) judge.trades(message);
    if (holds(message, abi.KIND_LEVEL_SET) || holds(message, abi.KIND_CLEAR)) judge.book();
  }
  const { crossedMessages, lockedMessages, trades } = engine.counters;
  engine.dispose();
  const { gaps, badLines } = source.stats;
  return { ...judge.found, crossed: crossedMessages + lockedMessages, trades, gaps, badLines };
}

/** The sum over all symbols. */
export async function replayCaptures(
  path: string,
  symbols: readonly string[],
): Promise<CaptureFound & { symbols: number }> {
  const sum: Record<string, number> = { symbols: symbols.length };
  for (const symbol of symbols) {
    for (const [name, value] of Object.entries(await replayCapture(path, symbol))) {
      sum[name] = (sum[name] ?? 0) + value;
    }
  }
  return sum as unknown as CaptureFound & { symbols: number };
}
