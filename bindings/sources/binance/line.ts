/**
 * One line of a Binance recording, opened up to the point where its levels begin:
 *
 *   `<receive time> {"stream":"btcusdt@trade","data":{...}}`   or bare   `<receive time> {...}`
 */

import type { TickBatch } from "../../core/tick-batch.ts";
import { ByteCursor } from "../reading/byte-cursor.ts";
import { readLevels } from "../reading/levels.ts";
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

export class BinanceLine {
  readonly fields = new BinanceFields();
  readonly #cursor = new ByteCursor();
  /** Receive time in microseconds. */
  localUs = NaN;
  /** First letter of the stream's kind (`btcusdt@trade`); 0 for a bare message. */
  kind = 0;
  #start = 0;
  #isWrapped = false;

  /**
   * Reads receive time and envelope.
   * @returns whether the rest may be read with `readFields`
   */
  open(bytes: Uint8Array, start: number): boolean {
    const cursor = this.#cursor;
    cursor.moveTo(bytes, start);
    this.#start = start;
    this.kind = 0;
    this.localUs = readReceiveTime(cursor);
    if (!cursor.take(BLANK)) return false;
    this.#isWrapped = cursor.takeAll(STREAM);
    return !this.#isWrapped || this.#readStream();
  }

  /** Reads the members of the message; see `BinanceFields.read` for the result. */
  readFields(): number {
    return this.fields.read(this.#cursor);
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

  /** Partial books (`@depth20`) are no sequence of changes and are left alone. */
  #readStream(): boolean {
    const { bytes, pos } = this.#cursor;
    let at = pos;
    while (bytes[at] !== AT && bytes[at] !== QUOTE && bytes[at] !== NEWLINE) at++;
    this.kind = bytes[at + 1];
    if (this.kind === LETTER_D && bytes[at + 6] !== AT && bytes[at + 6] !== QUOTE) return false;
    while (bytes[at] !== QUOTE && bytes[at] !== NEWLINE) at++;
    this.#cursor.pos = at;
    return this.#cursor.takeAll(DATA);
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
