/**
 * LOBSTER message files: what happened to the orders of one NASDAQ stock on one day.
 *
 * No header. Six columns: time (seconds after midnight in New York, up to nanoseconds; digits
 * below a microsecond are dropped), type, order id, size (shares), price (USD * 10000), direction
 * of the resting order (1 buy, -1 sell). A seventh column (participant) is ignored. The types:
 *
 *   1  new order                   the level grows
 *   2  part of an order cancelled  the level shrinks
 *   3  order deleted               the level shrinks
 *   4  visible order executed      a trade, and the level shrinks
 *   5  hidden order executed       a trade; the visible book does not change
 *   6  cross (auction)             a trade of unknown side: a sum over many executions, some of
 *                                  which may stand in the file as messages of their own
 *   7  halt                        price -1 halted, 0 quoting resumes, 1 trading resumes
 *
 * One row is one message. An aggressor stands opposite to the resting order. From 14 July 2014 on
 * the feed calls every hidden order a buy order, so those trades have no side here.
 *
 * The book after the first message is the first row of the order book file of the pair; levels
 * beyond its depth stay unknown, and so does what happens to them. A shrinking of more than stands
 * is refused and counted by the engine (`badSizes`).
 *
 * Source: lobsterdata.com, "Data Structure" and its help pages on types 5, 6 and 7.
 */
import * as abi from "../../../assembly/abi.ts";
import { ByteCursor } from "../reading/byte-cursor.ts";
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import { NO_FACTS } from "../reading/facts.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { type NamedDay, namedDay, orderBookBeside } from "./name.ts";
import { type FirstBook, readFirstBook } from "./order-book.ts";

const COMMA = 0x2c;
const POINT = 0x2e;
const TIME = 0;
const TYPE = 1;
const SIZE = 3;
const PRICE = 4;
const DIRECTION = 5;
const LEAST_CELLS = 6;

const NEW = 1;
const EXECUTION = 4;
const HIDDEN_EXECUTION = 5;
const CROSS = 6;
const HALT = 7;

const PRICES_PER_USD = 10000;
const PRICES_PER_CENT = 100;
const SECONDS_PER_DAY = 86400;
/** 10^0 .. 10^6: what a count of decimals of a second is worth in microseconds. */
const POWERS = Float64Array.from({ length: 7 }, (_, exponent) => 10 ** exponent);
const HALTED = abi.KIND_STATE | (abi.TOPIC_HALTED << abi.TOPIC_SHIFT);

export class LobsterMessages implements RowFormat {
  readonly name = "lobster";
  readonly separator = COMMA;
  readonly inferred: string[] = [];
  readonly notes: string[] = [];
  facts: InstrumentFacts = { ...NO_FACTS, tickSize: 0.01, lotSize: 1 };
  readonly #options: OpenOptions;
  readonly #stats: SourceStats;
  readonly #cursor = new ByteCursor();
  #files = 0;
  #day: NamedDay = namedDay("");
  #book: FirstBook | null = null;
  #rowInFile = 0;
  #hasBegun = false;
  /** The current row. */
  #timeUs = 0;
  #type = 0;
  #size = 0;
  #price = 0;
  #isBuyOrder = false;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#options = options;
    this.#stats = stats;
    stats.hiddenExecutions = 0;
    stats.hiddenSidesUnknown = 0;
    stats.crossTrades = 0;
    stats.halts = 0;
  }

  header(_cells: Cells, path: string): boolean {
    const day = namedDay(path);
    if (!day.hasDate) {
      this.notes.push(
        `"${path}" has no date like 2012-06-21 in its name: its times are those of 1970-01-01`,
      );
    }
    const { symbol, utcOffsetMinutes } = day;
    const session = { open: "09:30", close: "16:00", utcOffsetMinutes };
    if (this.#files === 0) this.facts = { ...this.facts, symbol, session };
    this.#day = day;
    this.#book = this.#findBook(path);
    this.#files++;
    this.#rowInFile = 0;
    this.#hasBegun = false;
    return false;
  }

  /** Stocks below a dollar are quoted between cents. */
  show(cells: Cells): void {
    const type = cells.integer(TYPE);
    if (type < NEW || type > EXECUTION || this.facts.tickSize !== 0.01) return;
    if (!(cells.integer(PRICE) % PRICES_PER_CENT > 0)) return;
    this.facts = { ...this.facts, tickSize: 1 / PRICES_PER_USD };
    if (this.#options.tickSize === undefined) this.inferred.push("tickSize");
  }

  read(cells: Cells, writer: MessageWriter): string {
    this.#rowInFile++;
    const reason = this.#parse(cells);
    if (reason !== "") return reason;
    writer.open(this.#timeUs, NaN, NaN);
    const isInFirstBook = !this.#hasBegun && this.#book !== null && this.#rowInFile === 1;
    if (!this.#hasBegun) this.#writeBook(writer);
    if (this.#type === HALT) this.#writeHalt(writer);
    else this.#writeOrder(writer, isInFirstBook);
    return "";
  }

  finish(): void {}

  #findBook(path: string): FirstBook | null {
    const stated = this.#files === 0 ? this.#options.orderBook : undefined;
    const bookPath = stated ?? orderBookBeside(path);
    if (bookPath !== undefined) return readFirstBook(bookPath);
    this.notes.push(
      `"${path}" has no order book file beside it: the book starts empty and holds only what is ` +
        "added after that (name the file with orderBook)",
    );
    return null;
  }

  #parse(cells: Cells): string {
    if (cells.count < LEAST_CELLS) return `must have 6 or 7 cells, has ${cells.count}`;
    const seconds = this.#secondsAsUs(cells);
    if (!(seconds >= 0 && seconds < SECONDS_PER_DAY * 1e6)) {
      return `time must be seconds after midnight, was "${cells.text(TIME)}"`;
    }
    const type = cells.integer(TYPE);
    if (!(type >= NEW && type <= HALT)) {
      return `type must be one of 1 to 7, was "${cells.text(TYPE)}"`;
    }
    const size = cells.integer(SIZE);
    if (!(size >= 0)) return `size must be a number of shares, was "${cells.text(SIZE)}"`;
    const price = cells.integer(PRICE);
    if (!(type === HALT ? price >= -1 && price <= 1 : price >= 0)) {
      const law = type === HALT ? "-1, 0 or 1" : "USD * 10000";
      return `price must be ${law}, was "${cells.text(PRICE)}"`;
    }
    const direction = cells.integer(DIRECTION);
    if (direction !== 1 && direction !== -1) {
      return `direction must be 1 or -1, was "${cells.text(DIRECTION)}"`;
    }
    this.#timeUs = this.#day.midnightUs + seconds;
    this.#type = type;
    this.#size = size;
    this.#price = price;
    this.#isBuyOrder = direction === 1;
    return "";
  }

  /** The time cell in whole microseconds, digit by digit: no product of decimals is rounded. */
  #secondsAsUs(cells: Cells): number {
    const cursor = this.#cursor;
    const to = cells.to[TIME];
    cursor.moveTo(cells.bytes, cells.from[TIME]);
    const seconds = cursor.integer(to);
    if (cursor.pos === to) return seconds * 1e6;
    if (!cursor.take(POINT)) return NaN;
    const point = cursor.pos;
    const fraction = cursor.integer(Math.min(to, point + 6));
    const us = fraction * POWERS[6 - (cursor.pos - point)];
    cursor.integer(to);
    return cursor.pos === to ? seconds * 1e6 + us : NaN;
  }

  #writeBook(writer: MessageWriter): void {
    writer.add(this.#timeUs, 0, 0, abi.KIND_CLEAR);
    this.#writeSide(writer, this.#book?.bids ?? [], abi.SIDE_BID);
    this.#writeSide(writer, this.#book?.asks ?? [], abi.SIDE_ASK);
    this.#hasBegun = true;
  }

  #writeSide(writer: MessageWriter, levels: readonly number[], side: number): void {
    for (let at = 0; at < levels.length; at += 2) {
      const price = levels[at] / PRICES_PER_USD;
      writer.add(this.#timeUs, price, levels[at + 1], abi.KIND_LEVEL_SET | side);
    }
  }

  #writeHalt(writer: MessageWriter): void {
    if (this.#price < 0) this.#stats.halts++;
    writer.add(this.#timeUs, this.#price === 1 ? 0 : 1, 0, HALTED);
  }

  /** @param isInFirstBook the book that was just written holds the change of this row already */
  #writeOrder(writer: MessageWriter, isInFirstBook: boolean): void {
    const type = this.#type;
    const price = this.#price / PRICES_PER_USD;
    if (type >= EXECUTION) {
      writer.add(this.#timeUs, price, this.#size, abi.KIND_TRADE | this.#aggressor());
    }
    if (type > EXECUTION || isInFirstBook) return;
    const change = type === NEW ? this.#size : -this.#size;
    const side = this.#isBuyOrder ? abi.SIDE_BID : abi.SIDE_ASK;
    writer.add(this.#timeUs, price, change, abi.KIND_LEVEL_CHANGE | side);
  }

  #aggressor(): number {
    if (this.#type === CROSS) {
      this.#stats.crossTrades++;
      return 0;
    }
    if (this.#type === HIDDEN_EXECUTION) {
      this.#stats.hiddenExecutions++;
      if (!this.#day.hasHiddenSides) {
        this.#stats.hiddenSidesUnknown++;
        return 0;
      }
    }
    return this.#isBuyOrder ? abi.SIDE_SELL : abi.SIDE_BUY;
  }
}
