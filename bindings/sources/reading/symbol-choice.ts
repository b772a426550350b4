/**
 * Which of the symbols in a file is read: the one asked for, else the first one met.
 *
 * How many other symbols there are is kept as hashes of their bytes, so that a row of another
 * symbol makes no string.
 */
import type { Cells } from "./cells.ts";

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** So many symbols are named to the user. */
const NAMED = 10;

const encoder = new TextEncoder();

/** Which symbols a file was seen to hold. */
export interface SymbolsMet {
  /** Was a row of the symbol met that is read? */
  readonly isMet: boolean;
  /** Names of others, perhaps not of all. */
  readonly others: readonly string[];
  readonly otherCount: number;
}

/** The other symbols in words, of which there must be one. */
export function namesOf({ others, otherCount }: SymbolsMet): string {
  const named = others.slice(0, NAMED);
  const more = otherCount > named.length ? ` and ${otherCount - named.length} more` : "";
  return `${named.join(", ")}${more}`;
}

/**
 * Sentence for the user who has not chosen, or has chosen what is not there; else "".
 * @param name of the symbol that is read
 */
export function choiceNote(name: string, symbols: SymbolsMet, isAsked: boolean): string {
  const { isMet, otherCount } = symbols;
  if (otherCount === 0 || (isAsked && isMet)) return "";
  if (isAsked) return `holds no row of the symbol "${name}", only of ${namesOf(symbols)}`;
  return `holds ${otherCount + 1} symbols; only ${name} was read (--symbol chooses another)`;
}

export class SymbolChoice implements SymbolsMet {
  /** Name of the symbol that is read; "" before one is chosen. */
  name = "";
  /** Was a row of this symbol met? */
  isMet = false;
  /** Names of other symbols, the first ones met. */
  readonly others: string[] = [];
  readonly #hashes = new Set<number>();
  readonly #isAsked: boolean;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(asked: string | undefined) {
    this.#isAsked = asked !== undefined;
    if (asked !== undefined) this.#choose(asked);
  }

  /** How many other symbols were met. */
  get otherCount(): number {
    return this.#hashes.size;
  }

  /** Does the row with this symbol count? The first one asked about is chosen if none was. */
  takes(cells: Cells, column: number): boolean {
    if (this.name === "") this.#choose(cells.text(column));
    if (cells.is(column, this.#bytes)) {
      this.isMet = true;
      return true;
    }
    this.#noteOther(cells, column);
    return false;
  }

  /** What is to be said to the user at the end; "" if nothing is. */
  note(): string {
    return choiceNote(this.name, this, this.#isAsked);
  }

  #choose(name: string): void {
    this.name = name;
    this.#bytes = encoder.encode(name);
  }

  #noteOther(cells: Cells, column: number): void {
    if (cells.isEmpty(column)) return;
    let hash = FNV_OFFSET;
    const end = cells.to[column];
    for (let at = cells.from[column]; at < end; at++) {
      hash = Math.imul(hash ^ cells.bytes[at], FNV_PRIME);
    }
    if (this.#hashes.has(hash)) return;
    this.#hashes.add(hash);
    if (this.others.length < NAMED) this.others.push(cells.text(column));
  }
}
