/**
 * Rows of a signal table as CSV: `time,sequence,flags`, then the columns.
 *
 * Numbers stand in their shortest form that reads back to the same value (-0 as 0); an unknown
 * value (NaN) is an empty field; time is in microseconds since the Unix epoch; flags are one
 * integer.
 */
import type { SignalTable } from "../core/signal-table.ts";
import { borrowColumns } from "./row-block.ts";
import type { RowSchema } from "./row-schema.ts";
import type { ByteSink, RowWriter } from "./row-writer.ts";
import { NumberTexts, TextLines } from "./text-lines.ts";

function field(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

export class CsvWriter implements RowWriter {
  rows = 0;
  readonly #lines: TextLines;
  readonly #texts: NumberTexts;

  constructor(sink: ByteSink, { columns }: RowSchema) {
    this.#lines = new TextLines(sink);
    this.#texts = new NumberTexts(columns.length, (value) =>
      Number.isNaN(value) ? "" : String(value),
    );
    this.#lines.add(columns.map(({ name }) => field(name)).join(","));
  }

  writeRows(table: SignalTable): void {
    const { length, time, sequence, flags, values } = borrowColumns(table);
    const texts = this.#texts;
    for (let row = 0; row < length; row++) {
      let line = `${texts.at(0, time[row])},${texts.at(1, sequence[row])},${flags[row]}`;
      for (let index = 0; index < values.length; index++) {
        line += `,${texts.at(index + 3, values[index][row])}`;
      }
      this.#lines.add(line);
    }
    this.rows += length;
  }

  finish(): void {
    this.#lines.flush();
  }
}
