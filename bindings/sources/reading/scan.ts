/**
 * Cells found and numbers read in bytes, four of them in a word where that is faster: one load and
 * a dozen operations on integers of 32 bits instead of four loads, each with its tests.
 *
 * This is the innermost loop of all rows. What it uses stands here and is not imported: V8 reads an
 * imported name from a cell and checks it at every use, which took a fifth of the time.
 */
import { POWERS } from "./byte-cursor.ts";

const NEWLINE = 10;
const ZERO = 0x30;
/** As a difference from the digit 0. */
const POINT = 0x2e - 0x30;
/** Digits that always fit in a signed 32-bit integer. */
const INT_DIGITS = 9;
const TWO_53 = 2 ** 53;
const WORD_BYTES = 4;
const ONES = 0x01010101;
const HIGH_BITS = 0x80808080 | 0;
const ZEROS = 0x30303030;
/** Lifts every byte above 9 over its high bit. */
const ABOVE_NINE = 0x76767676;
/** Four bytes one above a newline: below lies what may be one. */
const ABOVE_NEWLINES = 0x0b0b0b0b;
const EVEN_BYTES = 0x00ff00ff;
/** Pairs of digits weigh a hundred and one. */
const PAIR_WEIGHTS = (100 << 16) | 1;
const EXACT_POWERS = POWERS;

/** Words of `bytes`, the last one of which begins 4 bytes before the end. */
export function wordsOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A word of four times the same byte. */
function inEveryByte(byte: number): number {
  return Math.imul(byte, ONES);
}

/**
 * High bits of the bytes in a word that lie below those of `limits`, which are at most 128. Above
 * the first of them a byte equal to its limit may be marked as well.
 */
function marksBelow(word: number, limits: number): number {
  return (word - limits) & ~word & HIGH_BITS;
}

/** Which byte of a word the lowest of its marks stands for. */
function firstMark(marks: number): number {
  return (31 - Math.clz32(marks & -marks)) >>> 3;
}

/** The number that four digits print; -1 if one of the bytes is no digit. */
function fourDigits(word: number): number {
  const digits = word ^ ZEROS;
  if ((((digits + ABOVE_NINE) | digits) & HIGH_BITS) !== 0) return -1;
  const pairs = (Math.imul(digits, 10) + (digits >>> 8)) & EVEN_BYTES;
  return Math.imul(pairs, PAIR_WEIGHTS) >>> 16;
}

/** The separator or newline at or behind `from`. */
export function textEnd(
  bytes: Uint8Array,
  words: DataView,
  from: number,
  separator: number,
): number {
  const lastWord = bytes.length - WORD_BYTES;
  const limits = inEveryByte(Math.max(separator, NEWLINE) + 1);
  for (let pos = from; ; pos++) {
    while (pos <= lastWord) {
      const marks = marksBelow(words.getInt32(pos, true), limits);
      if (marks !== 0) {
        pos += firstMark(marks);
        break;
      }
      pos += WORD_BYTES;
    }
    const byte = bytes[pos];
    if (byte === separator || byte === NEWLINE) return pos;
  }
}

/** The newline at or behind `from`, sixteen bytes a turn; most lines that are left lie ahead. */
export function lineEnd(bytes: Uint8Array, words: DataView, from: number): number {
  const lastTurn = bytes.length - 4 * WORD_BYTES;
  let pos = from;
  while (pos <= lastTurn) {
    const first = words.getInt32(pos, true);
    const second = words.getInt32(pos + 4, true);
    const third = words.getInt32(pos + 8, true);
    const fourth = words.getInt32(pos + 12, true);
    const low =
      ((first - ABOVE_NEWLINES) & ~first) |
      ((second - ABOVE_NEWLINES) & ~second) |
      ((third - ABOVE_NEWLINES) & ~third) |
      ((fourth - ABOVE_NEWLINES) & ~fourth);
    if ((low & HIGH_BITS) !== 0) break;
    pos += 4 * WORD_BYTES;
  }
  return textEnd(bytes, words, pos, NEWLINE);
}

/**
 * Reads digits with or without a point at `from` into `values[cell]`; NaN where there are none, or
 * where they take a closer look.
 *
 * Digits as an integer below 2^53, divided by an exact power of ten, are the correctly rounded
 * double. Those before and those behind the point are counted in integers of 32 bits.
 * @returns where they end
 */
export function decimalEnd(
  bytes: Uint8Array,
  from: number,
  values: Float64Array,
  cell: number,
): number {
  let pos = from;
  let whole = 0;
  let digit = bytes[pos] - ZERO;
  for (; digit >>> 0 < 10; digit = bytes[++pos] - ZERO) whole = (Math.imul(whole, 10) + digit) | 0;
  const digits = pos - from;
  let value: number = digits > 0 && digits <= INT_DIGITS ? whole : NaN;
  if (digit === POINT) {
    const point = pos;
    let part = 0;
    for (digit = bytes[++pos] - ZERO; digit >>> 0 < 10; digit = bytes[++pos] - ZERO)
      part = (Math.imul(part, 10) + digit) | 0;
    const decimals = pos - point - 1;
    const power = decimals <= INT_DIGITS ? EXACT_POWERS[decimals] : NaN;
    const mantissa = value * power + part;
    value = mantissa < TWO_53 ? mantissa / power : NaN;
  }
  values[cell] = value;
  return pos;
}

/**
 * Reads digits at `from` into `values[cell]`; NaN where there are none, or more than a double has.
 * @returns where they end
 */
export function integerEnd(
  bytes: Uint8Array,
  words: DataView,
  from: number,
  values: Float64Array,
  cell: number,
): number {
  const lastWord = bytes.length - WORD_BYTES;
  let pos = from;
  let value = 0;
  while (pos <= lastWord) {
    const four = fourDigits(words.getInt32(pos, true));
    if (four < 0) break;
    value = value * 10_000 + four;
    pos += WORD_BYTES;
  }
  for (let digit = bytes[pos] - ZERO; digit >>> 0 < 10; digit = bytes[++pos] - ZERO)
    value = value * 10 + digit;
  values[cell] = pos > from && value < TWO_53 ? value : NaN;
  return pos;
}

/**
 * Reads sixteen digits at `from`, at least that many bytes before the end of the buffer.
 * @returns NaN if one of them is no digit
 */
export function sixteenDigits(words: DataView, from: number): number {
  const first = fourDigits(words.getInt32(from, true));
  const second = fourDigits(words.getInt32(from + 4, true));
  const third = fourDigits(words.getInt32(from + 8, true));
  const fourth = fourDigits(words.getInt32(from + 12, true));
  if ((first | second | third | fourth) < 0) return NaN;
  return (first * 10_000 + second) * 1e8 + (third * 10_000 + fourth);
}

/** Do the bytes at `from` begin as `expected` does? */
export function beginsWith(words: DataView, from: number, expected: DataView): boolean {
  const length = expected.byteLength;
  if (from + length > words.byteLength) return false;
  let at = 0;
  for (; at <= length - WORD_BYTES; at += WORD_BYTES)
    if (words.getInt32(from + at, true) !== expected.getInt32(at, true)) return false;
  for (; at < length; at++) if (words.getUint8(from + at) !== expected.getUint8(at)) return false;
  return true;
}

/** How many of the bytes at `from` are those at `before`, which end where the others begin. */
export function repeatedLength(words: DataView, before: number, from: number): number {
  const most = Math.min(from - before, words.byteLength - from) - WORD_BYTES;
  let length = 0;
  for (; length <= most; length += WORD_BYTES) {
    const other = words.getInt32(before + length, true) ^ words.getInt32(from + length, true);
    if (other !== 0) return length + firstMark(other);
  }
  return length;
}
