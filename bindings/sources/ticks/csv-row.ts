/**
 * One row of the ticks CSV: its cells found in the bytes, then read by what their column holds.
 */
import * as abi from "../../../assembly/abi.ts";
import type { ByteCursor } from "../reading/byte-cursor.ts";
import * as col from "./csv-columns.ts";

const COMMA = 0x2c;
const NEWLINE = 10;
const BLANK = 0x20;
const MINUS = 0x2d;

const encoder = new TextEncoder();
const utf8 = new TextDecoder();

const KINDS = col.KIND_WORDS.map((word) => encoder.encode(word));
const KIND_LIST = col.KIND_WORDS.filter((word) => word !== "").join(", ");
const TOPICS = col.TOPIC_WORDS.map((word) => encoder.encode(word));
const SIDES = ["bid", "ask", "buy", "sell", "unknown"].map((word) => encoder.encode(word));
const SIDE_FLAGS = [abi.SIDE_BID, abi.SIDE_ASK, abi.SIDE_BUY, abi.SIDE_SELL, 0];
/** Words before this one are for books, from it on for trades. */
const FIRST_TRADE_SIDE = 2;

/** Numbers that have no digits but are doubles: bad data are written as they came. */
const NOT_FINITE: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

export class CsvRow {
  timeUs = 0;
  price = 0;
  size = 0;
  flags = 0;
  instrument = 0;
  /** Where the cell of each column lies, blanks around it left out. */
  readonly from = new Int32Array(col.COLUMNS);
  readonly to = new Int32Array(col.COLUMNS);
  readonly hasLastColumn: boolean;
  readonly #columns: readonly number[];
  #reason = "";

  /** @param columns column number of every cell, in the order of the file */
  constructor(columns: readonly number[]) {
    this.#columns = columns;
    this.hasLastColumn = columns.includes(col.COLUMN_LAST);
  }

  isBlank(bytes: Uint8Array, start: number): boolean {
    let pos = start;
    while (bytes[pos] <= BLANK && bytes[pos] !== NEWLINE) pos++;
    return bytes[pos] === NEWLINE;
  }

  /**
   * Reads the row at the cursor into the fields.
   * @returns why it cannot be read; "" if it was
   */
  read(cursor: ByteCursor): string {
    this.#reason = "";
    this.#findCells(cursor.bytes, cursor.pos);
    const kind = this.#word(cursor.bytes, col.COLUMN_KIND, KINDS);
    if (kind <= 0) {
      this.#refuse(cursor.bytes, col.COLUMN_KIND, `be one of ${KIND_LIST}`);
      return this.#reason;
    }
    this.timeUs = this.#number(cursor, col.COLUMN_TIME);
    this.price = col.hasPrice(kind) ? this.#number(cursor, col.COLUMN_PRICE) : 0;
    this.size = col.hasSize(kind) ? this.#number(cursor, col.COLUMN_SIZE) : 0;
    this.instrument = this.#isEmpty(col.COLUMN_INSTRUMENT)
      ? 0
      : this.#number(cursor, col.COLUMN_INSTRUMENT);
    this.flags = kind | this.#side(cursor.bytes, kind) | this.#last(cursor.bytes);
    if (kind === abi.KIND_STATE) this.flags |= this.#topic(cursor.bytes) << abi.TOPIC_SHIFT;
    return this.#reason;
  }

  #findCells(bytes: Uint8Array, start: number): void {
    const { from, to } = this;
    from.fill(0);
    to.fill(0);
    let pos = start;
    for (let index = 0; ; index++) {
      while (bytes[pos] <= BLANK && bytes[pos] !== NEWLINE) pos++;
      const cellStart = pos;
      while (bytes[pos] !== COMMA && bytes[pos] !== NEWLINE) pos++;
      let cellEnd = pos;
      while (cellEnd > cellStart && bytes[cellEnd - 1] <= BLANK) cellEnd--;
      const column = index < this.#columns.length ? this.#columns[index] : col.COLUMN_OTHER;
      from[column] = cellStart;
      to[column] = cellEnd;
      if (bytes[pos] === NEWLINE) return;
      pos++;
    }
  }

  #isEmpty(column: number): boolean {
    return this.to[column] === this.from[column];
  }

  /** Keeps the first reason of a row. */
  #refuse(bytes: Uint8Array, column: number, expected: string): void {
    if (this.#reason !== "") return;
    const text = utf8.decode(bytes.subarray(this.from[column], this.to[column]));
    this.#reason = `${col.COLUMN_NAMES[column]} must ${expected}, was "${text}"`;
  }

  #number(cursor: ByteCursor, column: number): number {
    const { bytes } = cursor;
    const from = this.from[column];
    const to = this.to[column];
    const isNegative = bytes[from] === MINUS && to > from;
    cursor.moveTo(bytes, isNegative ? from + 1 : from);
    const value = to > from ? cursor.decimal() : NaN;
    if (!Number.isNaN(value) && cursor.pos === to) return isNegative ? -value : value;
    const text = utf8.decode(bytes.subarray(from, to));
    if (text in NOT_FINITE) return NOT_FINITE[text];
    this.#refuse(bytes, column, "be a number");
    return NaN;
  }

  /** Place of the cell's word in the list, or -1. */
  #word(bytes: Uint8Array, column: number, words: readonly Uint8Array[]): number {
    const from = this.from[column];
    const length = this.to[column] - from;
    for (let index = 0; index < words.length; index++) {
      const word = words[index];
      let same = 0;
      if (word.length === length) while (same < length && word[same] === bytes[from + same]) same++;
      if (same === length && length > 0) return index;
    }
    return -1;
  }

  #side(bytes: Uint8Array, kind: number): number {
    const isTrade = kind === abi.KIND_TRADE;
    if (!isTrade && !col.hasBookSide(kind)) return 0;
    if (isTrade && this.#isEmpty(col.COLUMN_SIDE)) return 0;
    const side = this.#word(bytes, col.COLUMN_SIDE, SIDES);
    if (side >= 0 && side >= FIRST_TRADE_SIDE === isTrade) return SIDE_FLAGS[side];
    const expected = isTrade ? "be buy, sell, unknown or empty" : "be bid or ask";
    this.#refuse(bytes, col.COLUMN_SIDE, expected);
    return 0;
  }

  #last(bytes: Uint8Array): number {
    if (this.#isEmpty(col.COLUMN_LAST)) return 0;
    const at = this.from[col.COLUMN_LAST];
    const digit = this.to[col.COLUMN_LAST] - at === 1 ? bytes[at] - 0x30 : -1;
    if (digit !== 0 && digit !== 1) this.#refuse(bytes, col.COLUMN_LAST, "be 0, 1 or empty");
    return digit === 1 ? abi.TICK_LAST : 0;
  }

  #topic(bytes: Uint8Array): number {
    const topic = this.#word(bytes, col.COLUMN_TOPIC, TOPICS);
    if (topic < 0) this.#refuse(bytes, col.COLUMN_TOPIC, `be one of ${col.TOPIC_WORDS.join(", ")}`);
    return Math.max(topic, 0);
  }
}
