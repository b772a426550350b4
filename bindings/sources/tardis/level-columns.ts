/** One side of a snapshot's levels, `asks[0].price`, `asks[0].amount`, ..., from cells of a row. */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import { ShownSide } from "../reading/shown-side.ts";
import { amountReason } from "./columns.ts";

export class LevelColumns {
  readonly side: ShownSide;
  readonly #name: string;
  #priceColumns: Int32Array = new Int32Array(0);
  #amountColumns: Int32Array = new Int32Array(0);

  /** @param name as the columns have it: `bids` or `asks` */
  constructor(name: "bids" | "asks") {
    this.#name = name;
    this.side = new ShownSide(name === "bids" ? abi.SIDE_BID : abi.SIDE_ASK);
  }

  /** Levels that a row has room for. */
  get depth(): number {
    return this.#priceColumns.length;
  }

  /** Finds the columns in the header row; what was shown is forgotten. */
  place(names: readonly string[]): void {
    const prices: number[] = [];
    const amounts: number[] = [];
    for (let level = 0; ; level++) {
      const price = names.indexOf(`${this.#name}[${level}].price`);
      const amount = names.indexOf(`${this.#name}[${level}].amount`);
      if (price < 0 || amount < 0) break;
      prices.push(price);
      amounts.push(amount);
    }
    this.#priceColumns = Int32Array.from(prices);
    this.#amountColumns = Int32Array.from(amounts);
    this.side.forget();
  }

  show(cells: Cells, grid: GridGuess): void {
    for (let level = 0; level < this.depth; level++) {
      grid.priceIn(cells, this.#priceColumns[level]);
      grid.sizeIn(cells, this.#amountColumns[level]);
    }
  }

  /**
   * Reads the levels of a row into `side`; an empty level is passed over.
   * @returns "" if all were understood, else the reason why not
   */
  read(cells: Cells): string {
    const side = this.side;
    side.begin();
    for (let level = 0; level < this.#priceColumns.length; level++) {
      const priceAt = this.#priceColumns[level];
      const amountAt = this.#amountColumns[level];
      if (cells.isEmpty(priceAt) && cells.isEmpty(amountAt)) continue;
      const price = cells.number(priceAt);
      const amount = cells.number(amountAt);
      const reason = amountReason(price, amount);
      if (reason !== "") return `${this.#name}[${level}].${reason}`;
      if (amount > 0 && !side.add(price, amount)) {
        return `${this.#name}[${level}] must lie behind the level before it`;
      }
    }
    return "";
  }
}
