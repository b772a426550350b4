/** What every form of rows has in common: rows in, bytes out, no more than a block held. */
import type { SignalTable } from "../core/signal-table.ts";

/** Where the bytes go; they are valid until `write` returns. */
export interface ByteSink {
  /** Takes bytes and is done with them when it returns. */
  write(bytes: Uint8Array): void;
}

/** Writes nothing before it has taken rows or is finished. */
export interface RowWriter {
  /** Rows taken. */
  readonly rows: number;
  /** Takes all rows that are readable in `table` now. */
  writeRows(table: SignalTable): void;
  /** Writes what is still held and closes the form; call it once, at the end. */
  finish(): void;
}
