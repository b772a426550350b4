/**
 * Reads the ticks CSV, the project's own plain format; `ticks-csv-columns.ts` describes it.
 *
 * Cells are plain text: no quotes, blanks around them do not matter.
 */
import * as abi from "../../../assembly/abi.ts";
import type { TickBatch } from "../../core/tick-batch.ts";
import { BadLines } from "../reading/bad-lines.ts";
import { ByteCursor } from "../reading/byte-cursor.ts";
import { requireColumns } from "../reading/columns.ts";
import { completeFacts, NO_FACTS } from "../reading/facts.ts";
import { GridGuess } from "../reading/grid.ts";
import {
  BATCH_TICKS,
  type BadLine,
  type InstrumentFacts,
  type LineDecoder,
  type OpenOptions,
  type SourceStats,
} from "../source.ts";
import * as col from "./csv-columns.ts";
import { CsvRow } from "./csv-row.ts";

const NEWLINE = 10;
const HASH = 0x23;

const utf8 = new TextDecoder();

export class TicksCsvDecoder implements LineDecoder {
  readonly format = "ticks-csv";
  readonly notes: string[] = [];
  readonly inferred: string[] = [];
  facts: InstrumentFacts = NO_FACTS;
  readonly #stats: SourceStats;
  readonly #options: OpenOptions;
  readonly #bad: BadLines;
  readonly #cursor = new ByteCursor();
  #row = new CsvRow([]);
  #hasBegun = false;
  /** The last row waits until the next one says whether it closes its message. */
  readonly #waiting = { timeUs: 0, price: 0, size: 0, flags: 0, instrument: 0 };
  #isWaiting = false;

  /** @param stats counters are added to it by name and kept up to date */
  constructor(options: OpenOptions, stats: SourceStats) {
    this.#options = options;
    this.#stats = stats;
    this.#bad = new BadLines(options, stats);
    stats.unfinishedMessages = 0;
  }

  get firstBadLine(): BadLine | null {
    return this.#bad.first;
  }

  begin(bytes: Uint8Array, start: number, end: number, path: string): number {
    this.#bad.begin(path);
    let pos = start;
    for (;;) {
      const next = pos < end ? bytes.indexOf(NEWLINE, pos) + 1 : end;
      if (next === pos) throw this.#error("must have a header row");
      const text = utf8.decode(bytes.subarray(pos, next)).trim();
      this.#bad.line++;
      pos = next;
      if (text.startsWith("#")) this.#stateFacts(text.slice(1));
      else if (text !== "") {
        this.#row = new CsvRow(this.#columns(text));
        break;
      }
    }
    if (!this.#hasBegun) this.#completeFacts(bytes, pos, end);
    this.#hasBegun = true;
    return pos;
  }

  decode(bytes: Uint8Array, start: number, end: number, batch: TickBatch): number {
    let pos = start;
    while (pos < end && batch.length < BATCH_TICKS) {
      const next = bytes.indexOf(NEWLINE, pos) + 1;
      this.#stats.lines++;
      this.#bad.line++;
      if (bytes[pos] !== HASH && !this.#row.isBlank(bytes, pos)) this.#read(bytes, pos, batch);
      pos = next;
    }
    return pos;
  }

  finish(batch: TickBatch): void {
    if (!this.#isWaiting) return;
    if (this.#row.hasLastColumn && (this.#waiting.flags & abi.TICK_LAST) === 0) {
      this.#stats.unfinishedMessages++;
    }
    this.#release(batch, abi.TICK_LAST);
  }

  #error(what: string): Error {
    return this.#bad.error(this.format, what);
  }

  #stateFacts(comment: string): void {
    if (this.#hasBegun) return;
    const facts: Record<string, string | number> = { ...this.facts } as never;
    for (const [, name, value] of comment.matchAll(/(\w+)=(\S+)/g)) {
      if (!(name in facts)) continue;
      facts[name] = typeof facts[name] === "number" ? Number(value) : value;
    }
    if (!["linear", "inverse", "quanto"].includes(String(facts.contract))) {
      throw this.#error(`must state linear, inverse or quanto, was contract=${facts.contract}`);
    }
    this.facts = facts as never;
  }

  /** Column numbers of a header row. */
  #columns(header: string): number[] {
    const names = header.split(",").map((name) => name.trim().toLowerCase());
    try {
      requireColumns(names, col.REQUIRED_COLUMNS);
    } catch (error) {
      throw this.#error((error as Error).message);
    }
    return names.map((name) => {
      const column = (col.COLUMN_NAMES as readonly string[]).indexOf(name);
      if (column >= 0) return column;
      this.notes.push(`column "${name}" is not known and was ignored`);
      return col.COLUMN_OTHER;
    });
  }

  #completeFacts(bytes: Uint8Array, start: number, end: number): void {
    const grid = this.#guessGrid(bytes, start, end);
    const where = `${this.format}: "${this.#bad.path}"`;
    const { facts, inferred, notes } = completeFacts(this.facts, this.#options, grid, where);
    this.facts = facts;
    this.inferred.push(...inferred);
    this.notes.push(...notes);
  }

  /** Trades may lie between ticks: they count only where nothing else has a price. */
  #guessGrid(bytes: Uint8Array, start: number, end: number): GridGuess {
    const book = new GridGuess();
    const trades = new GridGuess();
    const row = this.#row;
    for (let pos = start; pos < end; pos = bytes.indexOf(NEWLINE, pos) + 1) {
      this.#cursor.moveTo(bytes, pos);
      if (bytes[pos] === HASH || row.isBlank(bytes, pos)) continue;
      if (row.read(this.#cursor) !== "") continue;
      const kind = row.flags & abi.KIND_MASK;
      if (kind !== abi.KIND_TRADE && !col.hasBookSide(kind)) continue;
      const { from, to } = row;
      const guess = kind === abi.KIND_TRADE ? trades : book;
      if (kind === abi.KIND_LEVEL_CHANGE) guess.hasChanges = true;
      guess.price(bytes, from[col.COLUMN_PRICE], to[col.COLUMN_PRICE]);
      guess.size(bytes, from[col.COLUMN_SIZE], to[col.COLUMN_SIZE]);
    }
    return Number.isNaN(book.tickSize) ? trades : book;
  }

  #read(bytes: Uint8Array, start: number, batch: TickBatch): void {
    const row = this.#row;
    this.#cursor.moveTo(bytes, start);
    const reason = row.read(this.#cursor);
    if (reason !== "") {
      this.#bad.refuse(this.format, reason);
      return;
    }
    const waiting = this.#waiting;
    if (this.#isWaiting) {
      const isNext = row.timeUs !== waiting.timeUs || row.instrument !== waiting.instrument;
      this.#release(batch, isNext && !row.hasLastColumn ? abi.TICK_LAST : 0);
    }
    waiting.timeUs = row.timeUs;
    waiting.price = row.price;
    waiting.size = row.size;
    waiting.flags = row.flags;
    waiting.instrument = row.instrument;
    this.#isWaiting = true;
  }

  #release(batch: TickBatch, last: number): void {
    const { timeUs, price, size, flags, instrument } = this.#waiting;
    batch.append(timeUs, price, size, flags | last, instrument);
    this.#isWaiting = false;
  }
}
