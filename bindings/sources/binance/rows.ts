/**
 * Binance streams recorded as CSV, one row per level or trade, one UTC day a file: depth changes,
 * trades, or both merged with snapshots. Spot times are microseconds, futures times milliseconds.
 *
 *   depth      rows of the same update ids are one message
 *   trades     each row is a message
 *   snapshots  of a merged file: FINAL_DEPTH_SNAPSHOT, the whole book at the end of the day before,
 *              and DEPTH_SNAPSHOT, an answer of the REST interface; the latter is passed over where
 *              it is older than the book already is
 *
 * Times are the exchange's (TransactionTime, else EventTime), or the receive time on the local
 * clock. What is wrong with a row is found and counted by name (`rows-faults.ts`); nothing of it
 * reaches the ticks that cannot be true.
 *
 * Source: https://github.com/DanielLasota/Binance-Data-Processor
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import { NO_FACTS } from "../reading/facts.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { SymbolChoice } from "../reading/symbol-choice.ts";
import { TradeIds } from "../reading/trade-ids.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { DepthMessages, ROW_BEHIND_GAP, ROW_NEW_EVENT, ROW_SAME_EVENT } from "./depth-messages.ts";
import { contractOf } from "./facts.ts";
import { PriceWatch } from "./price-watch.ts";
import { placeOfRows, type RowsPlace } from "./rows-columns.ts";
import { RowsFaults } from "./rows-faults.ts";
import { RowsTimes } from "./rows-times.ts";

const COMMA = 0x2c;
const HASH = 0x23;
const AT = 0x40;
const LETTER_A = 0x41;
const LETTER_Z = 0x5a;
const CASE = 0x20;

const encoder = new TextEncoder();
const FINAL_SNAPSHOT = encoder.encode("FINAL_DEPTH_SNAPSHOT");
const REST_SNAPSHOT = encoder.encode("DEPTH_SNAPSHOT");
const MARKET_TRADE = encoder.encode("MARKET");

/** Levels further apart than this ratio stand out; books are wide. */
const FAR_LEVEL = 10;
const FAR_TRADE = 1.1;

const SELL = abi.KIND_TRADE | abi.SIDE_SELL;
const BUY = abi.KIND_TRADE | abi.SIDE_BUY;

export class BinanceRows implements RowFormat {
  readonly name = "binance-rows";
  readonly separator = COMMA;
  readonly comment = HASH;
  readonly inferred: readonly string[] = ["contract"];
  readonly symbols: SymbolChoice;
  readonly #stats: SourceStats;
  readonly #options: OpenOptions;
  readonly #faults: RowsFaults;
  readonly #times: RowsTimes;
  readonly #ids: TradeIds;
  readonly #depth: DepthMessages;
  readonly #endNotes: string[] = [];
  readonly #levelWatch = new PriceWatch(FAR_LEVEL);
  readonly #tradeWatch = new PriceWatch(FAR_TRADE);
  #place = {} as RowsPlace;
  /** Whether the row before was marked as the last of its message; NaN if there is no mark. */
  #lastMark = NaN;
  #lastMarkLine = 0;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#stats = stats;
    this.#options = options;
    this.symbols = new SymbolChoice(options.symbol);
    this.#faults = new RowsFaults(stats);
    this.#times = new RowsTimes(this.#faults);
    this.#depth = new DepthMessages(stats);
    this.#ids = new TradeIds(stats);
    stats.trades = 0;
    stats.otherTrades = 0;
    stats.otherSymbolLines = 0;
  }

  get facts(): InstrumentFacts {
    const { name } = this.symbols;
    return { ...NO_FACTS, symbol: name, ...contractOf(name) };
  }

  get notes(): readonly string[] {
    return [...this.#faults.notes, ...this.#endNotes];
  }

  header(cells: Cells, path: string): boolean {
    this.#place = placeOfRows(cells.texts());
    this.#faults.path = path;
    this.#times.begin();
    this.#lastMark = NaN;
    return true;
  }

  show(cells: Cells, grid: GridGuess): void {
    const { price, size, symbol } = this.#place;
    if (!agrees(cells, this.#place) || !this.symbols.takes(cells, symbol)) return;
    if (!(cells.number(price) > 0)) return;
    grid.priceIn(cells, price);
    grid.sizeIn(cells, size);
  }

  read(cells: Cells, writer: MessageWriter): string {
    const place = this.#place;
    const isOwn = agrees(cells, place);
    if (isOwn && !this.symbols.takes(cells, place.symbol)) {
      this.#stats.otherSymbolLines++;
      return "";
    }
    if (!isOwn) this.#faults.found("wrongSymbols", cells.line);
    const wrong = isOwn
      ? ""
      : `Symbol must be that of the stream, was "${cells.text(place.symbol)}"`;
    const isTrade = place.tradeId >= 0 && !cells.isEmpty(place.tradeId);
    const reason = isTrade
      ? this.#readTrade(cells, writer, wrong)
      : this.#readLevel(cells, writer, wrong);
    return wrong || reason;
  }

  finish(): void {
    const note = this.symbols.note();
    if (note !== "") this.#endNotes.push(note);
    if (this.#place.final >= 0) this.#depth.finish(this.#endNotes);
  }

  #readTrade(cells: Cells, writer: MessageWriter, wrong: string): string {
    const place = this.#place;
    const times = this.#times;
    const id = cells.integer(place.tradeId);
    if (!(id >= 0)) return "TradeId must be a whole number";
    const isNew = wrong !== "" || this.#follow(id, cells.line);
    this.#checkLastMark(cells, ROW_NEW_EVENT);
    let reason = times.read(cells, place, place.event);
    times.checkMergeTime(cells, place);
    const maker = this.#flag(cells, place.maker);
    if (Number.isNaN(maker)) reason ||= "IsBuyerMarketMaker must be 0 or 1";
    if (place.tradeKind >= 0 && !cells.is(place.tradeKind, MARKET_TRADE)) {
      this.#stats.otherTrades++;
      return reason;
    }
    reason ||= this.#checkNumbers(cells, Number.MIN_VALUE);
    const price = cells.number(place.price);
    if (price > 0 && this.#tradeWatch.isFar(price)) this.#faults.found("priceJumps", cells.line);
    if (reason !== "" || wrong !== "" || !isNew) return reason;
    this.#stats.trades++;
    this.#depth.interrupt();
    const timeUs = this.#timeUs();
    writer.open(timeUs, times.localUs, id);
    writer.add(timeUs, price, cells.number(place.size), maker === 1 ? SELL : BUY);
    return "";
  }

  #follow(id: number, line: number): boolean {
    const { tradeIdGaps } = this.#stats;
    const isNew = this.#ids.follow(id);
    if (!isNew) this.#faults.note("repeatedTrades", line);
    if (this.#stats.tradeIdGaps > tradeIdGaps) this.#faults.note("tradeIdGaps", line);
    return isNew;
  }

  #readLevel(cells: Cells, writer: MessageWriter, wrong: string): string {
    const place = this.#place;
    const times = this.#times;
    const isFinal = place.streamType >= 0 && cells.is(place.streamType, FINAL_SNAPSHOT);
    const isRest = place.streamType >= 0 && cells.is(place.streamType, REST_SNAPSHOT);
    let reason = wrong === "" ? this.#meetIds(cells, isFinal, isRest) : "";
    reason ||= isFinal
      ? times.readFinal(cells, place)
      : times.read(cells, place, isRest ? place.output : place.event);
    if (!isRest) times.checkMergeTime(cells, place);
    const isAsk = this.#flag(cells, place.isAsk);
    if (Number.isNaN(isAsk)) reason ||= "IsAsk must be 0 or 1";
    const badNumber = this.#checkNumbers(cells, 0);
    reason ||= badNumber;
    const price = cells.number(place.price);
    const isChange = !isFinal && !isRest;
    if (isChange && price > 0 && this.#levelWatch.isFar(price)) {
      this.#faults.found("farPrices", cells.line);
    }
    if (reason !== "" || wrong !== "") return reason;
    const size = cells.number(place.size);
    const side = isAsk === 1 ? abi.SIDE_ASK : abi.SIDE_BID;
    this.#depth.level(writer, this.#timeUs(), times.localUs, price, size, side);
    return "";
  }

  #meetIds(cells: Cells, isFinal: boolean, isRest: boolean): string {
    const place = this.#place;
    const final = cells.integer(isRest ? place.snapshotId : place.final);
    if (!(final >= 0)) return "the update id must be a whole number";
    let row: number;
    if (isRest) row = this.#depth.snapshot(final, final, false);
    else if (isFinal) row = this.#depth.snapshot(final, cells.integer(place.local), true);
    else {
      const first = cells.integer(place.first);
      const previous = cells.integer(place.previous);
      if (!(first >= 0)) return "FirstUpdateId must be a whole number";
      if (place.previous >= 0 && Number.isNaN(previous)) {
        return "FinalUpdateIdInLastStream must be a whole number";
      }
      row = this.#depth.change(first, final, previous);
    }
    if (row === ROW_BEHIND_GAP) this.#faults.note("sequenceGaps", cells.line);
    this.#checkLastMark(cells, row);
    return "";
  }

  /** Does the mark of the row before agree with where this row belongs? */
  #checkLastMark(cells: Cells, row: number): void {
    const { isLast } = this.#place;
    if (isLast < 0) return;
    const expected = row === ROW_SAME_EVENT ? 0 : 1;
    if (!Number.isNaN(this.#lastMark) && this.#lastMark !== expected) {
      this.#faults.found("wrongLastMarks", this.#lastMarkLine);
    }
    this.#lastMark = cells.integer(isLast);
    this.#lastMarkLine = cells.line;
  }

  #flag(cells: Cells, cell: number): number {
    const value = cells.integer(cell);
    if (value === 0 || value === 1) return value;
    this.#faults.found("badSides", cells.line);
    return NaN;
  }

  #checkNumbers(cells: Cells, leastSize: number): string {
    const { price, size } = this.#place;
    const isPriceGood = cells.number(price) > 0;
    const isSizeGood = cells.number(size) >= leastSize;
    if (!isPriceGood) this.#faults.found("badPrices", cells.line);
    if (!isSizeGood) this.#faults.found("badSizes", cells.line);
    if (!isPriceGood) return `Price must be positive, was "${cells.text(price)}"`;
    return isSizeGood ? "" : `Quantity must not be negative, was "${cells.text(size)}"`;
  }

  #timeUs(): number {
    return this.#options.clock === "local" ? this.#times.localUs : this.#times.exchangeUs;
  }
}

/** Does the row name the symbol of its own stream (`trxusdt@trade`), if it has a stream? */
function agrees(cells: Cells, { stream, symbol }: RowsPlace): boolean {
  if (cells.isEmpty(stream)) return !cells.isEmpty(symbol);
  const { bytes } = cells;
  const start = cells.from[stream];
  const length = symbol < cells.count ? cells.to[symbol] - cells.from[symbol] : 0;
  for (let at = 0; at < length; at++) {
    const byte = bytes[cells.from[symbol] + at];
    const isUpper = byte >= LETTER_A && byte <= LETTER_Z;
    if (bytes[start + at] !== (isUpper ? byte | CASE : byte)) return false;
  }
  return bytes[start + length] === AT;
}
