/**
 * One row of delimited text as offsets of its cells: no string, no object, no array per row.
 *
 * Cells are plain text between separators. Where a whole cell stands in double quotes, its offsets
 * leave the quotes out; separators inside quotes and doubled quotes are not understood (no market
 * data format uses them). Blanks around a cell do not count. A carriage return before the newline
 * does not belong to the last cell.
 *
 * Rows of one instrument or one message begin with the same cells: those are not read again.
 */
import { ByteCursor } from "./byte-cursor.ts";
import { grown } from "./grown.ts";
import { decimalEnd, integerEnd, repeatedLength, textEnd, wordsOf } from "./scan.ts";

const NEWLINE = 10;
const RETURN = 13;
const BLANK = 0x20;
const QUOTE = 0x22;
const MINUS = 0x2d;

/** What a column was asked for. */
const TEXT = 0;
const DECIMAL = 1;
const INTEGER = 2;

const FIRST_CELLS = 64;
/** No row ends here. */
const NO_ROW = -1;

const utf8 = new TextDecoder();

export class Cells {
  bytes: Uint8Array = new Uint8Array(0);
  /** Line of the current row in its file, counted from 1. */
  line = 0;
  /** Cells of the current row. */
  count = 0;
  /** First byte of each cell. */
  from = new Int32Array(FIRST_CELLS);
  /** The byte behind each cell. */
  to = new Int32Array(FIRST_CELLS);
  #kinds = new Uint8Array(FIRST_CELLS);
  /** Numbers of the columns that are asked for one; NaN where it takes a closer look. */
  #values = new Float64Array(FIRST_CELLS);
  #words = wordsOf(this.bytes);
  /** First byte of the current row, and the byte behind it; only of rows that may repeat. */
  #start = 0;
  #end = NO_ROW;
  readonly #cursor = new ByteCursor();

  /**
   * Takes the row that begins at `start` and ends before the next newline, which must exist.
   * @param mayRepeat whether rows often begin with the cells of the row before
   * @returns where the next row begins
   */
  split(bytes: Uint8Array, start: number, separator: number, mayRepeat = false): number {
    if (bytes !== this.bytes) this.#look(bytes);
    const words = this.#words;
    const kinds = this.#kinds;
    const values = this.#values;
    const froms = this.from;
    const tos = this.to;
    const repeated = mayRepeat && start === this.#end ? this.#repeated(start, separator) : 0;
    let pos = (repeated === 0 ? start : tos[repeated - 1] + 1) | 0;
    for (let cell = repeated; cell < kinds.length; cell++) {
      const from = pos;
      const kind = kinds[cell];
      if (kind === DECIMAL) pos = decimalEnd(bytes, from, values, cell);
      else if (kind === INTEGER) pos = integerEnd(bytes, words, from, values, cell);
      let byte = bytes[pos];
      froms[cell] = from;
      if (kind === TEXT || (byte !== separator && byte !== NEWLINE)) {
        values[cell] = NaN;
        pos = textEnd(bytes, words, from, separator);
        byte = bytes[pos];
        tos[cell] = pos;
        if (bytes[from] <= QUOTE || bytes[pos - 1] <= QUOTE) this.#strip(cell);
      } else {
        tos[cell] = pos;
      }
      pos++;
      if (byte !== NEWLINE) continue;
      this.count = cell + 1;
      this.#start = start;
      this.#end = mayRepeat ? pos : NO_ROW;
      return pos;
    }
    this.#end = NO_ROW;
    this.#grow();
    return this.split(bytes, start, separator, mayRepeat);
  }

  isEmpty(cell: number): boolean {
    return cell >= this.count || this.from[cell] === this.to[cell];
  }

  /** The number of a cell, correctly rounded; NaN if it is empty or not a finite number. */
  number(cell: number): number {
    if (cell < 0 || cell >= this.count) return NaN;
    const value = this.#values[cell];
    return Number.isNaN(value) ? this.#closeNumber(cell) : value;
  }

  /** The digits of a cell as an integer, exact below 2^53; NaN if there is anything else. */
  integer(cell: number): number {
    if (cell < 0 || cell >= this.count) return NaN;
    const value = this.#values[cell];
    return Number.isNaN(value) || this.#kinds[cell] !== INTEGER ? this.#closeInteger(cell) : value;
  }

  /**
   * A time printed as integer nanoseconds, in microseconds; digits below a microsecond are dropped.
   */
  nanosecondsAsUs(cell: number): number {
    const to = this.to[cell] - 3;
    if (cell < 0 || cell >= this.count || to <= this.from[cell]) return NaN;
    const cursor = this.#cursor;
    cursor.moveTo(this.bytes, this.from[cell]);
    const value = cursor.integer(to);
    return cursor.pos === to ? value : NaN;
  }

  /** First byte of a cell, 0 if it is empty. */
  letter(cell: number): number {
    return this.isEmpty(cell) ? 0 : this.bytes[this.from[cell]];
  }

  /** Is the cell these bytes? */
  is(cell: number, expected: Uint8Array): boolean {
    if (cell >= this.count) return expected.length === 0;
    const from = this.from[cell];
    if (this.to[cell] - from !== expected.length) return false;
    for (let at = 0; at < expected.length; at++) {
      if (this.bytes[from + at] !== expected[at]) return false;
    }
    return true;
  }

  /** Is the cell a number at all, or words such as those of a header? */
  isNumber(cell: number): boolean {
    return !Number.isNaN(this.number(cell));
  }

  /** Cell as text; for headers, symbols and messages, not for every row. */
  text(cell: number): string {
    if (cell >= this.count) return "";
    return utf8.decode(this.bytes.subarray(this.from[cell], this.to[cell]));
  }

  /** All cells as text. */
  texts(): string[] {
    return Array.from({ length: this.count }, (_, cell) => this.text(cell));
  }

  #closeNumber(cell: number): number {
    if (this.#kinds[cell] === TEXT) this.#kinds[cell] = DECIMAL;
    return this.#cursor.numberIn(this.bytes, this.from[cell], this.to[cell]);
  }

  #closeInteger(cell: number): number {
    this.#kinds[cell] = INTEGER;
    this.#values[cell] = NaN;
    const cursor = this.#cursor;
    const from = this.from[cell];
    const isNegative = this.bytes[from] === MINUS;
    cursor.moveTo(this.bytes, isNegative ? from + 1 : from);
    const value = cursor.integer(this.to[cell]);
    if (cursor.pos !== this.to[cell]) return NaN;
    return isNegative ? -value : value;
  }

  /**
   * Moves the cells with which this row begins as the one before it did. From a cell on that had
   * something left out before its separator they are read again, and the last one always is.
   * @returns how many they are
   */
  #repeated(start: number, separator: number): number {
    const { bytes, from, to } = this;
    const before = this.#start;
    const distance = start - before;
    const last = before + repeatedLength(this.#words, before, start);
    const end = this.count - 1;
    let cell = 0;
    for (; cell < end && to[cell] < last; cell++) {
      if (bytes[to[cell]] !== separator) break;
      from[cell] += distance;
      to[cell] += distance;
    }
    return cell;
  }

  #look(bytes: Uint8Array): void {
    this.#end = NO_ROW;
    this.bytes = bytes;
    this.#words = wordsOf(bytes);
  }

  /** Leaves out blanks and quotes around a cell. */
  #strip(cell: number): void {
    const bytes = this.bytes;
    let from = this.from[cell];
    let to = this.to[cell];
    while (to > from && (bytes[to - 1] === RETURN || bytes[to - 1] === BLANK)) to--;
    while (from < to && bytes[from] === BLANK) from++;
    if (to - from >= 2 && bytes[from] === QUOTE && bytes[to - 1] === QUOTE) {
      from++;
      to--;
    }
    this.from[cell] = from;
    this.to[cell] = to;
  }

  #grow(): void {
    this.from = grown(this.from);
    this.to = grown(this.to);
    this.#kinds = grown(this.#kinds);
    this.#values = grown(this.#values);
  }
}
