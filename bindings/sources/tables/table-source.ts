/**
 * Tables of columns (Parquet, Arrow) as a source: a reader brings rows to hand, `rows.ts` makes
 * messages of them, one after the other.
 */
import { stat } from "node:fs/promises";
import { FormatError } from "../../core/errors.ts";
import { TickBatch } from "../../core/tick-batch.ts";
import { completeFacts, NO_FACTS } from "../reading/facts.ts";
import { explain } from "../reading/failures.ts";
import { GridGuess } from "../reading/grid.ts";
import { MessageWriter } from "../reading/message-writer.ts";
import {
  BATCH_TICKS,
  type BadLine,
  type InstrumentFacts,
  type OpenOptions,
  type SourceStats,
  type TickSource,
} from "../source.ts";
import { mapColumns } from "./mapping.ts";
import { type Plan, TableRow } from "./row.ts";
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

export class TableSource implements TickSource {
  readonly format: string;
  readonly isCausal = true;
  readonly stats: SourceStats = { bytesRead: 0, totalBytes: 0, lines: 0, ticks: 0, badLines: 0 };
  firstBadLine: BadLine | null = null;
  readonly inferred: string[] = [];
  facts: InstrumentFacts = NO_FACTS;
  readonly #options: OpenOptions;
  readonly #paths: readonly string[];
  readonly #openReader: TableOpener;
  readonly #batch: TickBatch;
  readonly #writer: MessageWriter;
  readonly #rows: TableRows;
  #reader: TableReader | null = null;
  #row = new TableRow();
  #rowsAtHand = 0;
  #rowInFile = 0;
  #bytesBefore = 0;

  private constructor(
    format: string,
    openReader: TableOpener,
    paths: readonly string[],
    options: OpenOptions,
  ) {
    this.format = format;
    this.#openReader = openReader;
    this.#paths = paths;
    this.#options = options;
    this.#batch = options.batch ?? new TickBatch(BATCH_TICKS * 2);
    this.#writer = new MessageWriter(options.instrument ?? 0);
    this.#writer.into(this.#batch);
    this.#rows = new TableRows(options, this.stats);
  }

  /** @throws {FormatError} if the first table cannot be read or its columns are not known */
  static async open(
    format: string,
    openReader: TableOpener,
    paths: readonly string[],
    options: OpenOptions,
  ): Promise<TableSource> {
    const source = new TableSource(format, openReader, paths, options);
    try {
      await source.#begin(paths[0]);
      source.#infer();
      await source.#measure();
      return source;
    } catch (error) {
      await source.#reader?.close();
      throw error;
    }
  }

  get notes(): readonly string[] {
    return this.#rows.notes;
  }

  /** @throws {FormatError} if a table is cut off or damaged, or lacks a column */
  async *[Symbol.asyncIterator](): AsyncGenerator<TickBatch, void, undefined> {
    const batch = this.#batch;
    batch.clear();
    try {
      for (let index = 1; ; index++) {
        yield* this.#table();
        if (index === this.#paths.length) break;
        await this.#begin(this.#paths[index]);
      }
      this.#rows.finish();
      this.#writer.close();
      if (batch.length > 0) yield this.#handOver();
    } finally {
      await this.#reader?.close();
    }
  }

  async *#table(): AsyncGenerator<TickBatch, void, undefined> {
    const batch = this.#batch;
    const reader = this.#reader as TableReader;
    while (this.#rowsAtHand > 0) {
      for (let row = 0; row < this.#rowsAtHand; row++) {
        reader.read(row);
        this.#take();
        if (batch.length < BATCH_TICKS) continue;
        yield this.#handOver();
        batch.clear();
      }
      this.#rowsAtHand = await this.#next();
      this.stats.bytesRead = this.#bytesBefore + Math.round(reader.share * reader.totalBytes);
    }
    this.stats.bytesRead = this.#bytesBefore + reader.totalBytes;
  }

  /** Makes ticks of the row that was read. */
  #take(): void {
    this.stats.lines++;
    this.#rowInFile++;
    const reason = this.#rows.read(this.#row, this.#writer);
    if (reason === "") return;
    this.stats.badLines++;
    const { path } = this.#reader as TableReader;
    this.firstBadLine ??= { path, line: this.#rowInFile, reason };
    if (this.#options.strict) throw this.#error(path, `row ${this.#rowInFile}: ${reason}`);
  }

  async #begin(path: string): Promise<void> {
    this.#bytesBefore += this.#reader?.totalBytes ?? 0;
    await this.#reader?.close();
    this.#reader = null;
    try {
      const reader = await this.#openReader(path);
      this.#reader = reader;
      const mapped = mapColumns(reader.names, this.#options.columns);
      reader.begin(mapped.plan);
      this.#rows.begin(mapped);
      this.#row = mapped.plan.row;
    } catch (error) {
      throw this.#refusal(path, error);
    }
    this.#rowInFile = 0;
    this.#rowsAtHand = await this.#next();
    if (this.#rowsAtHand === 0) throw this.#error(path, "is empty: it holds no row");
  }

  async #next(): Promise<number> {
    const reader = this.#reader as TableReader;
    try {
      return await reader.next();
    } catch (error) {
      const { message } = error as Error;
      throw this.#error(reader.path, `cannot be read on: it is cut off or damaged (${message})`);
    }
  }

  /** Takes the grid from the rows at hand. */
  #infer(): void {
    const reader = this.#reader as TableReader;
    const grid = new GridGuess();
    const shown = Math.min(this.#rowsAtHand, SHOWN_ROWS);
    for (let row = 0; row < shown; row++) {
      reader.read(row);
      this.#rows.show(this.#row, grid);
    }
    const { symbol, tickSize } = this.#options;
    if (symbol !== undefined && tickSize === undefined && Number.isNaN(grid.tickSize)) {
      throw this.#error(reader.path, `must hold the symbol ${symbol} in its first rows`);
    }
    const known = { ...NO_FACTS, symbol: this.#rows.symbol };
    const where = `${this.format}: "${reader.path}"`;
    this.facts = completeFacts(known, this.#options, grid, this.inferred, where);
  }

  /** Adds up the sizes of all files. */
  async #measure(): Promise<void> {
    for (const path of this.#paths) {
      const size = await stat(path).then(
        (found) => found.size,
        () => NaN,
      );
      this.stats.totalBytes += size;
    }
  }

  #handOver(): TickBatch {
    this.stats.ticks += this.#batch.length;
    return this.#batch;
  }

  #refusal(path: string, error: unknown): Error {
    const { code, message } = error as NodeJS.ErrnoException;
    if (message.startsWith("volume-imbalance/")) return error as Error;
    return code === undefined ? this.#error(path, message) : explain(path, error);
  }

  #error(path: string, what: string): FormatError {
    return new FormatError(`volume-imbalance/${this.format}: "${path}" ${what}`);
  }
}
