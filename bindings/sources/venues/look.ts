/**
 * Looks through the beginning of a recording before it is read: which venue, which symbol, on
 * which grid its numbers lie, and what its messages lack. Reads as far as the first block with a
 * book of the symbol, since a recorder may begin with megabytes of its own.
 */
import * as abi from "../../../assembly/abi.ts";
import { FormatError } from "../../core/errors.ts";
import { TickBatch } from "../../core/tick-batch.ts";
import { completeFacts, NO_FACTS } from "../reading/facts.ts";
import { GridGuess } from "../reading/grid.ts";
import { LineReader } from "../reading/lines.ts";
import type { InstrumentFacts, OpenOptions } from "../source.ts";
import { VenueFeed } from "./feed.ts";
import { type Recording, VenueRun } from "./run.ts";
import type { Venue } from "./venue.ts";

/** How far a book is looked for when other prices were met, and how far any price is. */
const BOOK_LOOK_BYTES = 1 << 24;
const MAX_LOOK_BYTES = 1 << 26;
/** An engine counts at most 1e12 lots; sizes a hundred times the largest one met must fit. */
const MAX_LOTS_MET = 1e10;
const NEWLINE = 10;
const RETURN = 13;

const encoder = new TextEncoder();
const utf8 = new TextDecoder();

/** What the beginning of a recording told. */
export interface Look {
  readonly venue: Venue;
  readonly facts: InstrumentFacts;
  readonly inferred: readonly string[];
  readonly notes: readonly string[];
  /** There is no book that quotes would lie beside. */
  readonly hasNoBook: boolean;
  /** The messages of the book carry no exchange time. */
  readonly isUntimed: boolean;
  /** First exchange time, microseconds; NaN if there is none. */
  readonly firstExchangeUs: number;
}

/** The line in `[start, next)` without its end. */
export function lineText(bytes: Uint8Array, start: number, next: number): string {
  const end = next - start > 1 && bytes[next - 2] === RETURN ? next - 2 : next - 1;
  return utf8.decode(bytes.subarray(start, end));
}

class LookRun {
  readonly grid = new GridGuess();
  readonly run: VenueRun;
  readonly #batch = new TickBatch();
  #books = 0;
  #quotes = 0;
  #trades = 0;
  #ticks = 0;
  #largestSize = 0;

  constructor(recording: Recording, options: OpenOptions) {
    const stats = { bytesRead: 0, totalBytes: 0, lines: 0, ticks: 0 };
    const { from: _, ...all } = options;
    this.run = new VenueRun(recording, new VenueFeed({ ...all, quotes: true }, stats), null);
  }

  /** Was anything met of the symbol that was asked for? */
  get hasSymbol(): boolean {
    return this.#ticks > 0;
  }

  get hasPrice(): boolean {
    return this.#books + this.#quotes + this.#trades > 0;
  }

  /** Are the sizes too large to be counted in lots of their finest digit? */
  get hasHugeSizes(): boolean {
    return this.#largestSize / this.grid.lotSize > MAX_LOTS_MET;
  }

  /** Is enough known, after so many bytes? */
  isDone(bytes: number): boolean {
    return this.#books > 0 || bytes >= (this.hasPrice ? BOOK_LOOK_BYTES : MAX_LOOK_BYTES);
  }

  get hasNoBook(): boolean {
    return this.#books + this.run.feed.stats.waitingUpdates === 0;
  }

  block(bytes: Uint8Array, end: number): void {
    for (let pos = 0; pos < end; ) {
      const next = bytes.indexOf(NEWLINE, pos) + 1;
      this.run.take(lineText(bytes, pos, next), this.#batch);
      this.#showBatch();
      pos = next;
    }
  }

  #showBatch(): void {
    const batch = this.#batch;
    this.#ticks += batch.length;
    for (let i = 0; i < batch.length; i++) {
      const kind = batch.flagsAt(i) & abi.KIND_MASK;
      if (kind === abi.KIND_LEVEL_SET) this.#books++;
      else if (kind === abi.KIND_TRADE) this.#trades++;
      else if (kind === abi.KIND_QUOTE && batch.sizeAt(i) > 0) this.#quotes++;
      else continue;
      this.#largestSize = Math.max(this.#largestSize, batch.sizeAt(i));
      const price = encoder.encode(String(batch.priceAt(i)));
      const size = encoder.encode(String(batch.sizeAt(i)));
      this.grid.price(price, 0, price.length);
      this.grid.size(size, 0, size.length);
    }
    batch.clear();
  }
}

/** @throws {FormatError} if the file holds no price of the symbol, or of any known venue */
export async function lookInto(
  recording: Recording,
  path: string,
  options: OpenOptions,
): Promise<Look> {
  const look = new LookRun(recording, options);
  const reader = await LineReader.open(path);
  try {
    let seen = 0;
    do {
      look.block(reader.buffer, reader.end);
      seen += reader.end;
    } while (!look.isDone(seen) && (await reader.next()));
  } finally {
    await reader.close();
  }
  return conclude(look, recording, path, options);
}

function conclude(
  look: LookRun,
  { name, venues }: Recording,
  path: string,
  options: OpenOptions,
): Look {
  const { venue, feed } = look.run;
  const where = `${name}: "${path}"`;
  if (venue === null) {
    const known = venues.map((candidate) => candidate.name).join(", ");
    throw new FormatError(
      `volume-imbalance/${where} must hold messages of a venue that is known: ${known}`,
    );
  }
  if (!look.hasSymbol && options.symbol !== undefined) {
    const others = [...feed.otherSymbols].join(", ") || "none that is read";
    throw new FormatError(
      `volume-imbalance/${where} must hold the symbol "${options.symbol}" near its beginning, ` +
        `where it holds: ${others}`,
    );
  }
  const { note, ...contract } = venue.contractOf(feed.symbol);
  const isUntimed = feed.stats.updates > 0 && !feed.hasTimedBook;
  const { firstExchangeUs } = feed;
  const notes = note === undefined ? [] : [note];
  if (isUntimed && !Number.isNaN(firstExchangeUs)) {
    notes.push("updates of the book carry no exchange time: ticks carry the receive time");
  }
  const { hasNoBook } = look;
  const { facts, inferred } = factsOf(look, contract, options, where);
  return { venue, facts, inferred, notes, hasNoBook, isUntimed, firstExchangeUs };
}

function factsOf(
  look: LookRun,
  contract: Pick<InstrumentFacts, "contract" | "multiplier">,
  options: OpenOptions,
  where: string,
): { facts: InstrumentFacts; inferred: string[] } {
  const known = { ...NO_FACTS, ...contract, symbol: look.run.feed.symbol };
  const inferred: string[] = [];
  const facts = completeFacts(known, options, look.grid, inferred, where);
  inferred.push("contract");
  if (options.lotSize !== undefined || !look.hasHugeSizes) return { facts, inferred };
  return {
    facts: { ...facts, lotSize: Number.NaN },
    inferred: inferred.filter((name) => name !== "lotSize"),
  };
}
