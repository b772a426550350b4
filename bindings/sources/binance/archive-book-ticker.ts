/**
 * Best quotes of Binance's public archive (futures `bookTicker`), with or without a header row:
 *
 *   update id, best bid, its quantity, best ask, its quantity, transaction time, event time
 *
 * Each row is a message: header (size = update id), bid, ask; its time is the transaction's. A row
 * whose update id does not go up says nothing new and is left out, unless its time goes on: then
 * the id before was wrong.
 *
 * Source: https://github.com/binance/binance-public-data
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { isQuoteSide } from "../reading/quote-side.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { ArchiveInstrument, isArchiveHeader } from "./archive.ts";
import { EPOCH_WORDS, epochUs } from "./time.ts";

const COMMA = 0x2c;
const ID = 0;
const BID = 1;
const BID_SIZE = 2;
const ASK = 3;
const ASK_SIZE = 4;
const TIME = 5;

const BID_FLAGS = abi.KIND_QUOTE | abi.SIDE_BID;
const ASK_FLAGS = abi.KIND_QUOTE | abi.SIDE_ASK;

export class ArchiveBookTicker implements RowFormat {
  readonly name = "binance-book-ticker";
  readonly separator = COMMA;
  readonly #stats: SourceStats;
  readonly #instrument: ArchiveInstrument;
  #lastId = -1;
  #lastUs = 0;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#stats = stats;
    this.#instrument = new ArchiveInstrument(options.symbol);
    stats.quotes = 0;
    stats.duplicates = 0;
    stats.staleQuotes = 0;
    stats.reversals = 0;
  }

  get facts(): InstrumentFacts {
    return { ...this.#instrument.facts, book: "quotes" };
  }

  get inferred(): readonly string[] {
    return this.#instrument.inferred;
  }

  get notes(): readonly string[] {
    return this.#instrument.notes;
  }

  header(cells: Cells, path: string): boolean {
    this.#instrument.meet(path);
    return isArchiveHeader(cells);
  }

  show(cells: Cells, grid: GridGuess): void {
    for (const cell of [BID, ASK]) {
      if (!(cells.number(cell) > 0)) continue;
      grid.priceIn(cells, cell);
      grid.sizeIn(cells, cell + 1);
    }
  }

  read(cells: Cells, writer: MessageWriter): string {
    const id = cells.integer(ID);
    const timeUs = epochUs(cells.integer(TIME));
    const bid = cells.number(BID);
    const bidSize = cells.number(BID_SIZE);
    const ask = cells.number(ASK);
    const askSize = cells.number(ASK_SIZE);
    if (!(id >= 0)) return `the update id must be a whole number, was "${cells.text(ID)}"`;
    if (Number.isNaN(timeUs)) return `the time must ${EPOCH_WORDS}, was "${cells.text(TIME)}"`;
    if (!isQuoteSide(bid, bidSize)) return "bid and its quantity must be numbers above 0";
    if (!isQuoteSide(ask, askSize)) return "ask and its quantity must be numbers above 0";
    if (id === this.#lastId) {
      this.#stats.duplicates++;
      return "";
    }
    const isBack = id < this.#lastId;
    if (isBack && timeUs <= this.#lastUs) {
      this.#stats.staleQuotes++;
      return "";
    }
    if (isBack || timeUs < this.#lastUs) this.#stats.reversals++;
    this.#lastId = id;
    this.#lastUs = timeUs;
    this.#stats.quotes++;
    writer.open(timeUs, NaN, id);
    writer.add(timeUs, bid, bidSize, BID_FLAGS);
    writer.add(timeUs, ask, askSize, ASK_FLAGS);
    return "";
  }

  finish(): void {
    this.#instrument.noteGuess();
  }
}
