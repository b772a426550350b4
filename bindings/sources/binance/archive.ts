/**
 * What the public archive files of Binance (data.binance.vision) have in common: a header row in
 * some of them, columns always in the same order, and no instrument in any column. What the
 * instrument is, only the file's name says: `BTCUSD_PERP-trades-2024-08-08.csv`.
 *
 * Source: https://github.com/binance/binance-public-data
 */
import type { Cells } from "../reading/cells.ts";
import { NO_FACTS } from "../reading/facts.ts";
import type { InstrumentFacts } from "../source.ts";
import { contractOf } from "./facts.ts";

const NAME = /([A-Z0-9]+(?:_(?:PERP|\d{6}))?)-(?:trades|aggTrades|bookTicker)-\d{4}-\d\d/g;

/** The last symbol named by a path, and so the one of the entry in an archive; "" if none is. */
export function symbolInName(path: string): string {
  return [...path.matchAll(NAME)].at(-1)?.[1] ?? "";
}

/** A header row begins with the name of an id. */
export function isArchiveHeader(cells: Cells): boolean {
  return /^[a-z_]*id$/i.test(cells.text(0));
}

/** 1 for `true`, 0 for `false`, as JavaScript or Python print them; else NaN. */
export function flagOf(cells: Cells, cell: number): number {
  const letter = cells.letter(cell) | 0x20;
  const length = cells.to[cell] - cells.from[cell];
  if (letter === 0x74 && length === 4) return 1;
  return letter === 0x66 && length === 5 ? 0 : NaN;
}

/** The instrument of archive files, as far as their names tell. */
export class ArchiveInstrument {
  readonly notes: string[] = [];
  #symbol: string;

  /** @param asked the symbol the user names, if any */
  constructor(asked: string | undefined) {
    this.#symbol = asked ?? "";
  }

  get facts(): InstrumentFacts {
    return { ...NO_FACTS, symbol: this.#symbol, ...contractOf(this.#symbol) };
  }

  get inferred(): readonly string[] {
    return this.#symbol === "" ? [] : ["symbol", "contract"];
  }

  /** Meets the next file. */
  meet(path: string): void {
    const named = symbolInName(path);
    if (this.#symbol === "") this.#symbol = named;
    if (named !== "" && named !== this.#symbol) {
      this.notes.push(`"${path}" is named after ${named} and was read as ${this.#symbol}`);
    }
  }

  /** Says that the contract is a guess where no name and no number tells it. */
  noteGuess(): void {
    if (this.#symbol !== "") return;
    this.notes.push(
      "no column and no name of a file tells the instrument: it was taken as linear; name a " +
        "COIN-M file as Binance does (BTCUSD_PERP-aggTrades-2024-08-08) or give --symbol",
    );
  }
}
