/**
 * Of the instruments in a file, the one that is read: the stated symbol, else the first one met.
 *
 * A symbol traded at several venues has a book at each of them, so rows of another publisher than
 * the first one met are left out too. Files without names of symbols go by the number of the
 * instrument.
 */
import type { Cells } from "../reading/cells.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import type { Columns } from "./row.ts";

const encoder = new TextEncoder();

export class InstrumentChoice {
  readonly #stats: SourceStats;
  readonly #notes: string[];
  readonly #isStated: boolean;
  readonly #otherSymbols = new Set<number>();
  readonly #otherPublishers = new Set<number>();
  #symbol: Uint8Array | null;
  #publisher: Uint8Array | null = null;
  #symbolAt = -1;
  #instrumentAt = -1;
  #publisherAt = -1;

  /** @param notes gets a sentence at the end if others were there and nobody chose */
  constructor(options: OpenOptions, stats: SourceStats, notes: string[]) {
    this.#stats = stats;
    this.#notes = notes;
    this.#isStated = options.symbol !== undefined;
    this.#symbol = options.symbol === undefined ? null : encoder.encode(options.symbol);
    stats.otherSymbolLines = 0;
    stats.otherPublisherLines = 0;
  }

  /** "" until a row was met. */
  get symbol(): string {
    return new TextDecoder().decode(this.#symbol ?? new Uint8Array(0));
  }

  beginFile(columns: Columns): void {
    this.#symbolAt = columns.at("symbol");
    this.#instrumentAt = columns.at("instrument_id");
    this.#publisherAt = columns.at("publisher_id");
  }

  /** Is the row of the chosen instrument? The first row asked about chooses. */
  isChosen(cells: Cells): boolean {
    const at = this.#nameAt(cells);
    this.#symbol ??= copyOf(cells, at);
    if (at >= 0 && !cells.is(at, this.#symbol)) return false;
    this.#publisher ??= copyOf(cells, this.#publisherAt);
    return this.#publisherAt < 0 || cells.is(this.#publisherAt, this.#publisher);
  }

  /** Counts a row that is not of the chosen instrument. */
  countOther(cells: Cells): void {
    const at = this.#nameAt(cells);
    if (at >= 0 && !cells.is(at, this.#symbol ?? new Uint8Array(0))) {
      this.#stats.otherSymbolLines++;
      this.#otherSymbols.add(hashOf(cells, at));
    } else {
      this.#stats.otherPublisherLines++;
      this.#otherPublishers.add(hashOf(cells, this.#publisherAt));
    }
  }

  finish(): void {
    if (this.#otherSymbols.size > 0 && !this.#isStated) {
      this.#notes.push(
        `${this.#otherSymbols.size + 1} symbols in the data, "${this.symbol}" was read: choose ` +
          "another with --symbol",
      );
    }
    if (this.#otherPublishers.size > 0) {
      const publisher = new TextDecoder().decode(this.#publisher ?? new Uint8Array(0));
      this.#notes.push(
        `${this.#otherPublishers.size + 1} publishers in the data, each with its own book: only ` +
          `publisher_id ${publisher} was read`,
      );
    }
  }

  #nameAt(cells: Cells): number {
    return this.#symbolAt >= 0 && !cells.isEmpty(this.#symbolAt)
      ? this.#symbolAt
      : this.#instrumentAt;
  }
}

function copyOf(cells: Cells, cell: number): Uint8Array {
  return cell < 0 ? new Uint8Array(0) : cells.bytes.slice(cells.from[cell], cells.to[cell]);
}

/** A number that tells names apart (FNV-1a, 32 bits): names are counted without being kept. */
function hashOf(cells: Cells, cell: number): number {
  let hash = 0x811c9dc5;
  for (let at = cells.from[cell]; at < cells.to[cell]; at++) {
    hash = Math.imul(hash ^ cells.bytes[at], 0x01000193);
  }
  return hash;
}
