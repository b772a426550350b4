/**
 * The fast road for Bybit's depth lines: bytes to records without a string, for the one spelling
 * the venue prints,
 *
 *   `{"topic":"orderbook.500.XRPUSDT","type":"delta","ts":1,"data":{"s":"XRPUSDT","b":[["p","q"]],`
 *   `"a":[],"u":2,"seq":3},"cts":4}`
 *
 * `u` stands behind the levels and is read first, backwards from the end of the line; whatever
 * looks different is left to the parser, which keeps the same chain of updates.
 */
import * as abi from "../../../assembly/abi.ts";
import type { TickBatch } from "../../core/tick-batch.ts";
import { ByteCursor } from "../reading/byte-cursor.ts";
import { readLevels } from "../reading/levels.ts";
import { BybitParser } from "../venues/bybit.ts";
import type { VenueFeed } from "../venues/feed.ts";
import type { LineScanner, VenueRun } from "../venues/run.ts";
import { type UpdateChain, VERDICT_APPLY } from "../venues/update-chain.ts";

const BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
const ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;

const encoder = new TextEncoder();
const TOPIC = encoder.encode('{"topic":"orderbook.');
const SNAPSHOT = encoder.encode('snapshot","ts":');
const DELTA = encoder.encode('delta","ts":');
const ASKS = encoder.encode(',"a":');
const UPDATE = encoder.encode(',"u":');
const SEQUENCE = encoder.encode(',"seq":');
const ENGINE_TIME = encoder.encode('},"cts":');
const CLOSE_ARRAY = 0x5d;
const CLOSE_OBJECT = 0x7d;
const POINT = 0x2e;
const NEWLINE = 10;
const RETURN = 13;
/** `],"u":9007199254740991,"seq":9007199254740991},"cts":1733011200589}` and its line end. */
const TAIL_BYTES = 80;

class BybitScanner {
  readonly #feed: VenueFeed;
  readonly #chain: UpdateChain;
  readonly #cursor = new ByteCursor();
  /** What stands behind the depth in the topic, and behind `ts`, of the symbol that is read. */
  readonly #symbol: Uint8Array;
  readonly #data: Uint8Array;
  /** Bytes of the topic up to the symbol, that of the book that is read. */
  #book = new Uint8Array(0);
  /** What the end of the line said. */
  #tail = 0;
  #update = 0;
  #timeUs = 0;

  constructor(feed: VenueFeed, chain: UpdateChain) {
    this.#feed = feed;
    this.#chain = chain;
    this.#symbol = encoder.encode(`${feed.symbol}","type":"`);
    this.#data = encoder.encode(`,"data":{"s":"${feed.symbol}","b":`);
  }

  /** See `LineScanner`. */
  scan(bytes: Uint8Array, start: number, next: number, batch: TickBatch): boolean {
    const cursor = this.#cursor;
    cursor.moveTo(bytes, start);
    if (!this.#readTopic(start) || !cursor.takeAll(this.#symbol)) return false;
    const isSnapshot = cursor.takeAll(SNAPSHOT);
    if (!isSnapshot && !cursor.takeAll(DELTA)) return false;
    cursor.integer();
    if (!cursor.takeAll(this.#data)) return false;
    const levels = cursor.pos;
    if (!this.#readTail(bytes, levels, next)) return false;
    cursor.moveTo(bytes, levels);
    return this.#append(isSnapshot, batch);
  }

  #append(isSnapshot: boolean, batch: TickBatch): boolean {
    const feed = this.#feed;
    const timeUs = this.#timeUs;
    const id = this.#update;
    const mark = batch.length;
    feed.into(batch);
    feed.wantsRow(feed.symbol);
    const tickUs = feed.open(timeUs, id);
    if (isSnapshot) batch.append(tickUs, 0, 0, abi.KIND_CLEAR, feed.instrument);
    if (!this.#readBook(batch, tickUs)) {
      batch.length = mark;
      return false;
    }
    if (isSnapshot) {
      this.#chain.restart(id);
      feed.stats.snapshots++;
      feed.hasTimedBook = true;
    } else if (this.#chain.judge(id - 1, id) === VERDICT_APPLY) {
      this.#chain.applied(id);
      feed.stats.updates++;
      feed.hasTimedBook = true;
    } else {
      batch.length = mark;
      feed.admits(this.#chain, id - 1, id, timeUs);
      return true;
    }
    batch.endMessage();
    return true;
  }

  #readBook(batch: TickBatch, timeUs: number): boolean {
    const cursor = this.#cursor;
    const { instrument } = this.#feed;
    return (
      readLevels(cursor, batch, timeUs, BID, instrument) &&
      cursor.takeAll(ASKS) &&
      readLevels(cursor, batch, timeUs, ASK, instrument) &&
      cursor.pos === this.#tail
    );
  }

  /** Reads up to the symbol; the first depth met is the one that is read. */
  #readTopic(start: number): boolean {
    const cursor = this.#cursor;
    if (this.#book.length > 0 && cursor.takeAll(this.#book)) return true;
    if (!cursor.takeAll(TOPIC)) return false;
    const depth = cursor.integer();
    if (!cursor.take(POINT) || Number.isNaN(depth)) return false;
    if (!this.#feed.isBook(`orderbook.${depth}`)) return false;
    this.#book = cursor.bytes.slice(start, cursor.pos);
    return true;
  }

  #readTail(bytes: Uint8Array, from: number, next: number): boolean {
    const cursor = this.#cursor;
    const lowest = Math.max(from, next - TAIL_BYTES);
    let at = next - 1;
    while (at > lowest && bytes[at] !== CLOSE_ARRAY) at--;
    cursor.moveTo(bytes, at + 1);
    this.#tail = at + 1;
    if (!cursor.takeAll(UPDATE)) return false;
    this.#update = cursor.integer();
    if (!cursor.takeAll(SEQUENCE)) return false;
    cursor.integer();
    if (!cursor.takeAll(ENGINE_TIME)) return false;
    this.#timeUs = cursor.integer() * 1000;
    if (!cursor.take(CLOSE_OBJECT)) return false;
    cursor.take(RETURN);
    const isTime = this.#timeUs <= Number.MAX_SAFE_INTEGER;
    return cursor.take(NEWLINE) && isTime && !Number.isNaN(this.#update);
  }
}

export function makeBybitScanner({ feed, parser }: VenueRun): LineScanner | null {
  if (!(parser instanceof BybitParser)) return null;
  const scanner = new BybitScanner(feed, parser.chain);
  return (bytes, start, next, batch) => scanner.scan(bytes, start, next, batch);
}
