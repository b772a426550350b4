/**
 * Of the instruments in a file, the one that is read: the stated symbol, else the first one met.
 *
 * A symbol traded at several venues has a book at each of them, so rows of another publisher than
 * the first one met are left out too. Files without names of symbols go by the number of the
 * instrument.
 */
import type { Cells } from "../reading/cells.ts";
import { SymbolChoice } from "../reading/symbol-choice.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import type { Columns } from "./row.ts";

export class InstrumentChoice {
  readonly symbols: SymbolChoice;
  readonly #publishers = new SymbolChoice(undefined);
  readonly #stats: SourceStats;
  readonly #notes: string[];
  #symbolAt = -1;
  #instrumentAt = -1;
  #publisherAt = -1;
  /** Was the last row of another symbol, or only of another publisher? */
  #isOtherSymbol = false;

  /** @param notes gets a sentence at the end if others were there and nobody chose */
  constructor(options: OpenOptions, stats: SourceStats, notes: string[]) {
    this.symbols = new SymbolChoice(options.symbol);
    this.#stats = stats;
    this.#notes = notes;
    stats.otherSymbolLines = 0;
    stats.otherPublisherLines = 0;
  }

  beginFile(columns: Columns): void {
    this.#symbolAt = columns.at("symbol");
    this.#instrumentAt = columns.at("instrument_id");
    this.#publisherAt = columns.at("publisher_id");
  }

  /** Is the row of the chosen instrument? The first row asked about chooses. */
  isChosen(cells: Cells): boolean {
    const at = this.#nameAt(cells);
    this.#isOtherSymbol = at >= 0 && !this.symbols.takes(cells, at);
    if (this.#isOtherSymbol) return false;
    return this.#publisherAt < 0 || this.#publishers.takes(cells, this.#publisherAt);
  }

  /** Counts a row that is not of the chosen instrument, as was just found. */
  countOther(): void {
    if (this.#isOtherSymbol) this.#stats.otherSymbolLines++;
    else this.#stats.otherPublisherLines++;
  }

  finish(): void {
    const note = this.symbols.note();
    if (note !== "") this.#notes.push(note);
    const { name, otherCount } = this.#publishers;
    if (otherCount === 0) return;
    this.#notes.push(
      `holds the books of ${otherCount + 1} publishers; only publisher_id ${name} was read`,
    );
  }

  #nameAt(cells: Cells): number {
    return this.#symbolAt >= 0 && !cells.isEmpty(this.#symbolAt)
      ? this.#symbolAt
      : this.#instrumentAt;
  }
}
