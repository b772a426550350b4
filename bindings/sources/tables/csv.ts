/**
 * Any delimited text as a table: a header row and rows, cells between commas, tabs, semicolons or
 * bars. Without a header row, columns are named by their number, counted from 1.
 */
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { SymbolsMet } from "../reading/symbol-choice.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { FIELD_TYPES } from "./fields.ts";
import { type Mapped, mapColumns } from "./mapping.ts";
import { UNREADABLE } from "./row.ts";
import { TableRows } from "./rows.ts";

const NEWLINE = 10;
const COMMA = 0x2c;
const QUOTE = 0x22;
const SEPARATORS = [COMMA, 0x09, 0x3b, 0x7c];
const COLUMN_NUMBER = /^!?\d+$/;

/** What a cell should have held. */
const EXPECTED = {
  time: "be a time",
  number: "be a number",
  levels: "be a number",
  text: "be a name",
  kind: "be trade, level, change, snapshot, quote or clear",
  side: "be bid, ask, buy, sell, b, s, a, 1, -1, true, false or unknown",
  flag: "be true or false",
} as const;

export class CsvTable implements RowFormat {
  readonly name = "csv";
  readonly inferred: readonly string[] = [];
  separator = COMMA;
  readonly #options: OpenOptions;
  readonly #rows: TableRows;
  #mapped: Mapped | null = null;
  /** Cell of each column of the plan. */
  #cellOf = new Int32Array(0);

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#options = options;
    this.#rows = new TableRows(options, stats);
  }

  get facts(): InstrumentFacts {
    return this.#rows.facts;
  }

  get notes(): readonly string[] {
    return this.#rows.notes;
  }

  get symbols(): SymbolsMet | undefined {
    return this.#rows.symbols;
  }

  header(cells: Cells): boolean {
    const { columns } = this.#options;
    const start = startOfRow(cells);
    this.separator = mostFrequent(cells.bytes, start);
    cells.split(cells.bytes, start, this.separator);
    const texts = cells.texts();
    const isNumbered = hasNumbers(columns, texts);
    const names = isNumbered ? texts.map((_, index) => String(index + 1)) : texts;
    const mapped = mapColumns(names, columns);
    if (mapped.plan.lists.length > 0) {
      const [{ name }] = mapped.plan.lists;
      throw new Error(`cannot hold lists ("${name}"): name a column per level, bid_{n}_price`);
    }
    this.#mapped = mapped;
    this.#cellOf = Int32Array.from(mapped.plan.scalars, ({ name }) => names.indexOf(name));
    this.#rows.begin(mapped);
    return !isNumbered;
  }

  show(cells: Cells, grid: GridGuess): void {
    const { row } = (this.#mapped as Mapped).plan;
    if (this.#fill(cells) === "") this.#rows.show(row, grid);
  }

  read(cells: Cells, writer: MessageWriter): string {
    const { row } = (this.#mapped as Mapped).plan;
    return this.#fill(cells) || this.#rows.read(row, writer);
  }

  finish(): void {
    this.#rows.finish();
  }

  /** Fills the row; answers why it cannot be read. */
  #fill(cells: Cells): string {
    const { scalars } = (this.#mapped as Mapped).plan;
    const { bytes } = cells;
    for (let index = 0; index < scalars.length; index++) {
      const { use, target, at } = scalars[index];
      const cell = this.#cellOf[index];
      const isEmpty = cells.isEmpty(cell);
      const value = isEmpty ? NaN : use.ofText(bytes, cells.from[cell], cells.to[cell]);
      if (value === UNREADABLE) {
        const { field, name } = scalars[index];
        return `${name} must ${EXPECTED[FIELD_TYPES[field]]}, was "${cells.text(cell)}"`;
      }
      target[at] = value;
    }
    return "";
  }
}

/** Are all columns named by numbers, and is the first row no header of such names? */
function hasNumbers(
  columns: Readonly<Record<string, string>> | undefined,
  texts: readonly string[],
): boolean {
  if (columns === undefined) return false;
  const named = Object.values(columns).filter((name) => COLUMN_NUMBER.test(name));
  return named.length >= 2 && !named.every((name) => texts.includes(name));
}

/** Where the row begins that was just split: before the quote that the first cell leaves out. */
function startOfRow({ bytes, from }: Cells): number {
  return from[0] > 0 && bytes[from[0] - 1] === QUOTE ? from[0] - 1 : from[0];
}

/** The separator that stands most often in the row that begins at `start`. */
function mostFrequent(bytes: Uint8Array, start: number): number {
  const row = bytes.subarray(start, bytes.indexOf(NEWLINE, start));
  const counts = SEPARATORS.map((separator) => row.filter((byte) => byte === separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))];
}

/** Cells of a line of text, for recognition; the separator that splits it most. */
export function splitLine(line: string): string[] {
  const parts = SEPARATORS.map((separator) => line.split(String.fromCharCode(separator)));
  const best = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return best.map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}
