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
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { ACTION_CLEAR, ACTION_FILL, ACTION_TRADE, FLAG_MAYBE_BAD_BOOK } from "./row.ts";
import { DatabentoRows } from "./rows.ts";
import { TopLevels } from "./top-levels.ts";

export const LEVEL_COLUMNS = ["bid_px_00", "ask_px_00", "bid_sz_00", "ask_sz_00"] as const;

export class Mbp10Rows extends DatabentoRows {
  readonly name = "databento-mbp10";
  readonly #bids = new TopLevels("bid", this.prices);
  readonly #asks = new TopLevels("ask", this.prices);
  /** The next levels are written as a whole. */
  #isFresh = true;
  #isDoubtful = false;
  #newestSequence = NaN;
  #newestUs = NaN;

  constructor(options: OpenOptions, stats: SourceStats) {
    super(options, stats);
    stats.sequenceReversals = 0;
    stats.olderStates = 0;
    stats.gaps = 0;
    stats.doubtfulRows = 0;
    stats.fills = 0;
  }

  header(cells: Cells): boolean {
    const columns = this.place(cells, LEVEL_COLUMNS);
    this.#bids.beginFile(columns);
    this.#asks.beginFile(columns);
    return true;
  }

  protected showChosen(cells: Cells, grid: GridGuess): void {
    this.#bids.show(cells, grid);
    this.#asks.show(cells, grid);
  }

  protected readChosen(cells: Cells): string {
    const reason = this.#bids.read(cells) || this.#asks.read(cells);
    if (reason !== "" || this.row.action !== ACTION_TRADE) return reason;
    return this.trade.read(cells);
  }

  protected write(writer: MessageWriter): void {
    const { action } = this.row;
    if (action === ACTION_TRADE) this.trade.write(writer, this.events.timeUs);
    if (action === ACTION_FILL) this.stats.fills++;
    this.#takeLevels(writer);
  }

  #takeLevels(writer: MessageWriter): void {
    if (this.#isOlder()) {
      this.stats.olderStates++;
      return;
    }
    const { timeUs, isSnapshotStart } = this.events;
    const isDoubtful = (this.row.flags & FLAG_MAYBE_BAD_BOOK) !== 0;
    if (isDoubtful && !this.#isDoubtful) this.#writeGap(writer);
    this.#isDoubtful = isDoubtful;
    if (isDoubtful) {
      this.stats.doubtfulRows++;
      return;
    }
    const bids = this.#bids.side;
    const asks = this.#asks.side;
    if (this.#isFresh || isSnapshotStart || this.row.action === ACTION_CLEAR) {
      writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
      bids.forget();
      asks.forget();
      this.#isFresh = false;
    }
    bids.write(writer, timeUs);
    asks.write(writer, timeUs);
  }

  #writeGap(writer: MessageWriter): void {
    this.stats.gaps++;
    this.#isFresh = true;
    writer.add(this.events.timeUs, 0, 0, abi.KIND_GAP);
  }

  /** Is the row older than the book? If not, it is the newest one. */
  #isOlder(): boolean {
    const { sequence, eventUs, isSnapshot } = this.row;
    if (!isSnapshot && sequence < this.#newestSequence) {
      this.stats.sequenceReversals++;
      if (eventUs <= this.#newestUs) return true;
    }
    this.#newestSequence = sequence;
    this.#newestUs = eventUs;
    return false;
  }
}
