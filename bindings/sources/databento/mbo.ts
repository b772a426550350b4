/**
 * Databento MBO as CSV: one row for every event of every order; `order-book.ts` says what they do
 * to the levels. Trades (T, side = aggressor) are ticks of their own; fills of the resting orders
 * (F, counted) and rows without an action (N, counted) change nothing: what a fill does to the
 * book is said by a cancel or modify behind it.
 *
 * The book begins with the first clear or snapshot; without one it starts empty at the first row
 * and holds only what is added from there. Once the venue's channel has lost something
 * (`gaps`) it is not known until the next clear or snapshot. Rows are taken in the order of the
 * file, also where the sequence number steps back (`sequenceReversals`): each of them is needed.
 *
 * Source: databento.com/docs, schema MBO and "MBO snapshots".
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { OrderBook } from "./order-book.ts";
import { type OrderId, orderIdOf } from "./orders.ts";
import { UNREADABLE } from "./prices.ts";
import * as r from "./row.ts";
import { DatabentoRows } from "./rows.ts";

export class MboRows extends DatabentoRows {
  readonly name = "databento-mbo";
  readonly #book: OrderBook;
  #idAt = -1;
  #priceAt = -1;
  #sizeAt = -1;
  #sideAt = -1;
  #hasBook = false;
  #isDoubtful = false;
  #lastSequence = NaN;
  /** The order of the current row. */
  #id: OrderId = NaN;
  #price = 0;
  #size = 0;
  #side = 0;

  constructor(options: OpenOptions, stats: SourceStats) {
    super(options, stats);
    this.#book = new OrderBook(stats);
    stats.sequenceReversals = 0;
    stats.gaps = 0;
    stats.fills = 0;
    stats.rowsWithoutAction = 0;
  }

  header(cells: Cells): boolean {
    const columns = this.place(cells, ["order_id"]);
    this.#idAt = columns.at("order_id");
    this.#priceAt = columns.at("price");
    this.#sizeAt = columns.at("size");
    this.#sideAt = columns.at("side");
    return true;
  }

  protected showChosen(cells: Cells, grid: GridGuess): void {
    if (this.row.read(cells) !== "" || !isOfOrder(this.row.action)) return;
    this.prices.show(cells, this.#priceAt, grid);
    grid.hasChanges = true;
    grid.sizeIn(cells, this.#sizeAt);
  }

  protected readChosen(cells: Cells): string {
    const { action } = this.row;
    if (action === r.ACTION_TRADE) return this.trade.read(cells);
    return isOfOrder(action) ? this.#readOrder(cells) : "";
  }

  protected write(writer: MessageWriter): void {
    this.#noteSequence();
    this.#noteGap(writer);
    this.#beginBook(writer);
    this.#writeAction(writer);
  }

  #readOrder(cells: Cells): string {
    const letter = cells.letter(this.#sideAt);
    if (letter !== r.SIDE_BID_LETTER && letter !== r.SIDE_ASK_LETTER) {
      return `side of an order must be B or A, was "${cells.text(this.#sideAt)}"`;
    }
    this.#side = letter === r.SIDE_BID_LETTER ? abi.SIDE_BID : abi.SIDE_ASK;
    this.#id = orderIdOf(cells, this.#idAt);
    if (Number.isNaN(this.#id)) {
      return `order_id must be a number, was "${cells.text(this.#idAt)}"`;
    }
    this.#price = this.prices.at(cells, this.#priceAt);
    const needsPrice = this.row.action !== r.ACTION_CANCEL && !this.#isTopOfBook();
    if (this.#price === UNREADABLE || (needsPrice && Number.isNaN(this.#price))) {
      return `price of an order must be a number, was "${cells.text(this.#priceAt)}"`;
    }
    this.#size = cells.number(this.#sizeAt);
    if (this.#size >= 0 && this.#size < Infinity) return "";
    return `size of an order must be a number, was "${cells.text(this.#sizeAt)}"`;
  }

  #isTopOfBook(): boolean {
    const { action, flags } = this.row;
    return action === r.ACTION_ADD && (flags & r.FLAG_TOP_OF_BOOK) !== 0;
  }

  #noteSequence(): void {
    const { isSnapshot, sequence } = this.row;
    if (isSnapshot) return;
    if (sequence < this.#lastSequence) this.stats.sequenceReversals++;
    this.#lastSequence = sequence;
  }

  #noteGap(writer: MessageWriter): void {
    const isDoubtful = (this.row.flags & r.FLAG_MAYBE_BAD_BOOK) !== 0;
    if (isDoubtful && !this.#isDoubtful) {
      this.stats.gaps++;
      writer.add(this.events.timeUs, 0, 0, abi.KIND_GAP);
    }
    this.#isDoubtful = isDoubtful;
  }

  /** A snapshot may come without a row that clears; so may the beginning of a file. */
  #beginBook(writer: MessageWriter): void {
    const { timeUs, isSnapshotStart } = this.events;
    if (this.row.action === r.ACTION_CLEAR) this.#book.clear(writer, timeUs);
    else if (isSnapshotStart) this.#book.clear(writer, timeUs);
    else if (!this.#hasBook) {
      this.notes.push("no snapshot at the beginning: the book starts empty");
      this.#book.clear(writer, timeUs);
    }
    this.#hasBook = true;
  }

  #writeAction(writer: MessageWriter): void {
    const { timeUs } = this.events;
    const book = this.#book;
    switch (this.row.action) {
      case r.ACTION_ADD:
        if (this.#isTopOfBook()) {
          book.replaceSide(writer, timeUs, this.#id, this.#price, this.#size, this.#side);
        } else book.add(writer, timeUs, this.#id, this.#price, this.#size, this.#side);
        return;
      case r.ACTION_CANCEL:
        book.cancel(writer, timeUs, this.#id, this.#size);
        return;
      case r.ACTION_MODIFY:
        book.modify(writer, timeUs, this.#id, this.#price, this.#size, this.#side);
        return;
      case r.ACTION_TRADE:
        this.trade.write(writer, timeUs);
        return;
      case r.ACTION_FILL:
        this.stats.fills++;
        return;
      case r.ACTION_NONE:
        this.stats.rowsWithoutAction++;
    }
  }
}

/** Is it an action upon one order in the book? */
function isOfOrder(action: number): boolean {
  return action === r.ACTION_ADD || action === r.ACTION_CANCEL || action === r.ACTION_MODIFY;
}
