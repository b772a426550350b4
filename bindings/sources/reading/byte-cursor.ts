/**
 * A place in a buffer of bytes, and numbers read from there without making strings.
 *
 * The buffer must hold a byte that belongs to no number (a newline) at or behind every number, so
 * that no end is checked per byte.
 */

const TWO_53 = 9007199254740992;
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
   * rounded double; longer numbers are left to `Number`.
   * @returns NaN if no digit stands here
   */
  decimal(): number {
    const bytes = this.bytes;
    const start = this.pos;
    let pos = start;
    let mantissa = 0;
    let decimals = 0;
    let digit = bytes[pos] - 0x30;
    while (digit >>> 0 < 10) {
      mantissa = mantissa * 10 + digit;
      digit = bytes[++pos] - 0x30;
    }
    if (pos === start) return NaN;
    if (digit === POINT) {
      const point = pos;
      digit = bytes[++pos] - 0x30;
      while (digit >>> 0 < 10) {
        mantissa = mantissa * 10 + digit;
        digit = bytes[++pos] - 0x30;
      }
      decimals = pos - point - 1;
    }
    this.pos = pos;
    if (mantissa >= TWO_53 || decimals > 22 || digit === LOWER_E || digit === UPPER_E) {
      return this.#longDecimal(start);
    }
    return mantissa / POWERS[decimals];
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
  integer(stop = Infinity): number {
    const bytes = this.bytes;
    let pos = this.pos;
    let value = 0;
    let digit = bytes[pos] - 0x30;
    const start = pos;
    while (digit >>> 0 < 10 && pos < stop) {
      value = value * 10 + digit;
      digit = bytes[++pos] - 0x30;
    }
    this.pos = pos;
    return pos === start ? NaN : value;
  }

  /** The text from `start` to here. */
  textFrom(start: number): string {
    return utf8.decode(this.bytes.subarray(start, this.pos));
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
