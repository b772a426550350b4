/**
 * One line of a Binance recording, opened up to the point where its levels begin:
 *
 *   `<receive time> {"stream":"btcusdt@trade","data":{...}}`   or bare   `<receive time> {...}`
 */

import type { TickBatch } from "../../core/tick-batch.ts";
import { ByteCursor } from "../reading/byte-cursor.ts";
import { readLevels } from "../reading/levels.ts";
import { beginsWith, lineEnd, sixteenDigits, wordsOf } from "../reading/scan.ts";
import { BinanceFields } from "./fields.ts";

const encoder = new TextEncoder();

const STREAM = encoder.encode('{"stream":"');
const DATA = encoder.encode('","data":');
const BLANK = 0x20;
const AT = 0x40;
const QUOTE = 0x22;
const CLOSE_OBJECT = 0x7d;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const LETTER_D = 0x64;
/** Digits of nanoseconds since the epoch, and those of them that count microseconds. */
const NANOSECOND_DIGITS = 19;
const MICROSECOND_DIGITS = 16;

export class BinanceLine {
  readonly fields = new BinanceFields();
  readonly #cursor = new ByteCursor();
  /** Receive time in microseconds. */
  localUs = NaN;
  /** First letter of the stream's kind (`btcusdt@trade`); 0 for a bare message. */
  kind = 0;
  #start = 0;
  #words = wordsOf(new Uint8Array(0));
  /** Envelopes that were met, by the letter of their kind, and where that stands in all of them. */
  readonly #envelopes: DataView[] = [];
  #letterAt = 0;
  #isWrapped = false;

  /**
   * Reads receive time and envelope.
   * @returns whether the rest may be read with `readFields`
   */
  open(bytes: Uint8Array, start: number): boolean {
    const cursor = this.#cursor;
    if (bytes !== cursor.bytes) this.#words = wordsOf(bytes);
    cursor.moveTo(bytes, start);
    this.#start = start;
    this.kind = 0;
    this.localUs = this.#receiveTime();
    if (!cursor.take(BLANK)) return false;
    if (this.#takeEnvelope()) return true;
    const envelope = cursor.pos;
    this.#isWrapped = cursor.takeAll(STREAM);
    return !this.#isWrapped || this.#readStream(envelope);
  }

  /** Reads the members of the message; see `BinanceFields.read` for the result. */
  readFields(): number {
    return this.fields.read(this.#cursor);
  }

  /** Where the line behind the one at `start` begins, wherever reading has stopped. */
  behind(bytes: Uint8Array, start: number): number {
    const cursor = this.#cursor;
    // Events that waited for a snapshot are read in between.
    if (cursor.bytes !== bytes) return bytes.indexOf(NEWLINE, start) + 1;
    const { pos } = cursor;
    if (bytes[pos - 1] === NEWLINE) return pos;
    return lineEnd(bytes, this.#words, pos) + 1;
  }

  /** Whether the message and the line end here. */
  isAtEnd(): boolean {
    const cursor = this.#cursor;
    if (this.#isWrapped && !cursor.take(CLOSE_OBJECT)) return false;
    cursor.take(CARRIAGE_RETURN);
    return cursor.take(NEWLINE);
  }

  /**
   * Reads `[bids],"a":[asks]}` up to the end of the line and appends one record per level.
   * @param between what stands between the two arrays
   * @returns whether all of it was understood; if not, some records may have been appended
   */
  readBook(
    between: Uint8Array,
    batch: TickBatch,
    timeUs: number,
    bidFlags: number,
    askFlags: number,
    instrument: number,
  ): boolean {
    const cursor = this.#cursor;
    return (
      readLevels(cursor, batch, timeUs, bidFlags, instrument) &&
      cursor.takeAll(between) &&
      readLevels(cursor, batch, timeUs, askFlags, instrument) &&
      cursor.take(CLOSE_OBJECT) &&
      this.isAtEnd()
    );
  }

  /** Whether the message names a symbol other than this one. */
  isOfOther(symbol: Uint8Array): boolean {
    const { symbolStart: start, symbolEnd: end } = this.fields;
    if (start === end || symbol.length === 0) return false;
    if (end - start !== symbol.length) return true;
    const { bytes } = this.#cursor;
    for (let i = 0; i < symbol.length; i++) {
      if (bytes[start + i] !== symbol[i]) return true;
    }
    return false;
  }

  /** The line's own bytes, its newline included: a view. */
  borrowBytes(): Uint8Array {
    const { bytes } = this.#cursor;
    return bytes.subarray(this.#start, bytes.indexOf(NEWLINE, this.#start) + 1);
  }

  #receiveTime(): number {
    const cursor = this.#cursor;
    const { bytes, pos } = cursor;
    const end = pos + NANOSECOND_DIGITS;
    if (bytes[end] !== BLANK) return readReceiveTime(cursor);
    const timeUs = sixteenDigits(this.#words, pos);
    let isTime = !Number.isNaN(timeUs);
    for (let at = pos + MICROSECOND_DIGITS; at < end; at++)
      isTime = isTime && (bytes[at] - 0x30) >>> 0 < 10;
    if (!isTime) return readReceiveTime(cursor);
    cursor.pos = end;
    return timeUs;
  }

  /** Steps over an envelope that was met before, if one stands here. */
  #takeEnvelope(): boolean {
    const cursor = this.#cursor;
    const letter = cursor.bytes[cursor.pos + this.#letterAt];
    const envelope = this.#envelopes[letter];
    if (envelope === undefined || !beginsWith(this.#words, cursor.pos, envelope)) return false;
    cursor.pos += envelope.byteLength;
    this.kind = letter;
    this.#isWrapped = true;
    return true;
  }

  /** Partial books (`@depth20`) are no sequence of changes and are left alone. */
  #readStream(envelope: number): boolean {
    const { bytes, pos } = this.#cursor;
    let at = pos;
    while (bytes[at] !== AT && bytes[at] !== QUOTE && bytes[at] !== NEWLINE) at++;
    const letterAt = at + 1;
    this.kind = bytes[letterAt];
    if (this.kind === LETTER_D && bytes[at + 6] !== AT && bytes[at + 6] !== QUOTE) return false;
    while (bytes[at] !== QUOTE && bytes[at] !== NEWLINE) at++;
    this.#cursor.pos = at;
    if (!this.#cursor.takeAll(DATA)) return false;
    this.#keepEnvelope(envelope, letterAt - envelope);
    return true;
  }

  /** The first one of each kind is kept, so that several symbols do not drive each other out. */
  #keepEnvelope(start: number, letterAt: number): void {
    if (this.#letterAt === 0) this.#letterAt = letterAt;
    if (this.#letterAt !== letterAt || this.#envelopes[this.kind] !== undefined) return;
    const { bytes, pos } = this.#cursor;
    this.#envelopes[this.kind] = wordsOf(bytes.slice(start, pos));
  }
}

/** Nanoseconds (microseconds and milliseconds are told apart by their length) as microseconds. */
function readReceiveTime(cursor: ByteCursor): number {
  const { bytes, pos } = cursor;
  let end = pos;
  while ((bytes[end] - 0x30) >>> 0 < 10) end++;
  const digits = end - pos;
  const value = cursor.integer(digits > 17 ? end - 3 : end);
  cursor.pos = end;
  return digits > 14 ? value : value * 1000;
}
