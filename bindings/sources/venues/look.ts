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
import { namesOf } from "../reading/symbol-choice.ts";
import type { InstrumentFacts, OpenOptions } from "../source.ts";
import { VenueFeed } from "./feed.ts";
import { type LineScanner, type Recording, type ScannerFactory, VenueRun } from "./run.ts";
import type { Venue } from "./venue.ts";

/** How far a book is looked for when other prices were met, and how far any price is. */
const BOOK_LOOK_BYTES = 1 << 24;
const MAX_LOOK_BYTES = 1 << 26;
const NEWLINE = 10;
const RETURN = 13;

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
  readonly #makeScanner: ScannerFactory;
  #scan: LineScanner | null = null;
  #books = 0;
  #quotes = 0;
  #trades = 0;
  #ticks = 0;

  constructor(recording: Recording, options: OpenOptions, makeScanner: ScannerFactory) {
    this.#makeScanner = makeScanner;
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
      if (!this.#scan?.(bytes, pos, next, this.#batch)) this.#parse(lineText(bytes, pos, next));
      this.#showBatch();
      pos = next;
    }
  }

  /** Once the symbol is known the lines of its book can be scanned. */
  #parse(line: string): void {
    this.run.take(line, this.#batch);
    if (this.run.feed.symbol !== "") this.#scan ??= this.#makeScanner(this.run);
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
      this.grid.printed(batch.priceAt(i), batch.sizeAt(i));
    }
    batch.clear();
  }
}

/**
 * @param makeScanner makes the fast road, if the format has one
 * @throws {FormatError} if the file holds no price of the symbol, or of any known venue
 */
export async function lookInto(
  recording: Recording,
  path: string,
  options: OpenOptions,
  makeScanner: ScannerFactory,
): Promise<Look> {
  const look = new LookRun(recording, options, makeScanner);
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
    const { symbols } = feed;
    const others = symbols.otherCount > 0 ? namesOf(symbols) : "none that is read";
    throw new FormatError(
      `volume-imbalance/${where} must hold the symbol "${options.symbol}" near its beginning, ` +
        `where it holds only ${others}: name another symbol`,
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
  const known = { ...NO_FACTS, ...contract, symbol: feed.symbol };
  const { facts, ...complete } = completeFacts(known, options, look.grid, where);
  const inferred = [...complete.inferred, "contract"];
  notes.push(...complete.notes);
  return { venue, facts, inferred, notes, hasNoBook, isUntimed, firstExchangeUs };
}
