/**
 * Rows of a signal table as lines of JSON, one object a row.
 *
 * Numbers read back to the same value, -0 included; what JSON has no word for (NaN, infinities) is
 * null; time is in microseconds since the Unix epoch, as in CSV: JSON has no type for it.
 */
import type { SignalTable } from "../core/signal-table.ts";
import { borrowColumns } from "./row-block.ts";
import type { RowSchema } from "./row-schema.ts";
import type { ByteSink, RowWriter } from "./row-writer.ts";
import { NumberTexts, TextLines } from "./text-lines.ts";

function jsonNumber(value: number): string {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? String(value) : "null";
}

export class NdjsonWriter implements RowWriter {
  rows = 0;
  readonly #lines: TextLines;
  readonly #texts: NumberTexts;
  /** What stands before the value of each column. */
  readonly #keys: readonly string[];

  constructor(sink: ByteSink, { columns }: RowSchema) {
    this.#lines = new TextLines(sink);
    this.#texts = new NumberTexts(columns.length, jsonNumber);
    this.#keys = columns.map(({ name }, index) => {
      return `${index === 0 ? "{" : ","}${JSON.stringify(name)}:`;
    });
  }

  writeRows(table: SignalTable): void {
    const { length, time, sequence, flags, values } = borrowColumns(table);
    const [atTime, atSequence, atFlags, ...keys] = this.#keys;
    const texts = this.#texts;
    for (let row = 0; row < length; row++) {
      let line = atTime + texts.at(0, time[row]) + atSequence + texts.at(1, sequence[row]);
      line += atFlags + flags[row];
      for (let index = 0; index < values.length; index++) {
        line += keys[index] + texts.at(index + 3, values[index][row]);
      }
      this.#lines.add(`${line}}`);
    }
    this.rows += length;
  }

  finish(): void {
    this.#lines.flush();
  }
}
