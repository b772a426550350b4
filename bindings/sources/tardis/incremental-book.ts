/**
 * tardis.dev `incremental_book_L2`: one row for each level that changed.
 *
 * | column | holds |
 * |---|---|
 * | `is_snapshot` | `true` in the rows of a snapshot, `false` in updates |
 * | `side` | `bid` or `ask` |
 * | `price`, `amount` | amount that stands at the price now; 0 if none does |
 *
 * Where `is_snapshot` turns from false to true the book so far is void: a message of its own begins
 * there with a clear. So does the first snapshot of each file. Updates before the first snapshot
 * are handed on; the engine counts and ignores them.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { amountReason } from "./columns.ts";
import { MessageByReceipt } from "./receipt.ts";
import type { TardisKind } from "./rows.ts";

const encoder = new TextEncoder();
const BID = encoder.encode("bid");
const ASK = encoder.encode("ask");
const TRUE = encoder.encode("true");
const FALSE = encoder.encode("false");

export class IncrementalBook implements TardisKind {
  readonly name = "tardis-incremental-book";
  readonly columns = ["is_snapshot", "side", "price", "amount"] as const;
  readonly #messages = new MessageByReceipt();
  #snapshotColumn = 0;
  #sideColumn = 0;
  #priceColumn = 0;
  #amountColumn = 0;
  #isInSnapshot = false;
  #hasSnapshot = false;

  place(names: readonly string[]): void {
    this.#snapshotColumn = names.indexOf("is_snapshot");
    this.#sideColumn = names.indexOf("side");
    this.#priceColumn = names.indexOf("price");
    this.#amountColumn = names.indexOf("amount");
    this.#isInSnapshot = false;
  }

  show(cells: Cells, grid: GridGuess): void {
    grid.priceIn(cells, this.#priceColumn);
    grid.sizeIn(cells, this.#amountColumn);
  }

  read(cells: Cells, writer: MessageWriter, timeUs: number, localUs: number): string {
    const price = cells.number(this.#priceColumn);
    const amount = cells.number(this.#amountColumn);
    const isBid = cells.is(this.#sideColumn, BID);
    if (!isBid && !cells.is(this.#sideColumn, ASK)) {
      return `side must be bid or ask, was "${cells.text(this.#sideColumn)}"`;
    }
    const isSnapshot = cells.is(this.#snapshotColumn, TRUE);
    if (!isSnapshot && !cells.is(this.#snapshotColumn, FALSE)) {
      return `is_snapshot must be true or false, was "${cells.text(this.#snapshotColumn)}"`;
    }
    const reason = amountReason(price, amount);
    if (reason !== "") return reason;
    this.#open(writer, timeUs, localUs, isSnapshot);
    const side = isBid ? abi.SIDE_BID : abi.SIDE_ASK;
    writer.add(timeUs, price, amount, abi.KIND_LEVEL_SET | side);
    return "";
  }

  finish(notes: string[]): void {
    if (!this.#hasSnapshot) notes.push("no snapshot came: the book was never known");
  }

  #open(writer: MessageWriter, timeUs: number, localUs: number, isSnapshot: boolean): void {
    if (isSnapshot === this.#isInSnapshot) {
      this.#messages.open(writer, timeUs, localUs);
      return;
    }
    this.#isInSnapshot = isSnapshot;
    this.#messages.openNew(writer, timeUs, localUs);
    if (!isSnapshot) return;
    this.#hasSnapshot = true;
    writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
  }
}
