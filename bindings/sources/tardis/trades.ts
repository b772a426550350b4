/**
 * tardis.dev `trades` and `liquidations`: one row for each print.
 *
 * | column | holds |
 * |---|---|
 * | `side` | aggressor: `buy`, `sell` or `unknown` |
 * | `price`, `amount` | of the print |
 *
 * A liquidation `buy` closes a short position. The two types have the same columns and cannot be
 * told apart by their content: a file is taken for trades unless the format is named.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { amountReason } from "./columns.ts";
import { MessageByReceipt } from "./receipt.ts";
import type { TardisKind } from "./rows.ts";

const encoder = new TextEncoder();
const BUY = encoder.encode("buy");
const SELL = encoder.encode("sell");
const UNKNOWN = encoder.encode("unknown");

export class Trades implements TardisKind {
  readonly columns = ["side", "price", "amount"] as const;
  readonly name: string;
  readonly #note: string;
  readonly #messages = new MessageByReceipt();
  #sideColumn = 0;
  #priceColumn = 0;
  #amountColumn = 0;

  /** @param note sentence for the user, "" for none */
  constructor(name: string, note: string) {
    this.name = name;
    this.#note = note;
  }

  place(names: readonly string[], notes: string[]): void {
    this.#sideColumn = names.indexOf("side");
    this.#priceColumn = names.indexOf("price");
    this.#amountColumn = names.indexOf("amount");
    if (this.#note !== "" && !notes.includes(this.#note)) notes.push(this.#note);
  }

  show(cells: Cells, grid: GridGuess): void {
    grid.priceIn(cells, this.#priceColumn);
    grid.sizeIn(cells, this.#amountColumn);
  }

  read(cells: Cells, writer: MessageWriter, timeUs: number, localUs: number): string {
    const price = cells.number(this.#priceColumn);
    const amount = cells.number(this.#amountColumn);
    const side = this.#side(cells);
    if (side < 0) {
      return `side must be buy, sell or unknown, was "${cells.text(this.#sideColumn)}"`;
    }
    const reason = amountReason(price, amount);
    if (reason !== "") return reason;
    this.#messages.open(writer, timeUs, localUs);
    writer.add(timeUs, price, amount, abi.KIND_TRADE | side);
    return "";
  }

  finish(): void {}

  #side(cells: Cells): number {
    if (cells.is(this.#sideColumn, BUY)) return abi.SIDE_BUY;
    if (cells.is(this.#sideColumn, SELL)) return abi.SIDE_SELL;
    return cells.is(this.#sideColumn, UNKNOWN) ? 0 : -1;
  }
}
