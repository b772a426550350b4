/**
 * What every source of ticks has in common: an endless belt with one batch on it.
 *
 * A source yields the *same* `TickBatch` again and again, cleared and refilled; the consumer pushes
 * it before asking for the next. A batch holds about `BATCH_TICKS` ticks, more where a message is
 * larger; a message may straddle two batches (`TICK_LAST` alone ends it).
 */
import type { TickBatch } from "../core/tick-batch.ts";

/** A batch is handed over as soon as it holds this many ticks. */
export const BATCH_TICKS = 4096;

/** What is known about the instrument of a source. */
export interface InstrumentFacts {
  /** Name used by the source, or "" where it names none. */
  readonly symbol: string;
  /** Smallest price step, in quote currency. */
  readonly tickSize: number;
  /** Smallest size step; NaN if unknown (sizes then stay fractional). */
  readonly lotSize: number;
  /** How price and size make a value; see the option of the engine. */
  readonly contract: "linear" | "inverse" | "quanto";
  /** Quote value of one unit of size at price 1 (linear, quanto), or of one contract. */
  readonly multiplier: number;
  /** Trading hours; absent for a market that never closes. */
  readonly session?: {
    /** "HH:MM" in local time of the market. */
    readonly open: string;
    /** "HH:MM"; before `open` for a session over midnight. */
    readonly close: string;
    /** Local time less UTC; default 0. */
    readonly utcOffsetMinutes?: number;
  };
  /** "quotes" where the source holds best quotes and no depth. */
  readonly book?: "quotes";
  /** Seed of a synthetic market. */
  readonly seed?: number;
}

/**
 * Live figures of a source. Besides the four named ones it holds counters by name, all present
 * from the start and all 0 in clean data unless the format says otherwise.
 */
export interface SourceStats {
  /** Bytes taken from the files so far, as they lie on the disk. */
  bytesRead: number;
  /** Size of all files together; NaN if unknown. */
  totalBytes: number;
  /** Lines read, good and bad. */
  lines: number;
  /** Ticks handed over. */
  ticks: number;
  [counter: string]: number;
}

/** The first line that could not be understood. */
export interface BadLine {
  /** File in which it stands. */
  readonly path: string;
  /** Counted from 1 within its file. */
  readonly line: number;
  /** Why it was not understood. */
  readonly reason: string;
}

/** Can be iterated once; breaking out of the loop closes the files. */
export interface TickSource extends AsyncIterable<TickBatch> {
  /** Short name of the format. */
  readonly format: string;
  /** Complete before the first batch. */
  readonly facts: InstrumentFacts;
  /** Names of the facts that were inferred from the data and not stated. */
  readonly inferred: readonly string[];
  /** Counts so far; they rise while reading. */
  readonly stats: SourceStats;
  /** Sentences for the user: ignored columns, a snapshot that never came. Grows while reading. */
  readonly notes: readonly string[];
  /** The first line that could not be understood; null if there was none so far. */
  readonly firstBadLine: BadLine | null;
  /**
   * False if a tick may stand before one that was received earlier: results are not what could
   * have been known at the time.
   */
  readonly isCausal: boolean;
}

/** How a file is read; what is not said is recognised, inferred or left at its default. */
export interface OpenOptions {
  /** Format name; recognised from the content if absent. */
  readonly format?: string;
  /** Smallest price step; inferred from the data if absent. */
  readonly tickSize?: number;
  /** Smallest size step; inferred from the data if absent. */
  readonly lotSize?: number;
  /** Which time the ticks carry where a source has both; default "exchange". */
  readonly clock?: "exchange" | "local";
  /** Yield best quotes (for `book: "quotes"`) instead of skipping them beside a depth feed. */
  readonly quotes?: boolean;
  /** Throw a `FormatError` at the first bad line instead of counting it. */
  readonly strict?: boolean;
  /** Symbol to read from a file of several; default the first one met. */
  readonly symbol?: string;
  /**
   * Which column of a table holds what, e.g. `{ time: "ts_ms", price: "px", size: "qty" }`
   * (`tables/fields.ts`); only for formats without columns of their own, and for all such files.
   */
  readonly columns?: Readonly<Record<string, string>>;
  /**
   * File with the book that a file of changes begins from (LOBSTER's order book file), for the
   * first of several; default the one that lies beside each file under the format's own name.
   */
  readonly orderBook?: string;
  /** Only messages at or after this time, in microseconds since the Unix epoch. */
  readonly from?: number;
  /** Only messages before this time, in microseconds since the Unix epoch. */
  readonly to?: number;
  /**
   * Which trades of US stocks are read, where they carry sale conditions: "regular" (default)
   * leaves out those that are no order flow at the price of their time (`lean/conditions.ts`).
   */
  readonly saleConditions?: "all" | "regular";
  /** Instrument id written into the ticks; default 0. Ignored by formats that carry ids. */
  readonly instrument?: number;
  /**
   * What becomes of orders that a feed of single orders has lost sight of, so that they stand
   * through the market for ever: "remove" (default) takes them out of the book once that is proven
   * and counts them in `stats.ghostOrders`.
   */
  readonly ghosts?: "keep" | "remove";
  /** Batch to fill, for example one in linear memory; default a batch of its own. */
  readonly batch?: TickBatch;
}

/** Turns lines of bytes into ticks; what differs from format to format. */
export interface LineDecoder {
  readonly format: string;
  readonly facts: InstrumentFacts;
  readonly inferred: readonly string[];
  readonly notes: readonly string[];
  /**
   * Meets the first block of each file, before any of it is decoded.
   * @returns where the data begin (behind a header row)
   */
  begin(bytes: Uint8Array, start: number, end: number, path: string): number;
  /**
   * Reads complete lines in `[start, end)`, each closed by a newline, until they are used up or the
   * batch holds `BATCH_TICKS`.
   * @returns where it stopped
   */
  decode(bytes: Uint8Array, start: number, end: number, batch: TickBatch): number;
  /** The input is over: closes what is open. */
  finish(batch: TickBatch): void;
  readonly firstBadLine: BadLine | null;
}
