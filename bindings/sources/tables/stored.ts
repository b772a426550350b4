/**
 * Stretches of a column as they are stored in Parquet and Arrow, into Float64.
 *
 * Whole numbers of 64 bits are read by their two words, so that no BigInt is made of them; bytes of
 * text stay bytes.
 */
import { UNREADABLE } from "./row.ts";
import type { TimeUnit, Use } from "./use.ts";

/** Values of one column, one after the other, without those that are missing. */
export type Stored =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | readonly boolean[]
  | readonly bigint[]
  | readonly Uint8Array[];

/** What the type of the column says of the values. */
export interface Storage {
  /** Times of this unit. */
  readonly unit?: TimeUnit;
  /** Days since the epoch. */
  readonly isDate?: boolean;
  /** Digits behind the point of numbers stored as whole ones. */
  readonly scale?: number;
  /** Whole numbers below 0 stand for those above the range of signed ones. */
  readonly isUnsigned?: boolean;
}

const TWO_32 = 2 ** 32;
const NEWLINE = 10;
const US_PER_DAY = 86_400e6;
/** Day number of 1970-01-01 in Julian days, as the old 96-bit times count. */
const JULIAN_EPOCH = 2_440_588;
const WORD = 0xffff_ffff_ffff_ffffn;

let scratch = new Uint8Array(64);

/** A text somewhere in bytes, read where a newline stands behind it. */
export function textNumber(use: Use, bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length >= scratch.length) scratch = new Uint8Array(2 * length);
  for (let at = 0; at < length; at++) scratch[at] = bytes[from + at];
  scratch[length] = NEWLINE;
  return use.ofText(scratch, 0, length);
}

/** The decimal that a 32-bit float was made from: the shortest one that rounds to it. */
export function floatNumber(value: number): number {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? NaN : UNREADABLE;
  for (let digits = 6; digits < 9; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === value) return decimal;
  }
  return Number(value.toPrecision(9));
}

/** All values in numbers; `use` says what they mean. */
export function numbersOf(values: Stored, use: Use, storage: Storage): Float64Array {
  if (storage.unit !== undefined) use.ofUnit(storage.unit);
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    return ofWords(values, use, storage);
  }
  if (!Array.isArray(values)) return ofNumbers(values as Float64Array, use, storage);
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) numbers[i] = ofOne(values[i], use, storage);
  return numbers;
}

function ofNumbers(values: Float64Array | Float32Array, use: Use, storage: Storage): Float64Array {
  const { scale = 0, isUnsigned, isDate } = storage;
  const isFloat = values instanceof Float32Array;
  const divisor = 10 ** scale;
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    let value = isFloat ? floatNumber(values[i]) : values[i];
    if (isUnsigned && value < 0) value += TWO_32;
    if (isDate) numbers[i] = value * US_PER_DAY;
    else numbers[i] = Number.isNaN(value) ? NaN : use.ofNumber(value / divisor);
  }
  return numbers;
}

function ofWords(values: BigInt64Array | BigUint64Array, use: Use, storage: Storage): Float64Array {
  const { buffer, byteOffset, length } = values;
  const words = new Uint32Array(buffer, byteOffset, length * 2);
  const divisor = 10 ** (storage.scale ?? 0);
  const isUnsigned = storage.isUnsigned === true || values instanceof BigUint64Array;
  const numbers = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const low = words[2 * i];
    const high = isUnsigned ? words[2 * i + 1] : words[2 * i + 1] | 0;
    numbers[i] =
      divisor === 1 ? use.ofWords(low, high) : use.ofNumber((high * TWO_32 + low) / divisor);
  }
  return numbers;
}

function ofOne(value: boolean | bigint | Uint8Array, use: Use, { scale }: Storage): number {
  if (typeof value === "boolean") return use.ofFlag(value);
  if (typeof value === "bigint") return julianTime(value);
  if (scale !== undefined) return use.ofNumber(bigEndian(value) / 10 ** scale);
  return textNumber(use, value, 0, value.length);
}

/** Old times of 96 bits: nanoseconds of the day below a Julian day. */
function julianTime(value: bigint): number {
  const day = Number(value >> 64n) - JULIAN_EPOCH;
  return day * US_PER_DAY + Math.floor(Number(value & WORD) / 1e3);
}

/** A signed whole number, highest byte first. */
function bigEndian(bytes: Uint8Array): number {
  let value = bytes.length > 0 && bytes[0] > 127 ? -1 : 0;
  for (const byte of bytes) value = value * 256 + byte;
  return value;
}
