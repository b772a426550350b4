/** One side of the best levels of a book, as each row states them. */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import { ShownSide } from "../reading/shown-side.ts";
import { type Prices, UNREADABLE } from "./prices.ts";
import type { Columns } from "./row.ts";

/** The schema has no more. */
const MAX_LEVELS = 10;

export class TopLevels {
  readonly side: ShownSide;
  readonly #prices: Prices;
  readonly #word: string;
  #priceAt: number[] = [];
  #sizeAt: number[] = [];

  constructor(word: "bid" | "ask", prices: Prices) {
    this.#prices = prices;
    this.#word = word;
    this.side = new ShownSide(word === "bid" ? abi.SIDE_BID : abi.SIDE_ASK);
  }

  /** Finds the columns in another file; the known levels stay. */
  beginFile(columns: Columns): void {
    this.#priceAt = [];
    this.#sizeAt = [];
    for (let level = 0; level < MAX_LEVELS; level++) {
      const price = columns.at(this.#column("px", level));
      const size = columns.at(this.#column("sz", level));
      if (price < 0 || size < 0) break;
      this.#priceAt.push(price);
      this.#sizeAt.push(size);
    }
  }

  show(cells: Cells, grid: GridGuess): void {
    for (const [level, at] of this.#priceAt.entries()) {
      if (!Number.isFinite(this.#prices.at(cells, at))) continue;
      this.#prices.show(cells, at, grid);
      grid.sizeIn(cells, this.#sizeAt[level]);
    }
  }

  /**
   * Reads the levels of a row into `side`.
   * @returns why they cannot be read, "" if they were
   */
  read(cells: Cells): string {
    const side = this.side;
    side.begin();
    for (let level = 0; level < this.#priceAt.length; level++) {
      const price = this.#prices.at(cells, this.#priceAt[level]);
      if (price === UNREADABLE) return this.#reason(cells, level, "px", "be a price");
      if (Number.isNaN(price)) continue;
      const size = cells.number(this.#sizeAt[level]);
      if (!(size >= 0 && size < Infinity)) return this.#reason(cells, level, "sz", "be a size");
      if (size > 0 && !side.add(price, size)) {
        return this.#reason(cells, level, "px", "lie behind the level before it");
      }
    }
    return "";
  }

  #reason(cells: Cells, level: number, what: "px" | "sz", law: string): string {
    const at = what === "px" ? this.#priceAt[level] : this.#sizeAt[level];
    return `${this.#column(what, level)} must ${law}, was "${cells.text(at)}"`;
  }

  #column(what: "px" | "sz", level: number): string {
    return `${this.#word}_${what}_${String(level).padStart(2, "0")}`;
  }
}
