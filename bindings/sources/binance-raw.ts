/**
 * Binance websocket recordings: lines `<local receive time, ns> <JSON>`.
 *
 * Read: `depthUpdate` (USD-M, COIN-M and spot), `trade` or `aggTrade` (whichever comes first),
 * `bookTicker` (on request), and the REST depth snapshot wherever it stands in the stream. Every
 * one becomes one message:
 *
 *   depth     header, level sets                     header.size = u: the book stands after update u
 *   snapshot  header, clear, level sets              header.size = lastUpdateId
 *   trade     header, trade                          header.size = trade id
 *   quote     header, best bid, best ask             header.size = u
 *   gap       gap, at the time of the event after the missing ones
 *
 * header.price is the receive time in microseconds. Times are the exchange's (`T`, else `E`), or
 * the receive time with `clock: "local"`; a spot snapshot has no time of its own and takes the last
 * one seen. Continuity is kept over the border between files.
 */
import * as abi from "../../assembly/abi.ts";
import { FormatError } from "../core/errors.ts";
import type { TickBatch } from "../core/tick-batch.ts";
import * as f from "./binance-fields.ts";
import { BinanceFields, readLevels } from "./binance-fields.ts";
import { MalformedMessage, canonicalLine } from "./binance-canonical.ts";
import { inferBinanceGrid } from "./binance-grid.ts";
import * as order from "./binance-sequence.ts";
import { DepthSequence, MAX_HELD_EVENTS } from "./binance-sequence.ts";
import { ByteCursor } from "./byte-cursor.ts";
import {
  type BadLine,
  BATCH_TICKS,
  type InstrumentFacts,
  type LineDecoder,
  type OpenOptions,
  type SourceStats,
} from "./source.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const STREAM = encoder.encode('{"stream":"');
const DATA = encoder.encode('","data":');
const ASKS_OF_EVENT = encoder.encode(',"a":');
const ASKS_OF_SNAPSHOT = encoder.encode(',"asks":');
const BLANK = 0x20;
const AT = 0x40;
const QUOTE = 0x22;
const CLOSE_OBJECT = 0x7d;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const LETTER_A = 0x61;
const LETTER_B = 0x62;
const LETTER_D = 0x64;
const LETTER_M = 0x4d;
const LETTER_T = 0x74;
/** Milliseconds since the epoch stay below this for 3,000 years; what is larger is microseconds. */
const MAX_MS = 1e14;

const COUNTERS = [
  "depthEvents", "trades", "snapshots", "quotes", "quotesSkipped", "sequenceGaps", "tradeIdGaps",
  "droppedEvents", "heldEvents", "forgottenEvents", "staleSnapshots", "repeatedTrades",
  "otherTrades", "otherSymbolLines", "unknownLines", "badLines",
] as const;

const NOT_READ = 0;
const READ = 1;

export class BinanceRawDecoder implements LineDecoder {
  readonly format = "binance-raw";
  readonly notes: string[] = [];
  facts: InstrumentFacts;
  inferred: string[] = [];
  firstBadLine: BadLine | null = null;
  readonly #stats: SourceStats;
  readonly #options: OpenOptions;
  readonly #instrument: number;
  readonly #useLocal: boolean;
  readonly #cursor = new ByteCursor();
  readonly #fields = new BinanceFields();
  readonly #sequence = new DepthSequence();
  #symbol = new Uint8Array(0);
  #tradeEvent = 0;
  #tradeId = NaN;
  /** Times of the line being read, and the last exchange time seen, in microseconds. */
  #localUs = NaN;
  #exchangeUs = NaN;
  #path = "";
  #lineInFile = 0;
  #lineStart = 0;
  #isStart = true;

  /** @param stats counters are added to it by name and kept up to date */
  constructor(options: OpenOptions, stats: SourceStats) {
    this.#options = options;
    this.#stats = stats;
    this.#instrument = options.instrument ?? 0;
    this.#useLocal = options.clock === "local";
    for (const name of COUNTERS) stats[name] = 0;
    this.facts = {
      symbol: "",
      tickSize: options.tickSize ?? NaN,
      lotSize: options.lotSize ?? NaN,
      contract: "linear",
      multiplier: 1,
    };
  }

  begin(bytes: Uint8Array, start: number, end: number, path: string): number {
    this.#path = path;
    this.#lineInFile = 0;
    if (!this.#isStart) return start;
    this.#isStart = false;
    const guess = inferBinanceGrid(bytes, start, end);
    const { symbol } = guess;
    let { tickSize, lotSize } = this.facts;
    if (Number.isNaN(tickSize)) {
      tickSize = guess.grid.tickSize;
      this.inferred.push("tickSize");
    }
    if (Number.isNaN(lotSize)) {
      lotSize = guess.grid.lotSize;
      if (!Number.isNaN(lotSize)) this.inferred.push("lotSize");
    }
    if (Number.isNaN(tickSize)) {
      throw new FormatError(
        `volume-imbalance/binance-raw: "${path}" must hold a price within its first megabyte, ` +
          "to infer the tick size from; give tickSize",
      );
    }
    this.#symbol = encoder.encode(symbol);
    this.facts = { ...this.facts, symbol, tickSize, lotSize };
    return start;
  }

  decode(bytes: Uint8Array, start: number, end: number, batch: TickBatch): number {
    let pos = start;
    while (pos < end && batch.length < BATCH_TICKS) {
      const next = bytes.indexOf(NEWLINE, pos) + 1;
      this.#stats.lines++;
      this.#lineInFile++;
      if (next - pos > 1) this.#line(bytes, pos, next, batch);
      pos = next;
    }
    return pos;
  }

  finish(_batch: TickBatch): void {
    const held = this.#sequence.heldCount;
    if (held > 0) {
      this.notes.push(
        `${held} depth events waited for a snapshot that never came: their levels are missing`,
      );
    }
    if (this.#stats.forgottenEvents > 0) {
      this.notes.push(
        `more than ${MAX_HELD_EVENTS} depth events waited for a snapshot: ` +
          `the oldest ${this.#stats.forgottenEvents} were dropped`,
      );
    }
  }

  /** Reads one line, fast if it has a known spelling, else by way of `JSON.parse`. */
  #line(bytes: Uint8Array, start: number, end: number, batch: TickBatch): void {
    const mark = batch.length;
    if (this.#scan(bytes, start, end, batch) === READ) return;
    batch.length = mark;
    const space = bytes.indexOf(BLANK, start);
    try {
      if (!(space > start && space < end) || !isDigits(bytes, start, space)) {
        throw new MalformedMessage("a line must be <receive time, ns> <JSON>");
      }
      const prefix = decoder.decode(bytes.subarray(start, space + 1));
      const line = canonicalLine(prefix, decoder.decode(bytes.subarray(space + 1, end)));
      if (line === null) {
        this.#stats.unknownLines++;
      } else if (this.#scan(line, 0, line.length, batch) !== READ) {
        throw new MalformedMessage("a member has a value of the wrong kind");
      }
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      batch.length = mark;
      this.#badLine(error.message);
    }
  }

  #badLine(reason: string): void {
    this.#stats.badLines++;
    this.firstBadLine ??= { path: this.#path, line: this.#lineInFile, reason };
    if (this.#options.strict) {
      throw new FormatError(
        `volume-imbalance/binance-raw: "${this.#path}" line ${this.#lineInFile}: ${reason}`,
      );
    }
  }

  #scan(bytes: Uint8Array, start: number, end: number, batch: TickBatch): number {
    const cursor = this.#cursor;
    cursor.moveTo(bytes, start);
    this.#lineStart = start;
    this.#localUs = readLocalTime(cursor);
    if (!cursor.take(BLANK)) return NOT_READ;
    const isWrapped = cursor.takeAll(STREAM);
    if (isWrapped && !this.#streamName()) return NOT_READ;
    const stop = this.#fields.read(cursor);
    if (stop === f.STOP_FAILED) return NOT_READ;
    if (stop === f.STOP_ARRAY) return this.#book(end, batch, isWrapped);
    if (!this.#isLineEnd(isWrapped)) return NOT_READ;
    const event = this.#fields.values[f.SLOT_EVENT];
    if (event === LETTER_T) return this.#trade(LETTER_T, f.SLOT_TRADE_ID, batch);
    if (event === LETTER_A) return this.#trade(LETTER_A, f.SLOT_ASK, batch);
    if (event === LETTER_B || Number.isNaN(event)) return this.#quote(batch);
    return NOT_READ;
  }

  /** Steps over the name of the stream; partial books are not for the scanner. */
  #streamName(): boolean {
    const { bytes, pos } = this.#cursor;
    let at = pos;
    while (bytes[at] !== AT && bytes[at] !== QUOTE && bytes[at] !== NEWLINE) at++;
    const isDepth = bytes[at + 1] === LETTER_D;
    if (isDepth && bytes[at + 6] !== AT && bytes[at + 6] !== QUOTE) return false;
    while (bytes[at] !== QUOTE && bytes[at] !== NEWLINE) at++;
    this.#cursor.pos = at;
    return this.#cursor.takeAll(DATA);
  }

  #isLineEnd(isWrapped: boolean): boolean {
    const cursor = this.#cursor;
    if (isWrapped && !cursor.take(CLOSE_OBJECT)) return false;
    cursor.take(CARRIAGE_RETURN);
    return cursor.take(NEWLINE);
  }

  #isOtherSymbol(): boolean {
    const { symbolStart: start, symbolEnd: end } = this.#fields;
    const { bytes } = this.#cursor;
    const symbol = this.#symbol;
    let isSame = end - start === symbol.length;
    for (let i = 0; isSame && i < symbol.length; i++) isSame = bytes[start + i] === symbol[i];
    if (isSame || start === end || symbol.length === 0) return false;
    this.#stats.otherSymbolLines++;
    return true;
  }

  /** Sets the exchange's clock by the message; NaN times leave it. */
  #timeUs(): number {
    const { values } = this.#fields;
    const transaction = values[f.SLOT_TRANSACTION_TIME];
    const stated = transaction === transaction ? transaction : values[f.SLOT_EVENT_TIME];
    if (stated === stated) this.#exchangeUs = stated > MAX_MS ? stated : stated * 1000;
    return this.#useLocal || Number.isNaN(this.#exchangeUs) ? this.#localUs : this.#exchangeUs;
  }

  #header(batch: TickBatch, timeUs: number, sequence: number): void {
    batch.append(timeUs, this.#localUs, sequence, abi.KIND_HEADER, this.#instrument);
  }

  #book(end: number, batch: TickBatch, isWrapped: boolean): number {
    const { values } = this.#fields;
    if (values[f.SLOT_EVENT] === LETTER_D) {
      const [first, final] = [values[f.SLOT_FIRST_ID], values[f.SLOT_FINAL_ID]];
      if (Number.isNaN(first) || Number.isNaN(final)) return NOT_READ;
      if (this.#isOtherSymbol()) return READ;
      return this.#depth(first, final, end, batch, isWrapped);
    }
    const snapshotId = values[f.SLOT_SNAPSHOT_ID];
    return Number.isNaN(snapshotId) ? NOT_READ : this.#snapshot(snapshotId, batch, isWrapped);
  }

  #depth(first: number, final: number, end: number, batch: TickBatch, isWrapped: boolean): number {
    const stats = this.#stats;
    const timeUs = this.#timeUs();
    switch (this.#sequence.judge(first, final, this.#fields.values[f.SLOT_PREVIOUS_ID])) {
      case order.VERDICT_DROP:
        stats.droppedEvents++;
        return READ;
      case order.VERDICT_BREAK:
        stats.sequenceGaps++;
        batch.append(timeUs, 0, 0, abi.KIND_GAP | abi.TICK_LAST, this.#instrument);
        this.#sequence.broken();
        return this.#hold(end);
      case order.VERDICT_HOLD:
        return this.#hold(end);
    }
    this.#header(batch, timeUs, final);
    if (!this.#levels(batch, timeUs, ASKS_OF_EVENT, isWrapped)) return NOT_READ;
    batch.endMessage();
    this.#sequence.applied(final);
    stats.depthEvents++;
    return READ;
  }

  #hold(end: number): number {
    this.#stats.heldEvents++;
    const line = this.#cursor.bytes.subarray(this.#lineStart, end);
    if (!this.#sequence.hold(line)) this.#stats.forgottenEvents++;
    return READ;
  }

  #levels(batch: TickBatch, timeUs: number, asks: Uint8Array, isWrapped: boolean): boolean {
    const cursor = this.#cursor;
    const instrument = this.#instrument;
    return (
      readLevels(cursor, batch, timeUs, abi.KIND_LEVEL_SET | abi.SIDE_BID, instrument) &&
      cursor.takeAll(asks) &&
      readLevels(cursor, batch, timeUs, abi.KIND_LEVEL_SET | abi.SIDE_ASK, instrument) &&
      cursor.take(CLOSE_OBJECT) &&
      this.#isLineEnd(isWrapped)
    );
  }

  #snapshot(snapshotId: number, batch: TickBatch, isWrapped: boolean): number {
    const timeUs = this.#timeUs();
    const mark = batch.length;
    this.#header(batch, timeUs, snapshotId);
    batch.append(timeUs, 0, 0, abi.KIND_CLEAR, this.#instrument);
    if (!this.#levels(batch, timeUs, ASKS_OF_SNAPSHOT, isWrapped)) return NOT_READ;
    if (this.#sequence.isStale(snapshotId)) {
      batch.length = mark;
      this.#stats.staleSnapshots++;
      return READ;
    }
    batch.endMessage();
    this.#stats.snapshots++;
    for (const line of this.#sequence.snapshotTaken(snapshotId)) {
      this.#line(line, 0, line.length, batch);
    }
    return READ;
  }

  #trade(event: number, idSlot: number, batch: TickBatch): number {
    const { values } = this.#fields;
    const [price, size, maker] = [
      values[f.SLOT_PRICE], values[f.SLOT_QUANTITY], values[f.SLOT_BUYER_IS_MAKER],
    ];
    const id = values[idSlot];
    if (price !== price || size !== size || maker !== maker || id !== id) return NOT_READ;
    if (this.#isOtherSymbol()) return READ;
    const stats = this.#stats;
    if (this.#tradeEvent === 0) this.#tradeEvent = event;
    // Prints of the insurance fund and of auto-deleveraging are no order flow.
    const type = values[f.SLOT_TRADE_TYPE];
    const isOther = event !== this.#tradeEvent || (type === type && type !== LETTER_M);
    if (event === this.#tradeEvent) {
      if (id <= this.#tradeId) {
        stats.repeatedTrades++;
        return READ;
      }
      if (id > this.#tradeId + 1) stats.tradeIdGaps++;
      this.#tradeId = id;
    }
    if (isOther) {
      stats.otherTrades++;
      return READ;
    }
    const timeUs = this.#timeUs();
    const side = maker === 1 ? abi.SIDE_SELL : abi.SIDE_BUY;
    this.#header(batch, timeUs, id);
    batch.append(timeUs, price, size, abi.KIND_TRADE | side | abi.TICK_LAST, this.#instrument);
    stats.trades++;
    return READ;
  }

  #quote(batch: TickBatch): number {
    const { values } = this.#fields;
    const [bid, bidSize] = [values[f.SLOT_BID], values[f.SLOT_BID_SIZE]];
    const [ask, askSize] = [values[f.SLOT_ASK], values[f.SLOT_ASK_SIZE]];
    const isComplete = bid + bidSize + ask + askSize + values[f.SLOT_FINAL_ID];
    if (Number.isNaN(isComplete)) return NOT_READ;
    if (this.#isOtherSymbol()) return READ;
    if (!this.#options.quotes) {
      this.#stats.quotesSkipped++;
      return READ;
    }
    const timeUs = this.#timeUs();
    const last = abi.SIDE_ASK | abi.TICK_LAST;
    this.#header(batch, timeUs, values[f.SLOT_FINAL_ID]);
    batch.append(timeUs, bid, bidSize, abi.KIND_QUOTE | abi.SIDE_BID, this.#instrument);
    batch.append(timeUs, ask, askSize, abi.KIND_QUOTE | last, this.#instrument);
    this.#stats.quotes++;
    return READ;
  }
}

function isDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let pos = start; pos < end; pos++) if ((bytes[pos] - 0x30) >>> 0 > 9) return false;
  return true;
}

/** Nanoseconds (microseconds and milliseconds are told apart by their length) as microseconds. */
function readLocalTime(cursor: ByteCursor): number {
  const { bytes, pos } = cursor;
  let end = pos;
  while ((bytes[end] - 0x30) >>> 0 < 10) end++;
  const digits = end - pos;
  const value = cursor.integer(digits > 17 ? end - 3 : end);
  cursor.pos = end;
  return digits > 14 ? value : value * 1000;
}
