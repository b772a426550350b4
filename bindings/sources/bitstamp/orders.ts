/**
 * Bitstamp order by order (`live_orders` as recorded by obAnalytics and its kin): every row is one
 * event of one order and becomes one message, with the amounts by which levels change.
 *
 * Volumes are kept in whole lots, so that what is written for a level sums up to exactly 0. An
 * order that a change shows at another price moves there. A delete takes away what was left of the
 * order, wherever the row says it stood. Rows of orders that are not alive are counted in
 * `unknownOrders`: a delete of one writes nothing, a change tells all about it and creates it.
 *
 * Opening: see `opening.ts`. Ghosts: see `ghosts.ts`. Closing: recorders end a file by deleting
 * whatever is alive, with one time for receipt and exchange. Rule: deletes with both timestamps
 * equal, up to the end of the file, after which no order would be alive, never happened; they are
 * counted in `closingDeletes` and the orders are forgotten. To know that, such deletes wait for
 * the next row.
 */
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import { NO_FACTS } from "../reading/facts.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { columnNames } from "./columns.ts";
import { Opening } from "./opening.ts";
import { OrderBook } from "./order-book.ts";
import { DELETED, OrderRow } from "./order-row.ts";

const COMMA = 0x2c;
const NO_SNAPSHOT = "does not open with the orders of a snapshot: the book is not known";

export class BitstampOrders implements RowFormat {
  readonly name = "bitstamp-l3";
  readonly separator = COMMA;
  readonly facts = NO_FACTS;
  readonly inferred: readonly string[] = [];
  readonly notes: string[] = [];
  readonly #stats: SourceStats;
  readonly #book: OrderBook;
  readonly #row = new OrderRow();
  readonly #earlyRow = new OrderRow();
  readonly #opening = new Opening();
  /** Orders whose delete waits for the next row, all deleted at the same time. */
  readonly #leaving: number[] = [];
  #leavingMs = 0;
  #isNewFile = false;
  #isFirstFile = true;
  /** The last file has ended with the deletes of its recorder. */
  #isClosed = false;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#stats = stats;
    this.#book = new OrderBook(options, stats);
    stats.closingDeletes = 0;
    stats.gaps = 0;
  }

  header(cells: Cells): boolean {
    this.#row.place(columnNames(cells.texts()));
    this.#isNewFile = true;
    return true;
  }

  show(cells: Cells, grid: GridGuess): void {
    this.#row.show(cells, grid);
  }

  read(cells: Cells, writer: MessageWriter): string {
    const row = this.#row;
    const reason = row.read(cells);
    if (reason !== "") return reason;
    if (this.#isNewFile) this.#beginFile(writer);
    if (this.#opening.isOpen) {
      if (this.#opening.takes(row)) return "";
      this.#endOpening(writer);
    }
    if (row.action === DELETED && row.localMs === row.eventMs) {
      this.#hold(writer);
      return "";
    }
    if (this.#leaving.length > 0) this.#release(writer);
    this.#book.take(row, writer);
    return "";
  }

  finish(writer: MessageWriter): void {
    this.#endFile(writer);
    const { ghostOrders } = this.#stats;
    if (ghostOrders === 0) return;
    this.notes.push(
      "orders of the opening snapshot taken out of the book, as the market had moved through " +
        `them: ${ghostOrders} (ghosts: "keep" leaves them in)`,
    );
  }

  #beginFile(writer: MessageWriter): void {
    this.#endFile(writer);
    this.#opening.begin();
    this.#isNewFile = false;
  }

  #endFile(writer: MessageWriter): void {
    if (this.#opening.isOpen) this.#endOpening(writer);
    const leaving = this.#leaving.length;
    if (leaving === 0) return;
    if (leaving < this.#book.liveOrders) {
      this.#release(writer);
      return;
    }
    this.#stats.closingDeletes += leaving;
    this.#leaving.length = 0;
    this.#book.forget();
    this.#isClosed = true;
  }

  #endOpening(writer: MessageWriter): void {
    const opening = this.#opening;
    opening.isOpen = false;
    if (opening.isSnapshot) {
      this.#book.open(opening, writer);
    } else {
      this.#openWithoutSnapshot(writer);
    }
    this.#isClosed = false;
    this.#isFirstFile = false;
  }

  #openWithoutSnapshot(writer: MessageWriter): void {
    const opening = this.#opening;
    const row = this.#earlyRow;
    if (this.#isFirstFile) this.notes.push(NO_SNAPSHOT);
    if (opening.count > 0) opening.restore(0, row);
    if (this.#isClosed) this.#book.lose(opening.count > 0 ? row : this.#row, writer);
    for (let at = 0; at < opening.count; at++) {
      opening.restore(at, row);
      this.#book.take(row, writer);
    }
  }

  /** Lets a delete wait that may be one of the recorder's. */
  #hold(writer: MessageWriter): void {
    const row = this.#row;
    if (this.#leaving.length > 0 && row.eventMs !== this.#leavingMs) this.#release(writer);
    this.#leavingMs = row.eventMs;
    if (this.#book.holdDelete(row.id)) this.#leaving.push(row.id);
  }

  /** The deletes that waited were the market's. */
  #release(writer: MessageWriter): void {
    for (const id of this.#leaving) {
      this.#book.delete(id, this.#leavingMs, this.#leavingMs, writer);
    }
    this.#leaving.length = 0;
  }
}
