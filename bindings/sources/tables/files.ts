/** Files of columns (Parquet, Arrow) for a `RowSource`: a reader of each, and one `TableRows`. */
import { FormatError } from "../../core/errors.ts";
import { type CompleteFacts, completeFacts, NO_FACTS } from "../reading/facts.ts";
import { explain } from "../reading/failures.ts";
import { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { RowFile, RowFiles } from "../reading/row-source.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { mapColumns } from "./mapping.ts";
import type { Plan, TableRow } from "./row.ts";
import { TableRows } from "./rows.ts";

/** Rows that are looked at for the grid. */
const SHOWN_ROWS = 4096;

/** One open table; memory for some rows of it. */
export interface TableReader {
  readonly path: string;
  readonly totalBytes: number;
  /** Names of the columns. */
  readonly names: readonly string[];
  /** How much of it was read, in [0, 1]. */
  readonly share: number;
  /**
   * Says which columns are read and where their values go; once, before `next`.
   * @throws {Error} if a column is of a type that cannot be read so
   */
  begin(plan: Plan): void;
  /** Lets go of the rows at hand and brings the next ones; answers how many, 0 at the end. */
  next(): Promise<number>;
  /** Puts row `row` of those at hand into the plan's row. */
  read(row: number): void;
  close(): Promise<void>;
}

export type TableOpener = (path: string) => Promise<TableReader>;

function failure(format: string, path: string, what: string): FormatError {
  return new FormatError(`volume-imbalance/${format}: "${path}" ${what}`);
}

export class TableFiles implements RowFiles {
  readonly format: string;
  readonly unit = "row";
  complete: CompleteFacts = { facts: NO_FACTS, inferred: [], notes: [] };
  readonly #openReader: TableOpener;
  readonly #options: OpenOptions;
  readonly #rows: TableRows;
  #hasBegun = false;

  constructor(format: string, openReader: TableOpener, options: OpenOptions, stats: SourceStats) {
    this.format = format;
    this.#openReader = openReader;
    this.#options = options;
    this.#rows = new TableRows(options, stats);
  }

  get notes(): readonly string[] {
    return this.#rows.notes;
  }

  async open(path: string): Promise<RowFile> {
    let reader: TableReader | undefined;
    try {
      reader = await this.#openReader(path);
      const mapped = mapColumns(reader.names, this.#options.columns);
      reader.begin(mapped.plan);
      this.#rows.begin(mapped);
      const table = new Table(this.format, reader, this.#rows, mapped.plan.row);
      await table.next();
      if (table.count === 0) throw failure(this.format, path, "is empty: it holds no row");
      if (!this.#hasBegun) this.#infer(reader, table.count, mapped.plan.row);
      this.#hasBegun = true;
      return table;
    } catch (error) {
      await reader?.close();
      throw this.#refusal(path, error);
    }
  }

  finish(): void {
    this.#rows.finish();
  }

  /** Takes the grid from the rows at hand. */
  #infer(reader: TableReader, count: number, row: TableRow): void {
    const grid = new GridGuess();
    for (let at = 0; at < Math.min(count, SHOWN_ROWS); at++) {
      reader.read(at);
      this.#rows.show(row, grid);
    }
    const { facts, symbols } = this.#rows;
    const where = `${this.format}: "${reader.path}"`;
    this.complete = completeFacts(facts, this.#options, grid, where, symbols);
  }

  #refusal(path: string, error: unknown): Error {
    const { code, message } = error as NodeJS.ErrnoException;
    if (message.startsWith("volume-imbalance/")) return error as Error;
    return code === undefined ? failure(this.format, path, message) : explain(path, error);
  }
}

class Table implements RowFile {
  count = 0;
  readonly #format: string;
  readonly #reader: TableReader;
  readonly #rows: TableRows;
  readonly #row: TableRow;

  constructor(format: string, reader: TableReader, rows: TableRows, row: TableRow) {
    this.#format = format;
    this.#reader = reader;
    this.#rows = rows;
    this.#row = row;
  }

  get path(): string {
    return this.#reader.path;
  }

  get totalBytes(): number {
    return this.#reader.totalBytes;
  }

  get bytesRead(): number {
    return Math.round(this.#reader.share * this.#reader.totalBytes);
  }

  async next(): Promise<void> {
    try {
      this.count = await this.#reader.next();
    } catch (error) {
      const { message } = error as Error;
      const what = `cannot be read on: it is cut off or damaged (${message})`;
      throw failure(this.#format, this.path, what);
    }
  }

  read(row: number, writer: MessageWriter): string {
    this.#reader.read(row);
    return this.#rows.read(this.#row, writer);
  }

  close(): Promise<void> {
    return this.#reader.close();
  }
}
