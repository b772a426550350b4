/**
 * The door out: columns of the rows that an engine has made and nobody has released.
 */

import type { CoreMemory } from "./core-memory.ts";
import { UnknownNameError } from "./errors.ts";
import { Table } from "./layout.ts";
import { nearest } from "./nearest.ts";
import { columnStride, tableBytes, writeTable } from "./table-plan.ts";

/** Columns that every table has before those that were asked for. */
export const ROW_COLUMNS = ["time", "sequence"] as const;

/** Columns of the rows that an engine has made and nobody has released; `engine.table`. */
export class SignalTable {
  /** Columns besides `time`, `sequence` and the flags, in order. */
  readonly columns: readonly string[];
  #memory: CoreMemory;
  #address: number;
  #capacity: number;
  readonly #index = new Map<string, number>();

  /** @internal */
  constructor(memory: CoreMemory, columns: readonly string[], capacity: number) {
    this.columns = columns;
    for (const name of [...ROW_COLUMNS, ...columns]) this.#index.set(name, this.#index.size);
    this.#memory = memory;
    this.#address = memory.reserve(tableBytes(this.#index.size, capacity));
    this.#capacity = capacity;
    this.#write(memory, this.#address, capacity);
  }

  /** Rows that can be read now. */
  get length(): number {
    return this.#memory.u32[(this.#address + Table.fields.unread.offset) >> 2];
  }

  /** Rows ever made, modulo 2^32. */
  get published(): number {
    return this.#memory.u32[(this.#address + Table.fields.published.offset) >> 2];
  }

  /** Rows that fit before the table is emptied, turned or enlarged. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Bytes of the table. */
  get bytes(): number {
    return tableBytes(this.#index.size, this.#capacity);
  }

  /**
   * Address of the table in its memory.
   * @internal
   */
  get address(): number {
    return this.#address;
  }

  /**
   * Shows a column without copying it.
   * @param name a requested column, "time" (microseconds) or "sequence"
   * @returns view of `length` values, oldest first; **borrowed**: the next push overwrites it
   * @throws {UnknownNameError} if the column was not asked for in the options
   */
  borrow(name: string): Float64Array {
    const column = this.#index.get(name);
    if (column === undefined) throw this.#unknown(name);
    const rows = this.length;
    const data = this.#address + tableData() + column * columnStride(this.#capacity);
    return new Float64Array(this.#memory.memory.buffer, data + this.#first(rows) * 8, rows);
  }

  /** A copy of a column that stays. */
  copy(name: string): Float64Array {
    return this.borrow(name).slice();
  }

  /** Flags of the rows, bits of `Flag`; **borrowed** as columns are. */
  borrowFlags(): Uint32Array {
    const rows = this.length;
    const data = tableData() + this.#index.size * columnStride(this.#capacity);
    const at = this.#address + data + this.#first(rows) * 4;
    return new Uint32Array(this.#memory.memory.buffer, at, rows);
  }

  /** A copy of the flags that stays. */
  copyFlags(): Uint32Array {
    return this.borrowFlags().slice();
  }

  /**
   * One row by name, with `time`, `sequence` and `flags`; convenient, not fast.
   * @param index from 0, or from -1 backwards
   * @throws {RangeError} if there is no such row
   */
  row(index: number): Record<string, number> {
    const rows = this.length;
    const at = index < 0 ? rows + index : index;
    if (!Number.isInteger(at) || at < 0 || at >= rows) {
      throw new RangeError(
        `volume-imbalance/signal-table.row: index must lie in [${-rows}, ${rows}), was ${index}`,
      );
    }
    const row: Record<string, number> = {};
    for (const name of this.#index.keys()) row[name] = this.borrow(name)[at];
    row.flags = this.borrowFlags()[at];
    return row;
  }

  /**
   * Makes room without losing unread rows: turns the table or enlarges it.
   * @internal
   */
  makeRoom(): void {
    const rows = this.length;
    if (rows * 2 <= this.#capacity) {
      this.#memory.core.moveRowsAt(this.#address, this.#address);
      return;
    }
    const capacity = this.#capacity * 2;
    const address = this.#memory.reserve(tableBytes(this.#index.size, capacity));
    this.#write(this.#memory, address, capacity);
    this.#memory.core.moveRowsAt(this.#address, address);
    this.#memory.arena.free(this.#address);
    this.#address = address;
    this.#capacity = capacity;
  }

  /**
   * Moves to another memory with all bytes.
   * @internal
   */
  moveTo(memory: CoreMemory): void {
    const bytes = this.bytes;
    const address = memory.reserve(bytes);
    const from = this.#memory.u8.subarray(this.#address, this.#address + bytes);
    memory.u8.set(from, address);
    this.#memory.arena.free(this.#address);
    this.#memory = memory;
    this.#address = address;
  }

  /**
   * Empties the table.
   * @internal
   */
  clear(): void {
    this.#write(this.#memory, this.#address, this.#capacity);
  }

  /**
   * Gives the memory back.
   * @internal
   */
  free(): void {
    this.#memory.arena.free(this.#address);
  }

  #first(rows: number): number {
    return this.#memory.u32[(this.#address + Table.fields.position.offset) >> 2] - rows;
  }

  #write(memory: CoreMemory, address: number, capacity: number): void {
    writeTable(new DataView(memory.memory.buffer), address, this.#index.size, capacity);
  }

  #unknown(name: string): UnknownNameError {
    return new UnknownNameError(
      `volume-imbalance/signal-table: column "${name}" was not asked for in the options`,
      name,
      nearest(name, this.#index.keys()),
    );
  }
}

function tableData(): number {
  return Math.ceil(Table.bytes / 8) * 8;
}
