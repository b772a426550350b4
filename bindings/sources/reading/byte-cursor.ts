/**
 * A place in a buffer of bytes, and numbers read from there without making strings.
 *
 * The buffer must hold a byte that belongs to no number (a newline) at or behind every number, so
 * that no end is checked per byte.
 */

const TWO_53 = 9007199254740992;
/** Digits that always fit in a signed 32-bit integer. */
const INT_DIGITS = 9;
/** Behind any byte of a buffer. */
const NO_STOP = 0x7fffffff;
const POINT = 0x2e - 0x30;
const LOWER_E = 0x65 - 0x30;
const UPPER_E = 0x45 - 0x30;
const PLUS = 0x2b;
const MINUS = 0x2d;

/** 10^0 .. 10^22: every one is exact in a double. */
export const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const utf8 = new TextDecoder();

/** 10^-k, correctly rounded. */
export function negativePowerOfTen(decimals: number): number {
  return Number(`1e-${decimals}`);
}

export class ByteCursor {
  bytes: Uint8Array = new Uint8Array(0);
  pos = 0;

  /** Goes to `pos` of `bytes`. */
  moveTo(bytes: Uint8Array, pos: number): void {
    this.bytes = bytes;
    this.pos = pos;
  }

  /** Steps over `byte` if it stands here. */
  take(byte: number): boolean {
    if (this.bytes[this.pos] !== byte) return false;
    this.pos++;
    return true;
  }

  /** Steps over all of `literal` if it stands here, else stays. */
  takeAll(literal: Uint8Array): boolean {
    const { bytes, pos } = this;
    for (let i = 0; i < literal.length; i++) {
      if (bytes[pos + i] !== literal[i]) return false;
    }
    this.pos = pos + literal.length;
    return true;
  }

  /**
   * Reads an unsigned decimal number, `12`, `0.010`, `1e-7`, and stops behind it.
   *
   * Its digits as an integer below 2^53, divided by an exact power of ten, are the correctly
   * rounded double; longer numbers are left to `Number`. The digits before and behind the point
   * are counted in 32-bit integers, and once more where there are too many of them for that.
   * @returns NaN if no digit stands here
   */
  decimal(): number {
    const bytes = this.bytes;
    const start = this.pos | 0;
    let pos = start;
    let whole = 0;
    let digit = bytes[pos] - 0x30;
    for (; digit >>> 0 < 10; digit = bytes[++pos] - 0x30)
      whole = (Math.imul(whole, 10) + digit) | 0;
    if (pos === start) return NaN;
    const point = pos;
    let part = 0;
    if (digit === POINT) {
      digit = bytes[++pos] - 0x30;
      for (; digit >>> 0 < 10; digit = bytes[++pos] - 0x30)
        part = (Math.imul(part, 10) + digit) | 0;
    }
    const decimals = pos === point ? 0 : pos - point - 1;
    const power = POWERS[decimals];
    const high = point - start > INT_DIGITS ? this.#integerAt(start) : whole;
    const low = decimals > INT_DIGITS ? this.#integerAt(point + 1) : part;
    this.pos = pos;
    const mantissa = high * power + low;
    const isExact = mantissa < TWO_53;
    if (!isExact || digit === LOWER_E || digit === UPPER_E) return this.#longDecimal(start);
    return mantissa / power;
  }

  /** The number in [from, to) of `bytes`, with or without a sign; NaN if there is anything else. */
  numberIn(bytes: Uint8Array, from: number, to: number): number {
    const sign = bytes[from];
    this.moveTo(bytes, sign === MINUS || sign === PLUS ? from + 1 : from);
    const value = this.decimal();
    if (this.pos !== to) return NaN;
    return sign === MINUS ? -value : value;
  }

  /** Reads digits, at most up to `stop`; NaN if there are none. Exact below 2^53. */
  integer(stop = NO_STOP): number {
    const bytes = this.bytes;
    const start = this.pos | 0;
    let pos = start;
    let value = 0;
    // In groups of nine digits, each counted in a 32-bit integer; a shorter one is the last.
    for (let first = start; pos === first; first += INT_DIGITS) {
      const end = Math.min(stop, first + INT_DIGITS);
      let group = 0;
      let digit = bytes[pos] - 0x30;
      for (; digit >>> 0 < 10 && pos < end; digit = bytes[++pos] - 0x30)
        group = (Math.imul(group, 10) + digit) | 0;
      if (pos === first) break;
      value = value * POWERS[pos - first] + group;
    }
    this.pos = pos;
    return pos === start ? NaN : value;
  }

  /** The text from `start` to here. */
  textFrom(start: number): string {
    return utf8.decode(this.bytes.subarray(start, this.pos));
  }

  #integerAt(pos: number): number {
    this.pos = pos;
    return this.integer();
  }

  #longDecimal(start: number): number {
    const bytes = this.bytes;
    let pos = this.pos;
    if (bytes[pos] === 0x65 || bytes[pos] === 0x45) {
      pos++;
      if (bytes[pos] === 0x2b || bytes[pos] === 0x2d) pos++;
      while ((bytes[pos] - 0x30) >>> 0 < 10) pos++;
    }
    this.pos = pos;
    return Number(this.textFrom(start));
  }
}
