/**
 * Events of hftbacktest (version 2) into messages of ticks.
 *
 * An event says on which clock it counts: those of the exchange in the order of `exch_ts`, those
 * of the local side in the order of `local_ts`; where the two orders differ, the same event stands
 * in the array twice, once for each. Only those of the chosen clock are read.
 *
 * | kind | becomes |
 * |---|---|
 * | 1 depth | a level; levels with the same two times are one message |
 * | 2 trade | a trade, a message of its own; buy and sell are the aggressor |
 * | 3 clear, 4 snapshot | a clear and levels: one message up to the second clear of a side |
 * | 5 BBO | best bid or ask, beside depth only if quotes are asked for |
 * | 10-13 add, cancel, modify, fill | counted: books of single orders are not built here |
 *
 * The exporters write a clear for each side with the price up to which it holds, then the levels
 * of the snapshot. Here a snapshot replaces the whole book, also beyond its last level.
 *
 * Source: hftbacktest, `hftbacktest/src/types.rs` and docs/data.rst (nkaz001/hftbacktest).
 */
import * as abi from "../../../assembly/abi.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import type { EventRecords } from "./records.ts";

const DEPTH = 1;
const TRADE = 2;
const CLEAR = 3;
const SNAPSHOT = 4;
const BBO = 5;
const FIRST_ORDER = 10;
const LAST_ORDER = 13;
const KIND_MASK = 0xff;
const EXCHANGE = 1 << 31;
const LOCAL = 1 << 30;
const BUY = 1 << 29;
const SELL = 1 << 28;
const BOTH = BUY | SELL;

/** What the open message consists of; a trade is closed at once. */
const NOTHING = 0;

export class HftEvents {
  readonly notes: string[] = [];
  /** Best quotes are written: asked for, or there is nothing else in the first block. */
  takesQuotes = false;
  readonly #stats: SourceStats;
  readonly #isLocal: boolean;
  readonly #clock: number;
  /** The open message: its kind and its two times. */
  #open = NOTHING;
  #timeUs = NaN;
  #localUs = NaN;
  /** Sides that the open snapshot has cleared. */
  #cleared = 0;
  #lastUs = Number.NEGATIVE_INFINITY;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#stats = stats;
    this.#isLocal = options.clock === "local";
    this.#clock = this.#isLocal ? LOCAL : EXCHANGE;
    this.takesQuotes = options.quotes === true;
    stats.otherClockEvents = 0;
    stats.orderEvents = 0;
    stats.unknownEvents = 0;
    stats.quotesSkipped = 0;
    stats.snapshots = 0;
    stats.oneSidedClears = 0;
    stats.depthEvents = 0;
    stats.reversals = 0;
  }

  /** Meets the first block: its grid, and whether it holds depth. */
  meet(records: EventRecords, grid: GridGuess): void {
    let depth = 0;
    const others: number[] = [];
    for (let record = 0; record < records.count; record++) {
      const kind = records.eventOf(record) & KIND_MASK;
      if (kind === DEPTH || kind === SNAPSHOT) {
        depth++;
        grid.numbers(records.priceOf(record), records.sizeOf(record));
      } else if (kind === TRADE || kind === BBO) others.push(record);
    }
    if (depth > 0) return;
    for (const record of others) grid.numbers(records.priceOf(record), records.sizeOf(record));
    this.takesQuotes = true;
  }

  /** @returns "" if the event was understood, else the reason why not; then nothing was written */
  read(records: EventRecords, record: number, writer: MessageWriter): string {
    const event = records.eventOf(record);
    if ((event & (EXCHANGE | LOCAL)) === 0) return "ev must be an event of a clock, has no flag";
    if ((event & this.#clock) === 0) {
      this.#stats.otherClockEvents++;
      return "";
    }
    const kind = event & KIND_MASK;
    if (kind >= FIRST_ORDER && kind <= LAST_ORDER) this.#stats.orderEvents++;
    else if (kind < DEPTH || kind > BBO) this.#stats.unknownEvents++;
    else if (kind === BBO && !this.takesQuotes) this.#stats.quotesSkipped++;
    else return this.#take(records, record, event, kind, writer);
    return "";
  }

  /** The input is over: says what only the whole of it shows. */
  finish(): void {
    this.#leaveSnapshot();
    const { orderEvents, depthEvents, snapshots } = this.#stats;
    if (orderEvents > 0) {
      this.notes.push("order by order events are counted and left out: give depth events instead");
    }
    if (depthEvents > 0 && snapshots === 0) {
      this.notes.push("no snapshot came: the book stayed unknown; export the data with one");
    }
  }

  #take(
    records: EventRecords,
    record: number,
    event: number,
    kind: number,
    writer: MessageWriter,
  ): string {
    const timeUs = records.timeOf(record, this.#isLocal);
    const localUs = records.timeOf(record, true);
    const price = records.priceOf(record);
    const size = records.sizeOf(record);
    if (!(timeUs >= 0)) return "the event must have a time";
    const side = event & BUY ? BUY : event & SELL ? SELL : 0;
    if (kind !== CLEAR) {
      if (!(Math.abs(price) < Infinity)) return "px must be a finite number";
      if (!(size >= 0 && size < Infinity)) return "qty must be a finite number from 0 up";
      if (kind !== TRADE && side === 0) return "ev must say buy or sell";
    }
    if (timeUs < this.#lastUs) this.#stats.reversals++;
    this.#lastUs = timeUs;
    if (this.#begins(kind, side, timeUs, localUs)) {
      this.#openMessage(kind, timeUs, localUs, writer);
    }
    if (kind === CLEAR) {
      this.#cleared |= side === 0 ? BOTH : side;
      return "";
    }
    if (kind === DEPTH) this.#stats.depthEvents++;
    writer.add(this.#timeUs, price, size, flagsOf(kind, side));
    return "";
  }

  /** Does this event begin a message, or go on with the open one? */
  #begins(kind: number, side: number, timeUs: number, localUs: number): boolean {
    if (this.#open === SNAPSHOT && (kind === CLEAR || kind === SNAPSHOT)) {
      const sides = side === 0 ? BOTH : side;
      return kind === CLEAR && (this.#cleared & sides) !== 0;
    }
    const isSame = timeUs === this.#timeUs && localUs === this.#localUs;
    return kind === TRADE || this.#open !== kind || !isSame;
  }

  #openMessage(kind: number, timeUs: number, localUs: number, writer: MessageWriter): void {
    const isSnapshot = kind === CLEAR || kind === SNAPSHOT;
    this.#leaveSnapshot();
    this.#open = isSnapshot ? SNAPSHOT : kind;
    this.#timeUs = timeUs;
    this.#localUs = localUs;
    this.#cleared = kind === SNAPSHOT ? BOTH : 0;
    writer.open(timeUs, localUs > 0 ? localUs : NaN, NaN);
    if (!isSnapshot) return;
    this.#stats.snapshots++;
    writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
  }

  /** A snapshot that cleared one side only has taken the other one away with it. */
  #leaveSnapshot(): void {
    if (this.#open === SNAPSHOT && this.#cleared !== BOTH) this.#stats.oneSidedClears++;
    this.#open = NOTHING;
  }
}

function flagsOf(kind: number, side: number): number {
  if (kind === TRADE) {
    const aggressor = side === BUY ? abi.SIDE_BUY : side === SELL ? abi.SIDE_SELL : 0;
    return abi.KIND_TRADE | aggressor;
  }
  const book = side === BUY ? abi.SIDE_BID : abi.SIDE_ASK;
  return (kind === BBO ? abi.KIND_QUOTE : abi.KIND_LEVEL_SET) | book;
}
