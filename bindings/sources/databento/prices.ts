/**
 * Prices in the cells of Databento's CSV, in either of their two forms.
 *
 * Where no price of the first block has a point, prices are whole numbers of 1e-9; where one has,
 * they are the prices themselves, also those printed without a point (by tools that drop zeros).
 * Files read one after the other have the form of the first. The largest signed integer of 64
 * bits, an empty cell and NaN say that there is no price.
 *
 * Source: databento.com/docs, "Common fields, enums and types".
 */
import type { Cells } from "../reading/cells.ts";
import { GridGuess } from "../reading/grid.ts";

/** What a cell holds that is neither a price nor a word for none. */
export const UNREADABLE = Number.POSITIVE_INFINITY;

const UNITS_PER_PRICE = 1e9;
const PRICE_DECIMALS = 9;
/** From here on a price stands for "no price": 2^63 * 1e-9 less 1 %. */
const NO_PRICE = 9.1e9;
const encoder = new TextEncoder();
const NO_PRICE_WORDS = ["nan", "NaN"].map((word) => encoder.encode(word));

export class Prices {
  #isDecimal = false;
  readonly #unitsGrid = new GridGuess();

  /** The tick size where prices are whole numbers of 1e-9; NaN if they are not. */
  get tickSize(): number {
    return this.#isDecimal ? NaN : this.#unitsGrid.tickSize;
  }

  /** The price of a cell: NaN if it says that there is none, `UNREADABLE` if it says nothing. */
  at(cells: Cells, cell: number): number {
    if (cells.isEmpty(cell)) return NaN;
    const units = cells.integer(cell);
    if (Number.isNaN(units)) return decimalAt(cells, cell);
    const isNone = Math.abs(units) >= NO_PRICE * UNITS_PER_PRICE;
    if (isNone) return NaN;
    return this.#isDecimal ? units : units / UNITS_PER_PRICE;
  }

  /** Shows the price of a cell of the first block. */
  show(cells: Cells, cell: number, grid: GridGuess): void {
    if (!Number.isFinite(this.at(cells, cell))) return;
    if (Number.isNaN(cells.integer(cell))) {
      this.#isDecimal = true;
      grid.priceIn(cells, cell);
      return;
    }
    const digits = cells
      .text(cell)
      .replace(/^-/, "")
      .padStart(PRICE_DECIMALS + 1, "0");
    const text = `${digits.slice(0, -PRICE_DECIMALS)}.${digits.slice(-PRICE_DECIMALS)}`;
    this.#unitsGrid.price(encoder.encode(text), 0, text.length);
  }
}

function decimalAt(cells: Cells, cell: number): number {
  const price = cells.number(cell);
  if (!Number.isNaN(price)) return Math.abs(price) >= NO_PRICE ? NaN : price;
  return NO_PRICE_WORDS.some((word) => cells.is(cell, word)) ? NaN : UNREADABLE;
}
