/**
 * One side of the levels that a snapshot shows, and how it differs from the snapshot before.
 *
 * Levels stand in order from the touch outward. A level that is no longer shown is written with
 * size 0, whether it is gone or only pushed out of sight by better ones: beyond the last level
 * shown nothing is known.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { amountReason } from "./columns.ts";

export class VisibleSide {
  /** Levels of the row that was read last. */
  count = 0;
  readonly #name: string;
  readonly #flags: number;
  /** 1 where better prices are lower, -1 where they are higher. */
  readonly #direction: number;
  #priceColumns: Int32Array = new Int32Array(0);
  #amountColumns: Int32Array = new Int32Array(0);
  #prices: Float64Array = new Float64Array(0);
  #amounts: Float64Array = new Float64Array(0);
  #shownPrices: Float64Array = new Float64Array(0);
  #shownAmounts: Float64Array = new Float64Array(0);
  #shown = 0;

  /** @param name as the columns have it: `bids` or `asks` */
  constructor(name: "bids" | "asks") {
    this.#name = name;
    this.#flags = abi.KIND_LEVEL_SET | (name === "bids" ? abi.SIDE_BID : abi.SIDE_ASK);
    this.#direction = name === "bids" ? -1 : 1;
  }

  /** Levels that a row has room for. */
  get depth(): number {
    return this.#priceColumns.length;
  }

  /** Finds `asks[0].price`, `asks[0].amount` and so on; what was shown is forgotten. */
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
    this.#prices = new Float64Array(prices.length);
    this.#amounts = new Float64Array(prices.length);
    this.#shownPrices = new Float64Array(prices.length);
    this.#shownAmounts = new Float64Array(prices.length);
    this.forget();
  }

  show(cells: Cells, grid: GridGuess): void {
    for (let level = 0; level < this.depth; level++) {
      const price = this.#priceColumns[level];
      const amount = this.#amountColumns[level];
      if (cells.isNumber(price)) grid.price(cells.bytes, cells.from[price], cells.to[price]);
      if (cells.isNumber(amount)) grid.size(cells.bytes, cells.from[amount], cells.to[amount]);
    }
  }

  /**
   * Reads the levels of a row; nothing is written before `write`.
   * @returns "" if all were understood, else the reason why not
   */
  read(cells: Cells): string {
    let count = 0;
    for (let level = 0; level < this.#priceColumns.length; level++) {
      const priceAt = this.#priceColumns[level];
      const amountAt = this.#amountColumns[level];
      if (cells.isEmpty(priceAt) && cells.isEmpty(amountAt)) continue;
      const price = cells.number(priceAt);
      const amount = cells.number(amountAt);
      const reason = amountReason(price, amount);
      if (reason !== "") return `${this.#name}[${level}].${reason}`;
      if (amount === 0) continue;
      if (count > 0 && this.#direction * (price - this.#prices[count - 1]) <= 0) {
        return `${this.#name}[${level}] must lie behind the level before it`;
      }
      this.#prices[count] = price;
      this.#amounts[count++] = amount;
    }
    this.count = count;
    return "";
  }

  /** Writes what the row read last has changed. */
  write(writer: MessageWriter, timeUs: number): void {
    const prices = this.#prices;
    const amounts = this.#amounts;
    const shownPrices = this.#shownPrices;
    const direction = this.#direction;
    let old = 0;
    for (let level = 0; level < this.count; level++) {
      const price = prices[level];
      while (old < this.#shown && direction * (shownPrices[old] - price) < 0) {
        writer.add(timeUs, shownPrices[old++], 0, this.#flags);
      }
      const stood = old < this.#shown && shownPrices[old] === price;
      const before = stood ? this.#shownAmounts[old++] : 0;
      if (amounts[level] !== before) writer.add(timeUs, price, amounts[level], this.#flags);
    }
    while (old < this.#shown) writer.add(timeUs, shownPrices[old++], 0, this.#flags);
    this.#remember();
  }

  /** The book was cleared: nothing is shown. */
  forget(): void {
    this.#shown = 0;
  }

  #remember(): void {
    const prices = this.#shownPrices;
    const amounts = this.#shownAmounts;
    this.#shownPrices = this.#prices;
    this.#shownAmounts = this.#amounts;
    this.#shown = this.count;
    this.#prices = prices;
    this.#amounts = amounts;
  }
}
