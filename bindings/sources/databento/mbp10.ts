/**
 * Databento MBP-10 as CSV: one row for every event within the best ten levels, with these levels
 * after it. Fewer levels than ten will do; the header names them.
 *
 * A row's levels are compared with the row before, and what differs becomes level sets; the first
 * row, a clear, a snapshot and the first row behind doubtful ones are a clear with all levels. A
 * trade (action T, side = aggressor) is written before the levels of its row.
 *
 * A row is older than the book if its sequence number is lower than the newest one and its event
 * time no later: its trade is taken, its levels are not (`olderStates`), for they would bring an
 * old state back. A lower number at a later time is a count that began anew. Both are counted in
 * `sequenceReversals`.
 *
 * While rows are flagged as doubtful (the venue's channel lost something) no levels are taken
 * (`doubtfulRows`); a gap says so.
 *
 * Source: databento.com/docs, schema MBP-10.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import { NO_FACTS } from "../reading/facts.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { Events } from "./events.ts";
import { InstrumentChoice } from "./instrument.ts";
import { Prices } from "./prices.ts";
import {
  ACTION_CLEAR,
  ACTION_FILL,
  ACTION_TRADE,
  Columns,
  FLAG_MAYBE_BAD_BOOK,
  ROW_COLUMNS,
  Row,
} from "./row.ts";
import { TopSide } from "./top-levels.ts";
import { TradeCells } from "./trade.ts";

const COMMA = 0x2c;
export const LEVEL_COLUMNS = ["bid_px_00", "ask_px_00", "bid_sz_00", "ask_sz_00"] as const;

export class Mbp10Rows implements RowFormat {
  readonly name = "databento-mbp10";
  readonly separator = COMMA;
  readonly notes: string[] = [];
  readonly #isTickStated: boolean;
  readonly #prices = new Prices();
  readonly #stats: SourceStats;
  readonly #instrument: InstrumentChoice;
  readonly #events: Events;
  readonly #bids = new TopSide("bid", this.#prices);
  readonly #asks = new TopSide("ask", this.#prices);
  #row!: Row;
  #trade!: TradeCells;
  /** The next levels are written as a whole. */
  #isFresh = true;
  #isDoubtful = false;
  #newestSequence = NaN;
  #newestUs = NaN;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#isTickStated = options.tickSize !== undefined;
    this.#stats = stats;
    this.#instrument = new InstrumentChoice(options, stats, this.notes);
    this.#events = new Events(options, stats);
    stats.sequenceReversals = 0;
    stats.olderStates = 0;
    stats.gaps = 0;
    stats.doubtfulRows = 0;
    stats.fills = 0;
  }

  get facts(): InstrumentFacts {
    const { tickSize } = this.#prices;
    return { ...NO_FACTS, symbol: this.#instrument.symbol, tickSize };
  }

  get inferred(): readonly string[] {
    const isInferred = !this.#isTickStated && !Number.isNaN(this.#prices.tickSize);
    return isInferred ? ["tickSize"] : [];
  }

  header(cells: Cells): boolean {
    const columns = new Columns(cells, [...ROW_COLUMNS, ...LEVEL_COLUMNS]);
    this.#row = new Row(columns);
    this.#trade = new TradeCells(columns, this.#prices);
    this.#bids.beginFile(columns);
    this.#asks.beginFile(columns);
    this.#instrument.beginFile(columns);
    this.#events.beginFile();
    return true;
  }

  show(cells: Cells, grid: GridGuess): void {
    if (!this.#row.isWhole(cells) || !this.#instrument.isChosen(cells)) return;
    this.#bids.show(cells, grid);
    this.#asks.show(cells, grid);
  }

  read(cells: Cells, writer: MessageWriter): string {
    const row = this.#row;
    if (!row.isWhole(cells)) return `must have as many cells as the header, has ${cells.count}`;
    if (!this.#instrument.isChosen(cells)) {
      this.#instrument.countOther(cells);
      return "";
    }
    const reason = row.read(cells) || this.#bids.read(cells) || this.#asks.read(cells);
    if (reason !== "") return reason;
    const isTrade = row.action === ACTION_TRADE;
    const tradeReason = isTrade ? this.#trade.read(cells) : "";
    if (tradeReason !== "") return tradeReason;
    this.#events.enter(row, writer);
    if (isTrade) this.#trade.write(writer, this.#events.timeUs);
    if (row.action === ACTION_FILL) this.#stats.fills++;
    this.#takeLevels(writer);
    return "";
  }

  finish(): void {
    this.#instrument.finish();
  }

  #takeLevels(writer: MessageWriter): void {
    if (this.#isOlder()) {
      this.#stats.olderStates++;
      return;
    }
    const { timeUs, isSnapshotStart } = this.#events;
    const isDoubtful = (this.#row.flags & FLAG_MAYBE_BAD_BOOK) !== 0;
    if (isDoubtful) {
      if (!this.#isDoubtful) this.#writeGap(writer);
      this.#stats.doubtfulRows++;
    } else if (this.#isFresh || isSnapshotStart || this.#row.action === ACTION_CLEAR) {
      writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
      this.#bids.writeAll(writer, timeUs);
      this.#asks.writeAll(writer, timeUs);
      this.#isFresh = false;
    } else {
      this.#bids.write(writer, timeUs);
      this.#asks.write(writer, timeUs);
    }
    this.#isDoubtful = isDoubtful;
  }

  #writeGap(writer: MessageWriter): void {
    this.#stats.gaps++;
    this.#isFresh = true;
    writer.add(this.#events.timeUs, 0, 0, abi.KIND_GAP);
  }

  /** Is the row older than the book? If not, it is the newest one. */
  #isOlder(): boolean {
    const { sequence, eventUs, isSnapshot } = this.#row;
    if (!isSnapshot && sequence < this.#newestSequence) {
      this.#stats.sequenceReversals++;
      if (eventUs <= this.#newestUs) return true;
    }
    this.#newestSequence = sequence;
    this.#newestUs = eventUs;
    return false;
  }
}
