/**
 * Which of the symbols in a file is read: the one asked for, else the first one met.
 *
 * Rows of others are counted; how many other symbols there are is kept as hashes of their bytes,
 * so that a row of another symbol makes no string.
 */
import type { Cells } from "../reading/cells.ts";

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

const encoder = new TextEncoder();

export class SymbolChoice {
  /** Name of the symbol that is read; "" before one is chosen. */
  name = "";
  readonly #others = new Set<number>();
  readonly #isAsked: boolean;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(asked: string | undefined) {
    this.#isAsked = asked !== undefined;
    if (asked !== undefined) this.#choose(asked);
  }

  /** Does the row with this symbol count? The first one asked about is chosen if none was. */
  takes(cells: Cells, column: number): boolean {
    if (this.name === "") this.#choose(cells.text(column));
    if (cells.is(column, this.#bytes)) return true;
    this.#noteOther(cells, column);
    return false;
  }

  /** Sentence for the user who has not chosen; "" if there is nothing to choose. */
  note(): string {
    const others = this.#others.size;
    if (others === 0 || this.#isAsked) return "";
    return `holds ${others + 1} symbols; only ${this.name} was read (--symbol chooses another)`;
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
    this.#others.add(hash);
  }
}
