/**
 * Signals as a computable of tardis-dev: one engine for each symbol that comes by.
 */
import { createEngineSync, type Engine, type EngineOptions, Tick } from "../../index.ts";
import type { BookChange, BookPriceLevel } from "./order-book.ts";

/** What every normalised message of tardis-dev says of itself. */
export interface Origin {
  /** Kind of the message. */
  readonly type: string;
  /** Symbol as the exchange writes it. */
  readonly symbol: string;
  /** Exchange, by its name at tardis-dev. */
  readonly exchange: string;
  /** When it happened; `μs` are the microseconds that a Date leaves out. */
  readonly timestamp: Date & { readonly μs?: number };
  /** When the message was received. */
  readonly localTimestamp: Date & { readonly μs?: number };
}

/** Changes of a book. */
export interface BookChangeMessage extends Origin, BookChange {
  /** Always "book_change". */
  readonly type: "book_change";
}

/** A trade. */
export interface TradeMessage extends Origin {
  /** Always "trade". */
  readonly type: "trade";
  /** In the unit of price. */
  readonly price: number;
  /** Traded size, in the unit of the feed. */
  readonly amount: number;
  /** Side of the aggressor. */
  readonly side: "buy" | "sell" | "unknown";
}

/** Options of `computeSignals`: those of an engine, with steps that may differ by symbol. */
export interface SignalsOptions extends Omit<EngineOptions, "tickSize" | "lotSize" | "book"> {
  /** Step of prices, of one symbol or of the one that a message is about. */
  readonly tickSize: number | ((message: Origin) => number);
  /** Step of sizes, likewise. */
  readonly lotSize?: number | ((message: Origin) => number);
  /** Tells several computables of one symbol apart; default "signals". */
  readonly name?: string;
}

/** A row: the columns that were asked for, `NaN` where they are not known. */
export interface SignalsMessage extends Origin {
  /** Always "signals". */
  readonly type: "signals";
  /** Name of the computable. */
  readonly name: string;
  /** Bits that say what happened, see `Flag`. */
  readonly flags: number;
  /** Values by column. */
  readonly values: Readonly<Record<string, number>>;
}

/** A computable as `compute` of tardis-dev takes it. */
export interface SignalsComputable {
  /** Types of messages that it takes: "book_change" and "trade". */
  readonly sourceDataTypes: string[];
  /** Takes messages of these types. */
  compute(message: Origin): IterableIterator<SignalsMessage>;
}

/**
 * For `compute(messages, computeSignals({ tickSize, signals }))`. Rows follow the message that made
 * them; what comes before the first snapshot makes none.
 * @returns a maker of computables, one for each symbol
 */
export function computeSignals(options: SignalsOptions): () => SignalsComputable {
  return () => new Signals(options);
}

class Signals implements SignalsComputable {
  readonly sourceDataTypes = ["book_change", "trade"];
  readonly #options: SignalsOptions;
  #engine: Engine | undefined;

  constructor(options: SignalsOptions) {
    this.#options = options;
  }

  *compute(message: Origin): IterableIterator<SignalsMessage> {
    this.#engine ??= this.#open(message);
    const rows = push(this.#engine, message as BookChangeMessage | TradeMessage);
    for (const row of rows) yield this.#row(row, message);
  }

  #open(message: Origin): Engine {
    const { name: _, tickSize, lotSize, ...rest } = this.#options;
    const stepOf = (step: SignalsOptions["tickSize"]) =>
      typeof step === "function" ? step(message) : step;
    const sizes = lotSize === undefined ? {} : { lotSize: stepOf(lotSize) };
    return createEngineSync({ ...rest, tickSize: stepOf(tickSize), ...sizes });
  }

  #row(row: Record<string, number>, { symbol, exchange, localTimestamp }: Origin): SignalsMessage {
    const { time, sequence: _, flags, ...values } = row;
    return {
      type: "signals",
      symbol,
      exchange,
      name: this.#options.name ?? "signals",
      timestamp: Object.assign(new Date(Math.floor(time / 1000)), { μs: time % 1000 }),
      localTimestamp,
      flags,
      values,
    };
  }
}

/** Sends a message to an engine and answers the rows it made. */
function push(engine: Engine, message: BookChangeMessage | TradeMessage) {
  const ticks = message.type === "trade" ? tradeTicks(message) : bookTicks(message);
  const time = microseconds(message.timestamp);
  const rows: Record<string, number>[] = [];
  engine.onRows((table) => {
    for (let index = 0; index < table.length; index++) rows.push(table.row(index));
  });
  if (ticks.length === 0) return rows;
  engine.pushTick(time, microseconds(message.localTimestamp), Number.NaN, Tick.header);
  for (const [index, [price, amount, flags]] of ticks.entries()) {
    engine.pushTick(time, price, amount, flags | (index === ticks.length - 1 ? Tick.last : 0));
  }
  return rows;
}

/** Price, size and flags of a tick. */
type PlainTick = [number, number, number];

function tradeTicks({ price, amount, side }: TradeMessage): PlainTick[] {
  const aggressor = side === "buy" ? Tick.buy : side === "sell" ? Tick.sell : 0;
  return [[price, amount, Tick.trade | aggressor]];
}

function bookTicks({ isSnapshot, bids, asks }: BookChangeMessage): PlainTick[] {
  const levels = (side: readonly BookPriceLevel[], bit: number) =>
    side.map(({ price, amount }): PlainTick => [price, amount, Tick.level | bit]);
  const clear: PlainTick[] = isSnapshot ? [[0, 0, Tick.clear]] : [];
  return [...clear, ...levels(asks, Tick.ask), ...levels(bids, Tick.bid)];
}

function microseconds(time: Date & { readonly μs?: number }): number {
  return time.valueOf() * 1000 + (time.μs ?? 0);
}
