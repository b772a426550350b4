/**
 * Which grid do printed numbers lie on? The finest digit that is ever used says it.
 *
 * `61800.20` and `61795.70` need one decimal: the step is taken as 0.1. The true step may be a
 * multiple of that (0.5): then all prices still lie on the inferred grid.
 *
 * Sizes too large to be counted in lots of their finest digit have no lot size: an engine counts
 * no further than 1e12 lots and refuses what is larger, with 8 decimals a size of 10,000. Where
 * levels change by amounts they are counted in lots all the same, for only whole numbers sum up to
 * exactly 0: what is left of fractions would stand in the book as a level.
 */
import * as abi from "../../../assembly/abi.ts";
import { ByteCursor, negativePowerOfTen, POWERS } from "./byte-cursor.ts";
import type { Cells } from "./cells.ts";

const POINT = 0x2e;
const ZERO = 0x30;
const LOWER_E = 0x65;

/** Sizes a hundred times the largest one met must fit in the lots of an engine. */
const MAX_LOTS_MET = abi.MAX_LOTS / 100;

const TWO_53 = 2 ** 53;

const encoder = new TextEncoder();
const utf8 = new TextDecoder();

export class GridGuess {
  /** Levels change by amounts. */
  hasChanges = false;
  #priceDecimals = -1;
  #sizeDecimals = -1;
  #largestSize = 0;
  readonly #cursor = new ByteCursor();

  /** Takes the price printed in `[start, end)` into account. */
  price(bytes: Uint8Array, start: number, end: number): void {
    this.#priceDecimals = mostDecimals(this.#priceDecimals, bytes, start, end);
  }

  /** Takes the size printed in `[start, end)` into account; behind it stands no digit. */
  size(bytes: Uint8Array, start: number, end: number): void {
    this.#cursor.moveTo(bytes, start);
    const decimals = mostDecimals(this.#sizeDecimals, bytes, start, end);
    this.#meetSize(this.#cursor.decimal(), decimals);
  }

  /** Takes the price in a cell into account, if there is one. */
  priceIn(cells: Cells, cell: number): void {
    if (cells.isNumber(cell)) this.price(cells.bytes, cells.from[cell], cells.to[cell]);
  }

  /** Takes the size in a cell into account, if there is one. */
  sizeIn(cells: Cells, cell: number): void {
    const size = cells.number(cell);
    if (Number.isNaN(size)) return;
    const { bytes, from, to } = cells;
    this.#meetSize(size, mostDecimals(this.#sizeDecimals, bytes, from[cell], to[cell]));
  }

  /** Takes a price and its size into account as `String` prints them. */
  printed(price: number, size: number): void {
    this.#priceDecimals = decimalsPrinted(price, this.#priceDecimals);
    this.#meetSize(size, decimalsPrinted(size, this.#sizeDecimals));
  }

  /** Takes a price and its size into account that were not printed; what is no number is not. */
  numbers(price: number, size: number): void {
    this.#priceDecimals = Math.max(this.#priceDecimals, decimalsOf(price));
    this.#meetSize(size, decimalsOf(size));
  }

  /** NaN if no price was seen. */
  get tickSize(): number {
    return this.#priceDecimals < 0 ? NaN : negativePowerOfTen(this.#priceDecimals);
  }

  /** NaN if no size was seen, or one too large to be counted in lots. */
  get lotSize(): number {
    const finest = this.#finestSize;
    const isTooLarge = this.#largestSize / finest > MAX_LOTS_MET;
    return isTooLarge && !this.hasChanges ? NaN : finest;
  }

  /**
   * What the user should know of the lot size that was settled on; "" if there is nothing.
   * @param lotSize NaN if sizes are not counted in lots
   */
  lotNote(lotSize: number): string {
    const largest = `one of ${this.#largestSize}`;
    if (Number.isNaN(lotSize) && !Number.isNaN(this.#finestSize)) {
      return (
        `sizes are not counted in lots: ${largest} is too large for lots of ` +
        `${this.#finestSize}, the finest digit seen; give lotSize if their step is larger`
      );
    }
    if (!(this.#largestSize / lotSize > abi.MAX_LOTS)) return "";
    return (
      `sizes above ${abi.MAX_LOTS * lotSize} are refused as bad (${largest} was seen): an engine ` +
      `counts no more than ${abi.MAX_LOTS} lots of ${lotSize}`
    );
  }

  get #finestSize(): number {
    return this.#sizeDecimals < 0 ? NaN : negativePowerOfTen(this.#sizeDecimals);
  }

  #meetSize(size: number, decimals: number): void {
    this.#sizeDecimals = Math.max(this.#sizeDecimals, decimals);
    const amount = Math.abs(size);
    if (amount > this.#largestSize && amount < Infinity) this.#largestSize = amount;
  }
}

/** The larger of `known` and a printed number's decimals, seldom counted: few numbers have more. */
function mostDecimals(known: number, bytes: Uint8Array, start: number, end: number): number {
  let last = end - 1;
  while (last > start && bytes[last] === ZERO) last--;
  const first = Math.max(start, last - known);
  for (let at = last; at >= first; at--) {
    if (bytes[at] === POINT) return known;
    if ((bytes[at] - ZERO) >>> 0 > 9) break;
  }
  return Math.max(known, significantDecimals(bytes, start, end));
}

/** Decimals of a printed number without trailing zeros: 2 for `1.230`, 7 for `1e-7`. */
export function significantDecimals(bytes: Uint8Array, start: number, end: number): number {
  let exponentAt = start;
  let point = -1;
  for (; exponentAt < end; exponentAt++) {
    const byte = bytes[exponentAt];
    if (byte === POINT && point < 0) point = exponentAt;
    else if ((byte | 0x20) === LOWER_E) break;
  }
  const hasExponent = exponentAt < end;
  const exponent = hasExponent ? Number(utf8.decode(bytes.subarray(exponentAt + 1, end))) : 0;
  if (point < 0) point = exponentAt;
  let last = exponentAt - 1;
  while (last > point && bytes[last] === ZERO) last--;
  return Math.max(Math.max(last - point, 0) - exponent, 0);
}

/**
 * Decimals with which `String` prints a number, or `known` if there are no more of them.
 *
 * A whole number below 2^53 that is divided by an exact power of ten is the double of what is
 * printed with that many decimals, and `String` prints no more digits than a double needs.
 */
function decimalsPrinted(value: number, known: number): number {
  const power = known >= 0 ? POWERS[known] : NaN;
  const count = Math.round(value * power);
  if (Math.abs(count) < TWO_53 && count / power === value) return known;
  const text = encoder.encode(String(value));
  return Math.max(known, significantDecimals(text, 0, text.length));
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
