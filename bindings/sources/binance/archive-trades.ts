/**
 * Trades of Binance's public archive, one by one or aggregated (the fills of one order at one
 * price), with or without a header row:
 *
 *   trades     id, price, quantity, quote or base quantity, time, buyer is maker[, best match]
 *   aggTrades  id, price, quantity, first id, last id, time, buyer is maker[, best match]
 *
 * Each row is a message: header (size = id), trade. Where the buyer was the maker the seller was
 * the aggressor. Quantities are coins; on COIN-M they are contracts of 100 or 10 dollars.
 *
 * Source: https://github.com/binance/binance-public-data
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { TradeIds } from "../reading/trade-ids.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { ArchiveInstrument, flagOf, isArchiveHeader } from "./archive.ts";
import { ContractVotes } from "./contract-votes.ts";
import { EPOCH_WORDS, epochUs } from "./time.ts";

const COMMA = 0x2c;
const ID = 0;
const PRICE = 1;
const SIZE = 2;
const TOTAL = 3;

const SELL = abi.KIND_TRADE | abi.SIDE_SELL;
const BUY = abi.KIND_TRADE | abi.SIDE_BUY;

/** Where the two kinds of files differ. */
export interface TradeColumns {
  readonly name: string;
  readonly time: number;
  readonly buyerIsMaker: number;
  /** A column holds price times quantity, or what is that of an inverse contract. */
  readonly hasTotal: boolean;
}

export const TRADES: TradeColumns = {
  name: "binance-trades",
  time: 4,
  buyerIsMaker: 5,
  hasTotal: true,
};
export const AGG_TRADES: TradeColumns = {
  name: "binance-agg-trades",
  time: 5,
  buyerIsMaker: 6,
  hasTotal: false,
};

export class ArchiveTrades implements RowFormat {
  readonly separator = COMMA;
  readonly #columns: TradeColumns;
  readonly #stats: SourceStats;
  readonly #instrument: ArchiveInstrument;
  readonly #votes = new ContractVotes();
  readonly #ids: TradeIds;
  #lastUs = 0;

  constructor(columns: TradeColumns, options: OpenOptions, stats: SourceStats) {
    this.#columns = columns;
    this.#stats = stats;
    this.#instrument = new ArchiveInstrument(options.symbol);
    this.#ids = new TradeIds(stats);
    stats.trades = 0;
    stats.otherTrades = 0;
    stats.reversals = 0;
  }

  get name(): string {
    return this.#columns.name;
  }

  get facts(): InstrumentFacts {
    return { ...this.#instrument.facts, ...this.#votes.winner };
  }

  get inferred(): readonly string[] {
    const { inferred } = this.#instrument;
    return inferred.length === 0 && this.#votes.winner !== null ? ["contract"] : inferred;
  }

  get notes(): readonly string[] {
    return this.#instrument.notes;
  }

  header(cells: Cells, path: string): boolean {
    this.#instrument.meet(path);
    return isArchiveHeader(cells);
  }

  show(cells: Cells, grid: GridGuess): void {
    const price = cells.number(PRICE);
    const size = cells.number(SIZE);
    if (!(price > 0) || !(size > 0)) return;
    grid.priceIn(cells, PRICE);
    grid.sizeIn(cells, SIZE);
    if (this.#columns.hasTotal) this.#votes.take(price, size, cells, TOTAL);
  }

  read(cells: Cells, writer: MessageWriter): string {
    const { time, buyerIsMaker } = this.#columns;
    const id = cells.integer(ID);
    const price = cells.number(PRICE);
    const size = cells.number(SIZE);
    const timeUs = epochUs(cells.integer(time));
    const maker = flagOf(cells, buyerIsMaker);
    if (!(id >= 0)) return `the id must be a whole number, was "${cells.text(ID)}"`;
    const isNew = this.#ids.follow(id);
    if (Number.isNaN(timeUs)) return `the time must ${EPOCH_WORDS}, was "${cells.text(time)}"`;
    if (Number.isNaN(maker)) {
      return `"buyer is maker" must be true or false, was "${cells.text(buyerIsMaker)}"`;
    }
    if (price === 0 && size === 0) {
      // What the exchange settles with itself (insurance fund) stands in the list without numbers.
      this.#stats.otherTrades++;
      return "";
    }
    if (!(price > 0)) return `the price must be positive, was "${cells.text(PRICE)}"`;
    if (!(size > 0)) return `the quantity must be positive, was "${cells.text(SIZE)}"`;
    if (!isNew) return "";
    if (timeUs < this.#lastUs) this.#stats.reversals++;
    this.#lastUs = timeUs;
    this.#stats.trades++;
    writer.open(timeUs, NaN, id);
    writer.add(timeUs, price, size, maker === 1 ? SELL : BUY);
    return "";
  }

  finish(): void {
    if (this.#votes.winner === null) this.#instrument.noteGuess();
  }
}
