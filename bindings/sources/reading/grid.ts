/**
 * Which grid do printed numbers lie on? The finest digit that is ever used says it.
 *
 * `61800.20` and `61795.70` need one decimal: the step is taken as 0.1. The true step may be a
 * multiple of that (0.5): then all prices still lie on the inferred grid.
 */
import { negativePowerOfTen } from "./byte-cursor.ts";

const POINT = 0x2e;
const ZERO = 0x30;
const LOWER_E = 0x65;

const utf8 = new TextDecoder();

export class GridGuess {
  #priceDecimals = -1;
  #sizeDecimals = -1;

  /** Takes the price printed in `[start, end)` into account. */
  price(bytes: Uint8Array, start: number, end: number): void {
    this.#priceDecimals = Math.max(this.#priceDecimals, significantDecimals(bytes, start, end));
  }

  /** Takes the size printed in `[start, end)` into account. */
  size(bytes: Uint8Array, start: number, end: number): void {
    this.#sizeDecimals = Math.max(this.#sizeDecimals, significantDecimals(bytes, start, end));
  }

  /** Takes a price and its size into account that were not printed; what is no number is not. */
  numbers(price: number, size: number): void {
    this.#priceDecimals = Math.max(this.#priceDecimals, decimalsOf(price));
    this.#sizeDecimals = Math.max(this.#sizeDecimals, decimalsOf(size));
  }

  /** NaN if no price was seen. */
  get tickSize(): number {
    return this.#priceDecimals < 0 ? NaN : negativePowerOfTen(this.#priceDecimals);
  }

  /** NaN if no size was seen. */
  get lotSize(): number {
    return this.#sizeDecimals < 0 ? NaN : negativePowerOfTen(this.#sizeDecimals);
  }
}

/** Decimals of a printed number without trailing zeros: 2 for `1.230`, 7 for `1e-7`. */
export function significantDecimals(bytes: Uint8Array, start: number, end: number): number {
  let exponentAt = start;
  while (exponentAt < end && (bytes[exponentAt] | 0x20) !== LOWER_E) exponentAt++;
  const exponent = Number(utf8.decode(bytes.subarray(exponentAt + 1, end)));
  let point = start;
  while (point < exponentAt && bytes[point] !== POINT) point++;
  let last = exponentAt - 1;
  while (last > point && bytes[last] === ZERO) last--;
  return Math.max(Math.max(last - point, 0) - exponent, 0);
}

/** No grid is finer; what has more decimals is not on one. */
const MAX_DECIMALS = 12;
/** A number that was computed may miss its decimals by some units of the last binary place. */
const NOISE = 2 ** -50;

/** Decimals that a number needs but for the noise of arithmetic; -1 if it is not finite. */
export function decimalsOf(value: number): number {
  if (!Number.isFinite(value)) return -1;
  for (let decimals = 0; decimals < MAX_DECIMALS; decimals++) {
    const power = 10 ** decimals;
    const near = Math.round(value * power) / power;
    if (Math.abs(near - value) <= Math.abs(value) * NOISE) return decimals;
  }
  return MAX_DECIMALS;
}
