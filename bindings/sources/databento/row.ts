/**
 * What the rows of all of Databento's schemas begin with: times, action, flags, sequence.
 *
 * Source: databento.com/docs, "Common fields, enums and types".
 */
import type { Cells } from "../reading/cells.ts";
import { requireColumns } from "../reading/columns.ts";
import { nanosecondsOf, timeOf } from "./time.ts";

/** Last row of an event of the venue for an instrument. */
export const FLAG_LAST = 128;
/** The row is the best price of a side and no order of its own. */
export const FLAG_TOP_OF_BOOK = 64;
/** The row comes from a snapshot. */
export const FLAG_SNAPSHOT = 32;
/** The venue's channel has lost something. */
export const FLAG_MAYBE_BAD_BOOK = 4;

export const ACTION_ADD = 0x41;
export const ACTION_CANCEL = 0x43;
export const ACTION_FILL = 0x46;
export const ACTION_MODIFY = 0x4d;
export const ACTION_NONE = 0x4e;
export const ACTION_CLEAR = 0x52;
export const ACTION_TRADE = 0x54;
const ACTIONS = [
  ACTION_ADD,
  ACTION_CANCEL,
  ACTION_FILL,
  ACTION_MODIFY,
  ACTION_NONE,
  ACTION_CLEAR,
  ACTION_TRADE,
];

export const SIDE_ASK_LETTER = 0x41;
export const SIDE_BID_LETTER = 0x42;

/** Places of columns by name. */
export class Columns {
  /** Columns of the header. */
  readonly count: number;
  readonly #places = new Map<string, number>();

  /** @throws {Error} if one of `required` is not there */
  constructor(header: Cells, required: readonly string[]) {
    this.count = header.count;
    const names = header.texts();
    requireColumns(names, required);
    for (const [place, name] of names.entries()) this.#places.set(name, place);
  }

  /** -1 if there is no such column. */
  at(name: string): number {
    return this.#places.get(name) ?? -1;
  }
}

export const ROW_COLUMNS = ["ts_event", "action", "side", "price", "size"] as const;

/** The current row. */
export class Row {
  /** Time of the matching engine, microseconds; NaN if the row has none. */
  eventUs = 0;
  /** Nanoseconds of the event time beyond `eventUs`. */
  eventNs = 0;
  /** Time of capture, microseconds; NaN if the row has none. */
  receivedUs = 0;
  /** NaN if the file has none. */
  sequence = 0;
  flags = 0;
  /** Letter. */
  action = 0;
  readonly #columns: Columns;
  readonly #event: number;
  readonly #received: number;
  readonly #sequence: number;
  readonly #flags: number;
  readonly #action: number;

  constructor(columns: Columns) {
    this.#columns = columns;
    this.#event = columns.at("ts_event");
    this.#received = columns.at("ts_recv");
    this.#sequence = columns.at("sequence");
    this.#flags = columns.at("flags");
    this.#action = columns.at("action");
  }

  get isSnapshot(): boolean {
    return (this.flags & FLAG_SNAPSHOT) !== 0;
  }

  /** Has the row as many cells as the header? */
  isWhole(cells: Cells): boolean {
    return cells.count === this.#columns.count;
  }

  /**
   * Reads the row; without a column of flags every row counts as a whole event.
   * @returns why it cannot be read, "" if it was
   */
  read(cells: Cells): string {
    this.eventUs = timeOf(cells, this.#event);
    this.eventNs = nanosecondsOf(cells, this.#event);
    this.receivedUs = timeOf(cells, this.#received);
    if (Number.isNaN(this.eventUs) && Number.isNaN(this.receivedUs)) {
      return `ts_event must be nanoseconds or ISO 8601, was "${cells.text(this.#event)}"`;
    }
    this.sequence = cells.integer(this.#sequence);
    if (this.#sequence >= 0 && !(this.sequence >= 0)) {
      return `sequence must be a number, was "${cells.text(this.#sequence)}"`;
    }
    this.flags = this.#flags < 0 ? FLAG_LAST : cells.integer(this.#flags);
    if (!(this.flags >= 0 && this.flags <= 255)) {
      return `flags must be a number up to 255, was "${cells.text(this.#flags)}"`;
    }
    this.action = cells.letter(this.#action);
    const length = cells.to[this.#action] - cells.from[this.#action];
    if (length === 1 && ACTIONS.includes(this.action)) return "";
    const letters = String.fromCharCode(...ACTIONS)
      .split("")
      .join(", ");
    return `action must be one of ${letters}, was "${cells.text(this.#action)}"`;
  }
}
