/**
 * Decoder of delimited text: knows lines, headers, bad rows and grids, but no format.
 *
 * A format is a `RowFormat`: it says which cells hold what and turns one row into ticks.
 */
import type { TickBatch } from "../../core/tick-batch.ts";
import {
  BATCH_TICKS,
  type BadLine,
  type InstrumentFacts,
  type LineDecoder,
  type OpenOptions,
  type SourceStats,
} from "../source.ts";
import { BadLines } from "./bad-lines.ts";
import { Cells } from "./cells.ts";
import { type CompleteFacts, completeFacts } from "./facts.ts";
import { GridGuess } from "./grid.ts";
import { MessageWriter } from "./message-writer.ts";
import type { SymbolsMet } from "./symbol-choice.ts";

const NEWLINE = 10;
const RETURN = 13;

/** A format of rows; one object for each open source, which may keep state between rows. */
export interface RowFormat {
  readonly name: string;
  /** Byte between two cells. */
  readonly separator: number;
  /** Lines that begin with this byte are passed over; absent where there are none. */
  readonly comment?: number;
  /** Rows often begin with the cells of the row before; absent where they do not. */
  readonly mayRepeat?: boolean;
  /** Complete after `header` and `show`; without a grid, which the decoder adds. */
  readonly facts: InstrumentFacts;
  /** Names of the facts that were taken from the data, besides the grid. */
  readonly inferred: readonly string[];
  /** Sentences for the user. */
  readonly notes: readonly string[];
  /** What `show` has met of several symbols, if rows name theirs. */
  readonly symbols?: SymbolsMet | undefined;
  /**
   * Meets the first row of each file.
   * @returns true if it was a header and holds no data
   * @throws {Error} with a reason, if the file cannot be read without a column it lacks
   */
  header(cells: Cells, path: string): boolean;
  /**
   * Shows the numbers of one row of the first block that lie on the grid of the book; rows come
   * here before any of them comes to `read`, so the symbol to be read can be chosen here.
   */
  show(cells: Cells, grid: GridGuess): void;
  /**
   * Turns one row into ticks.
   * @returns "" if it was understood, else the reason why not; then nothing was written
   */
  read(cells: Cells, writer: MessageWriter): string;
  /** The input is over; the open message is closed after this. */
  finish(writer: MessageWriter): void;
}

export class DelimitedDecoder implements LineDecoder {
  readonly #format: RowFormat;
  readonly #options: OpenOptions;
  readonly #stats: SourceStats;
  readonly #cells = new Cells();
  readonly #writer: MessageWriter;
  readonly #bad: BadLines;
  #complete: CompleteFacts | null = null;

  constructor(format: RowFormat, options: OpenOptions, stats: SourceStats) {
    this.#format = format;
    this.#options = options;
    this.#stats = stats;
    this.#writer = new MessageWriter(options.instrument ?? 0);
    this.#bad = new BadLines(options, stats);
  }

  get format(): string {
    return this.#format.name;
  }

  get facts(): InstrumentFacts {
    return this.#complete?.facts ?? this.#format.facts;
  }

  get inferred(): readonly string[] {
    return [...this.#format.inferred, ...(this.#complete?.inferred ?? [])];
  }

  get notes(): readonly string[] {
    return [...this.#format.notes, ...(this.#complete?.notes ?? [])];
  }

  get firstBadLine(): BadLine | null {
    return this.#bad.first;
  }

  begin(bytes: Uint8Array, start: number, end: number, path: string): number {
    const bad = this.#bad;
    bad.begin(path);
    let pos = start;
    while (pos < end && this.#isSkipped(bytes, pos)) {
      pos = bytes.indexOf(NEWLINE, pos) + 1;
      bad.line++;
    }
    if (pos >= end) throw this.#error("must hold a row within its first megabyte");
    const next = this.#cells.split(bytes, pos, this.#format.separator);
    if (this.#hasHeader(path)) {
      bad.line++;
      pos = next;
    }
    this.#complete ??= this.#infer(bytes, pos, end);
    return pos;
  }

  decode(bytes: Uint8Array, start: number, end: number, batch: TickBatch): number {
    const { separator, mayRepeat } = this.#format;
    const cells = this.#cells;
    const writer = this.#writer;
    const bad = this.#bad;
    writer.into(batch);
    let pos = start;
    while (pos < end && batch.length < BATCH_TICKS) {
      this.#stats.lines++;
      bad.line++;
      if (this.#isSkipped(bytes, pos)) {
        pos = bytes.indexOf(NEWLINE, pos) + 1;
        continue;
      }
      cells.line = bad.line;
      pos = cells.split(bytes, pos, separator, mayRepeat);
      const reason = this.#format.read(cells, writer);
      if (reason !== "") bad.refuse(this.format, reason);
    }
    return pos;
  }

  finish(batch: TickBatch): void {
    this.#writer.into(batch);
    this.#format.finish(this.#writer);
    this.#writer.close();
  }

  #hasHeader(path: string): boolean {
    try {
      return this.#format.header(this.#cells, path);
    } catch (error) {
      throw this.#error((error as Error).message);
    }
  }

  #infer(bytes: Uint8Array, start: number, end: number): CompleteFacts {
    const { separator, mayRepeat } = this.#format;
    const grid = new GridGuess();
    for (let pos = start; pos < end; ) {
      if (this.#isSkipped(bytes, pos)) {
        pos = bytes.indexOf(NEWLINE, pos) + 1;
        continue;
      }
      pos = this.#cells.split(bytes, pos, separator, mayRepeat);
      this.#format.show(this.#cells, grid);
    }
    const { name, facts, symbols } = this.#format;
    return completeFacts(facts, this.#options, grid, `${name}: "${this.#bad.path}"`, symbols);
  }

  /** An empty line, or a comment. */
  #isSkipped(bytes: Uint8Array, pos: number): boolean {
    const first = bytes[pos];
    if (first === NEWLINE || first === this.#format.comment) return true;
    return first === RETURN && bytes[pos + 1] === NEWLINE;
  }

  #error(reason: string): Error {
    return this.#bad.error(this.format, reason);
  }
}
