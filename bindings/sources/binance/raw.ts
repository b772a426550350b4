/**
 * Binance websocket recordings: lines `<local receive time, ns> <JSON>`.
 *
 * Read: `depthUpdate` (USD-M, COIN-M and spot), `trade` or `aggTrade` (whichever comes first),
 * `bookTicker` (on request), and the REST depth snapshot wherever it stands in the stream. Every
 * one becomes one message:
 *
 *   depth     header, level sets                     header.size = u: the state after update u
 *   snapshot  header, clear, level sets              header.size = lastUpdateId
 *   trade     header, trade                          header.size = trade id
 *   quote     header, best bid, best ask             header.size = u
 *   gap       gap, at the time of the event after the missing ones
 *
 * header.price is the receive time in microseconds. Times are the exchange's (`T`, else `E`), or
 * the receive time with `clock: "local"`; a spot snapshot has no time of its own and takes the last
 * one seen. Continuity is kept over the border between files. Of several symbols the one asked for
 * or the first one is read; a snapshot names none, so a file with snapshots must be of one symbol.
 */
import * as abi from "../../../assembly/abi.ts";
import type { TickBatch } from "../../core/tick-batch.ts";
import { BadLines } from "../reading/bad-lines.ts";
import { completeFacts, NO_FACTS } from "../reading/facts.ts";
import { MalformedMessage } from "../reading/malformed.ts";
import {
  BATCH_TICKS,
  type BadLine,
  type InstrumentFacts,
  type LineDecoder,
  type OpenOptions,
  type SourceStats,
} from "../source.ts";
import { canonicalLine } from "./canonical.ts";
import { contractOf, inferBinanceGrid } from "./facts.ts";
import * as slot from "./fields.ts";
import { BinanceLine } from "./line.ts";
import * as order from "./sequence.ts";

const encoder = new TextEncoder();
const utf8 = new TextDecoder();

const ASKS_OF_EVENT = encoder.encode(',"a":');
const ASKS_OF_SNAPSHOT = encoder.encode(',"asks":');
const NEWLINE = 10;
const LETTER_A = 0x61;
const LETTER_B = 0x62;
const LETTER_D = 0x64;
const LETTER_M = 0x4d;
const LETTER_T = 0x74;
/** Milliseconds since the epoch stay below this for 3,000 years; what is larger is microseconds. */
const MAX_MS = 1e14;

const BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
const ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;

/**
 * `droppedEvents` were part of the book already, `forgottenEvents` left the full waiting room;
 * `otherTrades` are prints that are no order flow (insurance fund, deleveraging) or a second stream
 * of the same trades.
 */
const COUNTERS = [
  "depthEvents",
  "trades",
  "snapshots",
  "quotes",
  "quotesSkipped",
  "sequenceGaps",
  "tradeIdGaps",
  "droppedEvents",
  "heldEvents",
  "forgottenEvents",
  "staleSnapshots",
  "repeatedTrades",
  "otherTrades",
  "otherSymbolLines",
  "unknownLines",
  "badLines",
] as const;

export class BinanceRawDecoder implements LineDecoder {
  readonly format = "binance-raw";
  readonly notes: string[] = [];
  readonly inferred: string[] = [];
  facts: InstrumentFacts = NO_FACTS;
  readonly #bad: BadLines;
  readonly #stats: SourceStats;
  readonly #options: OpenOptions;
  readonly #instrument: number;
  readonly #line = new BinanceLine();
  readonly #values = this.#line.fields.values;
  readonly #sequence = new order.DepthSequence();
  #symbol = new Uint8Array(0);
  #tradeEvent = 0;
  #tradeId = NaN;
  /** Last exchange time seen, in microseconds. */
  #exchangeUs = NaN;
  #hasBegun = false;

  /** @param stats counters are added to it by name and kept up to date */
  constructor(options: OpenOptions, stats: SourceStats) {
    this.#options = options;
    this.#stats = stats;
    this.#instrument = options.instrument ?? 0;
    for (const name of COUNTERS) stats[name] = 0;
    this.#bad = new BadLines(options, stats);
  }

  get firstBadLine(): BadLine | null {
    return this.#bad.first;
  }

  begin(bytes: Uint8Array, start: number, end: number, path: string): number {
    this.#bad.begin(path);
    if (!this.#hasBegun) this.#inferFacts(bytes, start, end);
    this.#hasBegun = true;
    return start;
  }

  decode(bytes: Uint8Array, start: number, end: number, batch: TickBatch): number {
    let pos = start;
    while (pos < end && batch.length < BATCH_TICKS) {
      this.#stats.lines++;
      this.#bad.line++;
      pos = bytes[pos] === NEWLINE ? pos + 1 : this.#read(bytes, pos, batch);
    }
    return pos;
  }

  finish(_batch: TickBatch): void {
    const held = this.#sequence.heldCount;
    const forgotten = this.#stats.forgottenEvents;
    if (held > 0) {
      this.notes.push(`${held} depth events waited for a snapshot that never came`);
    }
    if (forgotten > 0) {
      this.notes.push(`${forgotten} depth events were dropped while waiting for a snapshot`);
    }
  }

  #inferFacts(bytes: Uint8Array, start: number, end: number): void {
    const { symbol, grid, symbols } = inferBinanceGrid(bytes, start, end, this.#options.symbol);
    const known = { ...NO_FACTS, symbol, ...contractOf(symbol) };
    const where = `${this.format}: "${this.#bad.path}"`;
    const { facts, inferred, notes } = completeFacts(known, this.#options, grid, where, symbols);
    this.#symbol = encoder.encode(symbol);
    this.facts = facts;
    this.inferred.push(...inferred);
    if (symbol !== "") this.inferred.push("contract");
    this.notes.push(...notes);
  }

  /**
   * Reads one line: fast if it has the usual spelling, else by way of `JSON.parse`.
   * @returns where the next one begins
   */
  #read(bytes: Uint8Array, start: number, batch: TickBatch): number {
    const mark = batch.length;
    if (this.#scan(bytes, start, batch)) return this.#line.behind(bytes, start);
    const end = bytes.indexOf(NEWLINE, start) + 1;
    batch.length = mark;
    try {
      const line = canonicalLine(utf8.decode(bytes.subarray(start, end)));
      if (line === null) {
        this.#stats.unknownLines++;
      } else if (!this.#scan(line, 0, batch)) {
        throw new MalformedMessage("a member has a value of the wrong kind");
      }
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      batch.length = mark;
      this.#bad.refuse(this.format, error.message);
    }
    return end;
  }

  /** @returns false if the line is not understood; some records may have been appended then */
  #scan(bytes: Uint8Array, start: number, batch: TickBatch): boolean {
    const line = this.#line;
    if (!line.open(bytes, start)) return false;
    if (line.kind === LETTER_B && !this.#options.quotes) {
      this.#stats.quotesSkipped++;
      return true;
    }
    const stop = line.readFields();
    const values = this.#values;
    const event = values[slot.SLOT_EVENT];
    if (stop === slot.STOP_ARRAY) {
      if (event === LETTER_D) return this.#readDepth(batch);
      return this.#readSnapshot(values[slot.SLOT_SNAPSHOT_ID], batch);
    }
    if (stop === slot.STOP_FAILED || !line.isAtEnd()) return false;
    if (event === LETTER_T) return this.#readTrade(values[slot.SLOT_TRADE_ID], batch);
    if (event === LETTER_A) return this.#readTrade(values[slot.SLOT_ASK], batch);
    return event === LETTER_B || Number.isNaN(event) ? this.#readQuote(batch) : false;
  }

  #isOtherSymbol(): boolean {
    if (!this.#line.isOfOther(this.#symbol)) return false;
    this.#stats.otherSymbolLines++;
    return true;
  }

  /** Moves the exchange's clock to the message and says what time it is for the ticks. */
  #timeUs(): number {
    const transaction = this.#values[slot.SLOT_TRANSACTION_TIME];
    const stated = Number.isNaN(transaction) ? this.#values[slot.SLOT_EVENT_TIME] : transaction;
    if (!Number.isNaN(stated)) this.#exchangeUs = stated > MAX_MS ? stated : stated * 1000;
    const isLocal = this.#options.clock === "local" || Number.isNaN(this.#exchangeUs);
    return isLocal ? this.#line.localUs : this.#exchangeUs;
  }

  #appendHeader(batch: TickBatch, timeUs: number, sequence: number): void {
    batch.append(timeUs, this.#line.localUs, sequence, abi.KIND_HEADER, this.#instrument);
  }

  #readDepth(batch: TickBatch): boolean {
    const stats = this.#stats;
    const final = this.#values[slot.SLOT_FINAL_ID];
    const first = this.#values[slot.SLOT_FIRST_ID];
    if (Number.isNaN(first) || Number.isNaN(final)) return false;
    if (this.#isOtherSymbol()) return true;
    const timeUs = this.#timeUs();
    switch (this.#sequence.judge(first, final, this.#values[slot.SLOT_PREVIOUS_ID])) {
      case order.VERDICT_DROP:
        stats.droppedEvents++;
        return true;
      case order.VERDICT_BREAK:
        stats.sequenceGaps++;
        batch.append(timeUs, 0, 0, abi.KIND_GAP | abi.TICK_LAST, this.#instrument);
        this.#sequence.broken();
        this.#hold();
        return true;
      case order.VERDICT_HOLD:
        this.#hold();
        return true;
    }
    this.#appendHeader(batch, timeUs, final);
    if (!this.#line.readBook(ASKS_OF_EVENT, batch, timeUs, BID, ASK, this.#instrument))
      return false;
    batch.endMessage();
    this.#sequence.applied(final);
    stats.depthEvents++;
    return true;
  }

  #hold(): void {
    this.#stats.heldEvents++;
    if (!this.#sequence.hold(this.#line.borrowBytes())) this.#stats.forgottenEvents++;
  }

  #readSnapshot(id: number, batch: TickBatch): boolean {
    if (Number.isNaN(id)) return false;
    const timeUs = this.#timeUs();
    const mark = batch.length;
    this.#appendHeader(batch, timeUs, id);
    batch.append(timeUs, 0, 0, abi.KIND_CLEAR, this.#instrument);
    if (!this.#line.readBook(ASKS_OF_SNAPSHOT, batch, timeUs, BID, ASK, this.#instrument)) {
      return false;
    }
    if (this.#sequence.isStale(id)) {
      batch.length = mark;
      this.#stats.staleSnapshots++;
      return true;
    }
    batch.endMessage();
    this.#stats.snapshots++;
    for (const line of this.#sequence.snapshotTaken(id)) this.#read(line, 0, batch);
    return true;
  }

  #readTrade(id: number, batch: TickBatch): boolean {
    const values = this.#values;
    const price = values[slot.SLOT_PRICE];
    const size = values[slot.SLOT_QUANTITY];
    const maker = values[slot.SLOT_BUYER_IS_MAKER];
    if (Number.isNaN(price) || Number.isNaN(size) || Number.isNaN(maker) || Number.isNaN(id))
      return false;
    if (this.#isOtherSymbol() || !this.#isOrderFlow(id)) return true;
    const timeUs = this.#timeUs();
    const side = maker === 1 ? abi.SIDE_SELL : abi.SIDE_BUY;
    this.#appendHeader(batch, timeUs, id);
    batch.append(timeUs, price, size, abi.KIND_TRADE | side | abi.TICK_LAST, this.#instrument);
    this.#stats.trades++;
    return true;
  }

  /** Follows the trade ids and sorts out what must not be counted as a trade, or not twice. */
  #isOrderFlow(id: number): boolean {
    const stats = this.#stats;
    const event = this.#values[slot.SLOT_EVENT];
    const type = this.#values[slot.SLOT_TRADE_TYPE];
    if (this.#tradeEvent === 0) this.#tradeEvent = event;
    if (event === this.#tradeEvent) {
      if (id <= this.#tradeId) {
        stats.repeatedTrades++;
        return false;
      }
      if (id > this.#tradeId + 1) stats.tradeIdGaps++;
      this.#tradeId = id;
      if (Number.isNaN(type) || type === LETTER_M) return true;
    }
    stats.otherTrades++;
    return false;
  }

  #readQuote(batch: TickBatch): boolean {
    const values = this.#values;
    const bid = values[slot.SLOT_BID];
    const bidSize = values[slot.SLOT_BID_SIZE];
    const ask = values[slot.SLOT_ASK];
    const askSize = values[slot.SLOT_ASK_SIZE];
    const id = values[slot.SLOT_FINAL_ID];
    if (Number.isNaN(bid + bidSize + ask + askSize + id)) return false;
    if (this.#isOtherSymbol()) return true;
    if (!this.#options.quotes) {
      this.#stats.quotesSkipped++;
      return true;
    }
    const timeUs = this.#timeUs();
    this.#appendHeader(batch, timeUs, id);
    batch.append(timeUs, bid, bidSize, abi.KIND_QUOTE | abi.SIDE_BID, this.#instrument);
    batch.append(timeUs, ask, askSize, abi.KIND_QUOTE | abi.SIDE_ASK, this.#instrument);
    batch.endMessage();
    this.#stats.quotes++;
    return true;
  }
}
