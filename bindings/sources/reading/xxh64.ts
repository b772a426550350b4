/**
 * XXH64, the checksum of zstd frames, of bytes as they come; seed 0, the lower 32 bits of it.
 *
 * Four lanes of 64 bits each take every fourth group of 8 bytes:
 *
 *   lane = rotate(lane + group * P2, 31) * P1                                modulo 2^64
 *
 * JavaScript has no 64-bit integers that are fast, so every one is two halves of 32 bits, and a
 * product is put together from products of 16 bits.
 *
 * Source: Y. Collet, "xxHash fast digest algorithm", specification 0.1.1.
 */

const STRIPE = 32;

/** The five primes, high and low half. */
const P1H = 0x9e3779b1;
const P1L = 0x85ebca87;
const P2H = 0xc2b2ae3d;
const P2L = 0x27d4eb4f;
const P3H = 0x165667b1;
const P3L = 0x9e3779f9;
const P4H = 0x85ebca77;
const P4L = 0xc2b2ae63;
const P5H = 0x27d4eb2f;
const P5L = 0x165667c5;

/** The result of the last 64-bit operation. */
let high = 0;
let low = 0;

function set(h: number, l: number): void {
  high = h | 0;
  low = l | 0;
}

function add(h: number, l: number): void {
  const sum = (low >>> 0) + (l >>> 0);
  high = (high + h + (sum > 0xffffffff ? 1 : 0)) | 0;
  low = sum | 0;
}

function multiply(h: number, l: number): void {
  const a0 = low & 0xffff;
  const a1 = low >>> 16;
  const b0 = l & 0xffff;
  const b1 = l >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const carry = a0 * b1 + (middle & 0xffff);
  const top = a1 * b1 + (middle >>> 16) + (carry >>> 16);
  high = (top + Math.imul(high, l) + Math.imul(low, h)) | 0;
  low = Math.imul(low, l);
}

/** Rotates to the left by 1 to 31 bits. */
function rotate(bits: number): void {
  const h = high;
  high = (h << bits) | (low >>> (32 - bits));
  low = (low << bits) | (h >>> (32 - bits));
}

function exclusiveOr(h: number, l: number): void {
  high ^= h;
  low ^= l;
}

/** `x ^= x >> bits`. */
function foldRight(bits: number): void {
  if (bits >= 32) low ^= high >>> (bits - 32);
  else exclusiveOr(high >>> bits, (low >>> bits) | (high << (32 - bits)));
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}

/** `rotate(lane + group * P2, 31) * P1` of a group of 8 bytes. */
function mixGroup(laneHigh: number, laneLow: number, bytes: Uint8Array, at: number): void {
  set(word(bytes, at + 4), word(bytes, at));
  multiply(P2H, P2L);
  add(laneHigh, laneLow);
  rotate(31);
  multiply(P1H, P1L);
}

export class Xxh64 {
  readonly #highs = new Int32Array(4);
  readonly #lows = new Int32Array(4);
  /** Bytes that do not fill a stripe yet. */
  readonly #rest = new Uint8Array(STRIPE);
  #restLength = 0;
  #length = 0;

  constructor() {
    set(P1H, P1L);
    add(P2H, P2L);
    this.#keep(0);
    set(P2H, P2L);
    this.#keep(1);
    set(0, 0);
    this.#keep(2);
    // The negative of the first prime.
    set(~P1H, ~P1L);
    add(0, 1);
    this.#keep(3);
  }

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    if (this.#restLength > 0) {
      at = Math.min(STRIPE - this.#restLength, bytes.length);
      this.#rest.set(bytes.subarray(0, at), this.#restLength);
      this.#restLength += at;
      if (this.#restLength < STRIPE) return;
      this.#stripe(this.#rest, 0);
    }
    for (; at + STRIPE <= bytes.length; at += STRIPE) this.#stripe(bytes, at);
    this.#restLength = bytes.length - at;
    this.#rest.set(bytes.subarray(at));
  }

  /** The lower 32 bits, unsigned. */
  digest(): number {
    if (this.#length >= STRIPE) this.#mergeLanes();
    else set(P5H, P5L);
    add(Math.floor(this.#length / 2 ** 32), this.#length);
    this.#mixRest();
    foldRight(33);
    multiply(P2H, P2L);
    foldRight(29);
    multiply(P3H, P3L);
    foldRight(32);
    return low >>> 0;
  }

  #keep(lane: number): void {
    this.#highs[lane] = high;
    this.#lows[lane] = low;
  }

  #stripe(bytes: Uint8Array, at: number): void {
    for (let lane = 0; lane < 4; lane++) {
      mixGroup(this.#highs[lane], this.#lows[lane], bytes, at + lane * 8);
      this.#keep(lane);
    }
  }

  #mergeLanes(): void {
    let sumHigh = 0;
    let sumLow = 0;
    for (let lane = 0; lane < 4; lane++) {
      set(this.#highs[lane], this.#lows[lane]);
      rotate([1, 7, 12, 18][lane]);
      add(sumHigh, sumLow);
      sumHigh = high;
      sumLow = low;
    }
    for (let lane = 0; lane < 4; lane++) {
      set(this.#highs[lane], this.#lows[lane]);
      multiply(P2H, P2L);
      rotate(31);
      multiply(P1H, P1L);
      exclusiveOr(sumHigh, sumLow);
      multiply(P1H, P1L);
      add(P4H, P4L);
      sumHigh = high;
      sumLow = low;
    }
  }

  /** The groups of 8, 4 and 1 bytes behind the last stripe. */
  #mixRest(): void {
    const rest = this.#rest;
    let at = 0;
    for (; at + 8 <= this.#restLength; at += 8) {
      const [sumHigh, sumLow] = [high, low];
      mixGroup(0, 0, rest, at);
      exclusiveOr(sumHigh, sumLow);
      rotate(27);
      multiply(P1H, P1L);
      add(P4H, P4L);
    }
    if (at + 4 <= this.#restLength) {
      const [sumHigh, sumLow] = [high, low];
      set(0, word(rest, at));
      multiply(P1H, P1L);
      exclusiveOr(sumHigh, sumLow);
      rotate(23);
      multiply(P2H, P2L);
      add(P3H, P3L);
      at += 4;
    }
    for (; at < this.#restLength; at++) {
      const [sumHigh, sumLow] = [high, low];
      set(0, rest[at]);
      multiply(P5H, P5L);
      exclusiveOr(sumHigh, sumLow);
      rotate(11);
      multiply(P1H, P1L);
    }
  }
}
