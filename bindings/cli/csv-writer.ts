/**
 * Rows of a signal table as CSV: `time,sequence,flags`, then the columns.
 *
 * Numbers stand in their shortest form that reads back to the same value; an unknown value (NaN)
 * is an empty field; time is in microseconds since the Unix epoch; flags are one integer.
 */
import type { SignalTable } from "../core/signal-table.ts";

const CHUNK_CHARACTERS = 1 << 16;

/** Where the bytes go. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
}

function field(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

export class CsvWriter {
  /** Rows written. */
  rows = 0;
  readonly #sink: ByteSink;
  readonly #names: readonly string[];
  /** Last value of each column and its text: most values repeat from row to row. */
  readonly #last: Float64Array;
  readonly #texts: string[];
  #pending = "";

  constructor(sink: ByteSink, columns: readonly string[]) {
    this.#sink = sink;
    this.#names = ["time", "sequence", ...columns];
    this.#last = new Float64Array(this.#names.length).fill(Number.NaN);
    this.#texts = this.#names.map(() => "");
    const header = ["time", "sequence", "flags", ...columns];
    this.#pending = `${header.map(field).join(",")}\n`;
  }

  /** Writes all rows that are readable in `table` now. */
  writeRows(table: SignalTable): void {
    const columns = this.#names.map((name) => table.borrow(name));
    const flags = table.borrowFlags();
    for (let row = 0; row < table.length; row++) {
      const time = this.#text(0, columns[0][row]);
      const sequence = this.#text(1, columns[1][row]);
      let line = `${time},${sequence},${flags[row]}`;
      for (let index = 2; index < columns.length; index++) {
        line += `,${this.#text(index, columns[index][row])}`;
      }
      this.#pending += `${line}\n`;
      if (this.#pending.length >= CHUNK_CHARACTERS) this.flush();
    }
    this.rows += table.length;
  }

  /** Hands over what is still held. */
  flush(): void {
    if (this.#pending === "") return;
    this.#sink.write(Buffer.from(this.#pending));
    this.#pending = "";
  }

  #text(index: number, value: number): string {
    if (value !== this.#last[index]) {
      this.#last[index] = value;
      this.#texts[index] = Number.isNaN(value) ? "" : String(value);
    }
    return this.#texts[index];
  }
}
