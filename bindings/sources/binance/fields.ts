/**
 * Reads the members of a Binance message, `{"e":"trade","T":1,...}`, from bytes into slots.
 *
 * Integers and decimals in quotes become doubles, `true` and `false` 1 and 0, other texts the code
 * of their first letter; the symbol is remembered by its place. Unknown members are skipped.
 * Anything beyond that (nested objects, escapes, blanks) is left to the slow road of
 * `binance-canonical.ts`.
 */
import type { ByteCursor } from "../reading/byte-cursor.ts";

/** Slots, named after what they hold; the letters are Binance's. */
export const SLOT_IGNORED = 0;
export const SLOT_EVENT = 1; // e
export const SLOT_EVENT_TIME = 2; // E, milliseconds
export const SLOT_TRANSACTION_TIME = 3; // T, milliseconds
export const SLOT_SYMBOL = 4; // s
export const SLOT_FIRST_ID = 5; // U
export const SLOT_FINAL_ID = 6; // u
export const SLOT_PREVIOUS_ID = 7; // pu
export const SLOT_TRADE_ID = 8; // t
export const SLOT_PRICE = 9; // p
export const SLOT_QUANTITY = 10; // q
export const SLOT_BUYER_IS_MAKER = 11; // m
export const SLOT_TRADE_TYPE = 12; // X
export const SLOT_SNAPSHOT_ID = 13; // lastUpdateId
export const SLOT_BID = 14; // b
export const SLOT_BID_SIZE = 15; // B
export const SLOT_ASK = 16; // a, in aggTrade the id
export const SLOT_ASK_SIZE = 17; // A
export const SLOTS = 18;

/** What stopped the reading. */
export const STOP_FAILED = 0;
export const STOP_CLOSED = 1;
export const STOP_ARRAY = 2;

const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const BACKSLASH = 0x5c;
const NEWLINE = 10;
const LETTER_T = 0x74;
const LETTER_F = 0x66;

/** Keys are told apart by first byte and length; three and more count as three. */
const SLOT_OF_KEY = new Uint8Array(4 << 7);
const KEYS: readonly (readonly [key: string, slot: number])[] = [
  ["e", SLOT_EVENT],
  ["E", SLOT_EVENT_TIME],
  ["T", SLOT_TRANSACTION_TIME],
  ["s", SLOT_SYMBOL],
  ["U", SLOT_FIRST_ID],
  ["u", SLOT_FINAL_ID],
  ["pu", SLOT_PREVIOUS_ID],
  ["t", SLOT_TRADE_ID],
  ["p", SLOT_PRICE],
  ["q", SLOT_QUANTITY],
  ["m", SLOT_BUYER_IS_MAKER],
  ["X", SLOT_TRADE_TYPE],
  ["lastUpdateId", SLOT_SNAPSHOT_ID],
  ["b", SLOT_BID],
  ["B", SLOT_BID_SIZE],
  ["a", SLOT_ASK],
  ["A", SLOT_ASK_SIZE],
];
for (const [key, slot] of KEYS) {
  SLOT_OF_KEY[(Math.min(key.length, 3) << 7) | key.charCodeAt(0)] = slot;
}

const TRUE = new TextEncoder().encode("true");
const FALSE = new TextEncoder().encode("false");

export class BinanceFields {
  /** Values by slot; NaN for what the message lacks. */
  readonly values = new Float64Array(SLOTS);
  /** Where the symbol lies in the bytes of the cursor; empty if the message lacks it. */
  symbolStart = 0;
  symbolEnd = 0;

  /**
   * Reads members from the opening brace on, up to the closing one (`STOP_CLOSED`, behind it) or to
   * a member that is an array (`STOP_ARRAY`, at its bracket).
   */
  read(cursor: ByteCursor): number {
    const { values } = this;
    values.fill(NaN);
    this.symbolStart = this.symbolEnd = 0;
    if (!cursor.take(OPEN_OBJECT)) return STOP_FAILED;
    for (;;) {
      const slot = this.#key(cursor);
      if (slot < 0) return STOP_FAILED;
      if (cursor.bytes[cursor.pos] === OPEN_ARRAY) return STOP_ARRAY;
      const value = this.#value(cursor, slot);
      // NaN is no value of any member: the reading failed.
      if (Number.isNaN(value)) return STOP_FAILED;
      values[slot] = value;
      if (cursor.take(COMMA)) continue;
      return cursor.take(CLOSE_OBJECT) ? STOP_CLOSED : STOP_FAILED;
    }
  }

  #key(cursor: ByteCursor): number {
    const { bytes } = cursor;
    const start = cursor.pos + 1;
    if (bytes[start - 1] !== QUOTE) return -1;
    let pos = start;
    while (bytes[pos] > BACKSLASH || (bytes[pos] >= 0x30 && bytes[pos] < BACKSLASH)) pos++;
    if (bytes[pos] !== QUOTE || bytes[pos + 1] !== COLON) return -1;
    cursor.pos = pos + 2;
    return SLOT_OF_KEY[(Math.min(pos - start, 3) << 7) | (bytes[start] & 0x7f)];
  }

  #value(cursor: ByteCursor, slot: number): number {
    const first = cursor.bytes[cursor.pos];
    if (first === QUOTE) return this.#text(cursor, slot);
    if (first === LETTER_T) return cursor.takeAll(TRUE) ? 1 : NaN;
    if (first === LETTER_F) return cursor.takeAll(FALSE) ? 0 : NaN;
    return cursor.integer();
  }

  #text(cursor: ByteCursor, slot: number): number {
    const { bytes } = cursor;
    const start = ++cursor.pos;
    if (slot !== SLOT_SYMBOL) {
      const number = cursor.decimal();
      if (!Number.isNaN(number) && cursor.take(QUOTE)) return number;
    }
    let pos = start;
    while (bytes[pos] !== QUOTE && bytes[pos] !== BACKSLASH && bytes[pos] !== NEWLINE) pos++;
    if (bytes[pos] !== QUOTE) return NaN;
    cursor.pos = pos + 1;
    if (slot === SLOT_SYMBOL) {
      this.symbolStart = start;
      this.symbolEnd = pos;
    }
    return bytes[start];
  }
}
