/** The trade that a row with action T holds; its side is the aggressor's, N is unknown. */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { Prices } from "./prices.ts";
import { type Columns, SIDE_ASK_LETTER, SIDE_BID_LETTER } from "./row.ts";

export class TradeCells {
  readonly #prices: Prices;
  readonly #price: number;
  readonly #size: number;
  readonly #side: number;
  #priceRead = 0;
  #sizeRead = 0;
  #sideRead = 0;

  constructor(columns: Columns, prices: Prices) {
    this.#prices = prices;
    this.#price = columns.at("price");
    this.#size = columns.at("size");
    this.#side = columns.at("side");
  }

  /** @returns why the row is no trade, "" if it is one */
  read(cells: Cells): string {
    this.#priceRead = this.#prices.at(cells, this.#price);
    this.#sizeRead = cells.number(this.#size);
    this.#sideRead = sideOf(cells.letter(this.#side));
    if (!Number.isFinite(this.#priceRead)) {
      return `price of a trade must be a number, was "${cells.text(this.#price)}"`;
    }
    if (this.#sizeRead >= 0 && this.#sizeRead < Infinity) return "";
    return `size of a trade must be a number, was "${cells.text(this.#size)}"`;
  }

  write(writer: MessageWriter, timeUs: number): void {
    writer.add(timeUs, this.#priceRead, this.#sizeRead, abi.KIND_TRADE | this.#sideRead);
  }
}

function sideOf(letter: number): number {
  if (letter === SIDE_BID_LETTER) return abi.SIDE_BUY;
  return letter === SIDE_ASK_LETTER ? abi.SIDE_SELL : 0;
}
