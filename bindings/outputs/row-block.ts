/**
 * Rows gathered until they make a record batch or a row group: the only rows that a writer holds.
 */
import type { SignalTable } from "../core/signal-table.ts";
import { ROW_FACTS } from "./column-facts.ts";
import type { RowSchema } from "./row-schema.ts";

/** Rows side by side, one array a column. */
export interface RowColumns {
  readonly length: number;
  readonly time: Float64Array;
  readonly sequence: Float64Array;
  readonly flags: Uint32Array;
  /** The columns that were asked for, in order. */
  readonly values: readonly Float64Array[];
}

/** Rows of a block, fewer where there are so many columns that they would be larger. */
const BLOCK_ROWS = 65_536;
const BLOCK_VALUES = 2 ** 23;

/** Borrowed columns of the rows that are readable in `table` now. */
export function borrowColumns(table: SignalTable): RowColumns {
  return {
    length: table.length,
    time: table.borrow("time"),
    sequence: table.borrow("sequence"),
    flags: table.borrowFlags(),
    values: table.columns.map((name) => table.borrow(name)),
  };
}

export class RowBlock {
  readonly capacity: number;
  readonly #time: Float64Array;
  readonly #sequence: Float64Array;
  readonly #flags: Uint32Array;
  readonly #values: readonly Float64Array[];
  #length = 0;

  constructor(schema: RowSchema) {
    const columns = schema.columns.length - ROW_FACTS.length;
    this.capacity = Math.min(BLOCK_ROWS, Math.ceil(BLOCK_VALUES / columns));
    this.#time = new Float64Array(this.capacity);
    this.#sequence = new Float64Array(this.capacity);
    this.#flags = new Uint32Array(this.capacity);
    this.#values = Array.from({ length: columns }, () => new Float64Array(this.capacity));
  }

  /**
   * Copies rows in and hands the block over, and empties it, whenever it is full.
   * @param write takes a full block; its arrays are reused when it returns
   */
  take(rows: RowColumns, write: (block: RowColumns) => void): void {
    for (let from = 0; from < rows.length; ) {
      const end = Math.min(rows.length, from + this.capacity - this.#length);
      this.#time.set(rows.time.subarray(from, end), this.#length);
      this.#sequence.set(rows.sequence.subarray(from, end), this.#length);
      this.#flags.set(rows.flags.subarray(from, end), this.#length);
      for (const [index, values] of this.#values.entries()) {
        values.set(rows.values[index].subarray(from, end), this.#length);
      }
      this.#length += end - from;
      from = end;
      if (this.#length === this.capacity) this.flush(write);
    }
  }

  /** Hands over the rows that are held, if any. */
  flush(write: (block: RowColumns) => void): void {
    if (this.#length === 0) return;
    const length = this.#length;
    write({
      length,
      time: this.#time.subarray(0, length),
      sequence: this.#sequence.subarray(0, length),
      flags: this.#flags.subarray(0, length),
      values: this.#values.map((values) => values.subarray(0, length)),
    });
    this.#length = 0;
  }
}
