/**
 * Binance's historical futures depth (`T_DEPTH`), a snapshot file and a file of changes, one row
 * per level:
 *
 *   symbol, timestamp (ms), first_update_id, last_update_id, side (a, b), update_type (snap, set),
 *   price, qty, pu
 *
 * The rows of one last_update_id are one message; `pu` is the last id of the event before. Give the
 * snapshot file first, then the changes from its time on: older ones are dropped, and a hole
 * between the two is a gap.
 *
 * Source: https://github.com/binance/binance-public-data (historical order book, by request)
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import { requireColumns } from "../reading/columns.ts";
import type { RowFormat } from "../reading/delimited.ts";
import { NO_FACTS } from "../reading/facts.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { SymbolChoice } from "../reading/symbol-choice.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { DepthMessages } from "./depth-messages.ts";
import { contractOf } from "./facts.ts";
import { EPOCH_WORDS, epochUs } from "./time.ts";

export const T_DEPTH_COLUMNS = [
  "symbol",
  "timestamp",
  "first_update_id",
  "last_update_id",
  "side",
  "update_type",
  "price",
  "qty",
  "pu",
] as const;

const COMMA = 0x2c;
const SYMBOL = 0;
const TIME = 1;
const FIRST = 2;
const FINAL = 3;
const SIDE = 4;
const TYPE = 5;
const PRICE = 6;
const SIZE = 7;
const PREVIOUS = 8;

const encoder = new TextEncoder();
const SNAP = encoder.encode("snap");
const SET = encoder.encode("set");
const BID = encoder.encode("b");
const ASK = encoder.encode("a");

export class TDepth implements RowFormat {
  readonly name = "binance-t-depth";
  readonly separator = COMMA;
  readonly notes: string[] = [];
  readonly symbols: SymbolChoice;
  readonly #stats: SourceStats;
  readonly #messages: DepthMessages;
  #place: readonly number[] = [];

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#stats = stats;
    this.symbols = new SymbolChoice(options.symbol);
    this.#messages = new DepthMessages(stats);
    stats.otherSymbolLines = 0;
  }

  get facts(): InstrumentFacts {
    const { name } = this.symbols;
    return { ...NO_FACTS, symbol: name, ...contractOf(name) };
  }

  get inferred(): readonly string[] {
    return ["contract"];
  }

  header(cells: Cells): boolean {
    const names = cells.texts().map((name) => name.toLowerCase());
    if (!names.includes("update_type")) {
      this.#place = T_DEPTH_COLUMNS.map((_, index) => index);
      return false;
    }
    this.#place = T_DEPTH_COLUMNS.map((name) => names.indexOf(name));
    requireColumns(names, T_DEPTH_COLUMNS);
    return true;
  }

  show(cells: Cells, grid: GridGuess): void {
    const price = this.#place[PRICE];
    const size = this.#place[SIZE];
    if (cells.count < T_DEPTH_COLUMNS.length || !(cells.number(price) > 0)) return;
    if (!this.symbols.takes(cells, this.#place[SYMBOL])) return;
    grid.priceIn(cells, price);
    grid.sizeIn(cells, size);
  }

  read(cells: Cells, writer: MessageWriter): string {
    const place = this.#place;
    if (cells.count < T_DEPTH_COLUMNS.length) return `must have ${T_DEPTH_COLUMNS.length} columns`;
    if (!this.symbols.takes(cells, place[SYMBOL])) {
      this.#stats.otherSymbolLines++;
      return "";
    }
    const timeUs = epochUs(cells.integer(place[TIME]));
    const price = cells.number(place[PRICE]);
    const size = cells.number(place[SIZE]);
    const reason = this.#meetIds(cells);
    if (reason !== "") return reason;
    const isBid = cells.is(place[SIDE], BID);
    if (!isBid && !cells.is(place[SIDE], ASK)) return this.#reason(cells, SIDE, "be a or b");
    if (Number.isNaN(timeUs)) return this.#reason(cells, TIME, EPOCH_WORDS);
    if (!(price > 0)) return this.#reason(cells, PRICE, "be a positive number");
    if (!(size >= 0)) return this.#reason(cells, SIZE, "be a number, not negative");
    const side = isBid ? abi.SIDE_BID : abi.SIDE_ASK;
    this.#messages.level(writer, timeUs, NaN, price, size, side);
    return "";
  }

  finish(): void {
    const note = this.symbols.note();
    if (note !== "") this.notes.push(note);
    this.#messages.finish(this.notes);
  }

  #meetIds(cells: Cells): string {
    const place = this.#place;
    const first = cells.integer(place[FIRST]);
    const final = cells.integer(place[FINAL]);
    const previous = cells.integer(place[PREVIOUS]);
    if (!(first >= 0)) return this.#reason(cells, FIRST, "be a whole number");
    if (!(final >= 0)) return this.#reason(cells, FINAL, "be a whole number");
    if (cells.is(place[TYPE], SNAP)) {
      this.#messages.snapshot(final, final, false);
      return "";
    }
    if (!cells.is(place[TYPE], SET)) return this.#reason(cells, TYPE, "be snap or set");
    if (Number.isNaN(previous)) return this.#reason(cells, PREVIOUS, "be a whole number");
    this.#messages.change(first, final, previous);
    return "";
  }

  #reason(cells: Cells, column: number, expected: string): string {
    return `${T_DEPTH_COLUMNS[column]} must ${expected}, was "${cells.text(this.#place[column])}"`;
  }
}
