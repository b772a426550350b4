/**
 * tardis.dev `quotes` and `book_ticker`: best bid and ask, one row for each change.
 *
 * Columns `bid_price`, `bid_amount`, `ask_price`, `ask_amount`; in the files the amount of the ask
 * stands before its price, so they are found by name. Empty cells mean that nobody stands there:
 * that side is written with size 0.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { amountReason } from "./columns.ts";
import type { TardisKind } from "./rows.ts";

export class Quotes implements TardisKind {
  readonly name = "tardis-quotes";
  readonly columns = ["bid_price", "bid_amount", "ask_price", "ask_amount"] as const;
  /** Price and amount of the bid, of the ask. */
  readonly #places = new Int32Array(4);
  readonly #values = new Float64Array(4);

  place(names: readonly string[]): void {
    for (const [index, name] of this.columns.entries()) this.#places[index] = names.indexOf(name);
  }

  show(cells: Cells, grid: GridGuess): void {
    for (let price = 0; price < 4; price += 2) {
      grid.priceIn(cells, this.#places[price]);
      grid.sizeIn(cells, this.#places[price + 1]);
    }
  }

  read(cells: Cells, writer: MessageWriter, timeUs: number, localUs: number): string {
    const reason = this.#side(cells, 0, "bid") || this.#side(cells, 2, "ask");
    if (reason !== "") return reason;
    const values = this.#values;
    writer.open(timeUs, localUs, NaN);
    writer.add(timeUs, values[0], values[1], abi.KIND_QUOTE | abi.SIDE_BID);
    writer.add(timeUs, values[2], values[3], abi.KIND_QUOTE | abi.SIDE_ASK);
    return "";
  }

  finish(): void {}

  /** Reads one side into its two values. */
  #side(cells: Cells, first: number, side: string): string {
    const priceAt = this.#places[first];
    const amountAt = this.#places[first + 1];
    const values = this.#values;
    if (cells.isEmpty(priceAt) && cells.isEmpty(amountAt)) {
      values[first] = values[first + 1] = 0;
      return "";
    }
    values[first] = cells.number(priceAt);
    values[first + 1] = cells.number(amountAt);
    const reason = amountReason(values[first], values[first + 1]);
    return reason && `${side}_${reason}`;
  }
}
