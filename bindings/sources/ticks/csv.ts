/**
 * Reads the ticks CSV, the project's own plain format; `ticks-csv-columns.ts` describes it.
 *
 * A line that cannot be read is counted in `badLines` and the first one is kept with its reason;
 * with `strict` it is thrown. Cells are plain text: no quotes, blanks around them do not matter.
 */
import * as abi from "../../../assembly/abi.ts";
import { FormatError } from "../../core/errors.ts";
import type { TickBatch } from "../../core/tick-batch.ts";
import { ByteCursor } from "../reading/byte-cursor.ts";
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
  facts: InstrumentFacts;
  firstBadLine: BadLine | null = null;
  readonly #stats: SourceStats;
  readonly #options: OpenOptions;
  readonly #cursor = new ByteCursor();
  #row = new CsvRow([]);
  #path = "";
  #lineInFile = 0;
  #hasBegun = false;
  /** The last row waits until the next one says whether it closes its message. */
  readonly #waiting = { timeUs: 0, price: 0, size: 0, flags: 0, instrument: 0 };
  #isWaiting = false;

  /** @param stats counters are added to it by name and kept up to date */
  constructor(options: OpenOptions, stats: SourceStats) {
    this.#options = options;
    this.#stats = stats;
    stats.badLines = 0;
    stats.unfinishedMessages = 0;
    this.facts = { symbol: "", tickSize: NaN, lotSize: NaN, contract: "linear", multiplier: 1 };
  }

  begin(bytes: Uint8Array, start: number, end: number, path: string): number {
    this.#path = path;
    this.#lineInFile = 0;
    let pos = start;
    for (;;) {
      const next = pos < end ? bytes.indexOf(NEWLINE, pos) + 1 : end;
      if (next === pos) throw this.#error("must have a header row");
      const text = utf8.decode(bytes.subarray(pos, next)).trim();
      this.#lineInFile++;
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
      this.#lineInFile++;
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

  #error(what: string): FormatError {
    return new FormatError(
      `volume-imbalance/ticks-csv: "${this.#path}" line ${this.#lineInFile}: ${what}`,
    );
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
    const missing = col.REQUIRED_COLUMNS.filter((name) => !names.includes(name));
    if (missing.length > 0) {
      throw this.#error(
        `must name the columns ${col.REQUIRED_COLUMNS.join(", ")}; missing: ${missing.join(", ")}`,
      );
    }
    return names.map((name) => {
      const column = (col.COLUMN_NAMES as readonly string[]).indexOf(name);
      if (column >= 0) return column;
      this.notes.push(`column "${name}" is not known and was ignored`);
      return col.COLUMN_OTHER;
    });
  }

  #completeFacts(bytes: Uint8Array, start: number, end: number): void {
    const { tickSize = this.facts.tickSize, lotSize = this.facts.lotSize } = this.#options;
    this.facts = { ...this.facts, tickSize, lotSize };
    if (!Number.isNaN(tickSize) && !Number.isNaN(lotSize)) return;
    const guess = this.#guessGrid(bytes, start, end);
    if (Number.isNaN(tickSize)) this.inferred.push("tickSize");
    if (Number.isNaN(lotSize) && !Number.isNaN(guess.lotSize)) this.inferred.push("lotSize");
    this.facts = {
      ...this.facts,
      tickSize: Number.isNaN(tickSize) ? guess.tickSize : tickSize,
      lotSize: Number.isNaN(lotSize) ? guess.lotSize : lotSize,
    };
    if (Number.isNaN(this.facts.tickSize)) {
      throw this.#error("begins a file without a price to infer the tick size from: give tickSize");
    }
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
      this.#stats.badLines++;
      this.firstBadLine ??= { path: this.#path, line: this.#lineInFile, reason };
      if (this.#options.strict) throw this.#error(reason);
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
