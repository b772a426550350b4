/**
 * Columns of one batch of rows of an Arrow table, in numbers.
 */
import {
  type Batch,
  type Column,
  type DataType,
  DateUnit,
  TimeUnit,
  Type,
} from "@uwdata/flechette";
import { UNREADABLE } from "./row.ts";
import { numbersOf, type Storage, type Stored, textNumber } from "./stored.ts";
import type { TimeUnit as Unit, Use } from "./use.ts";

/** What flechette keeps of a batch besides what its types tell. */
type AnyBatch = Batch<unknown> & {
  readonly dictionary?: Column<unknown>;
  readonly stride?: number;
};

const UNITS: Readonly<Record<number, Unit>> = {
  [TimeUnit.SECOND]: "s",
  [TimeUnit.MILLISECOND]: "ms",
  [TimeUnit.MICROSECOND]: "us",
  [TimeUnit.NANOSECOND]: "ns",
};
const PLAIN_TYPES: readonly number[] = [Type.Int, Type.Float, Type.Timestamp, Type.Date];
const TEXT_TYPES: readonly number[] = [Type.Utf8, Type.LargeUtf8, Type.Binary, Type.LargeBinary];
const LIST_TYPES: readonly number[] = [Type.List, Type.LargeList, Type.FixedSizeList];
const HALF_PRECISION = 0;

const encoder = new TextEncoder();

export function isList({ typeId }: DataType): boolean {
  return LIST_TYPES.includes(typeId);
}

/**
 * All values of a batch; NaN where one is missing.
 * @throws {Error} if there are fewer than the batch is long
 */
export function batchNumbers(batch: AnyBatch, use: Use): Float64Array {
  if (batch.type.typeId === Type.Null) return new Float64Array(batch.length).fill(NaN);
  if (batch.length > capacityOf(batch)) throw new Error("a batch has fewer values than rows");
  const numbers = presentNumbers(batch, use);
  const { validity, nullCount } = batch;
  if (nullCount > 0 && validity) {
    for (let row = 0; row < batch.length; row++) if (!hasBit(validity, row)) numbers[row] = NaN;
  }
  return numbers;
}

/** Where the lists of a batch begin in the values of their child; one more than there are rows. */
export function listStarts(batch: AnyBatch): Float64Array {
  const { offsets, length } = batch;
  const stride = "stride" in batch.type ? Number(batch.type.stride) : 0;
  if (offsets && offsets.length <= length) throw new Error("a batch has fewer lists than rows");
  const starts = new Float64Array(length + 1);
  for (let row = 0; row <= length; row++) {
    starts[row] = offsets ? Number(offsets[row]) : row * stride;
  }
  return starts;
}

/** How many values the buffers of a batch can hold. */
function capacityOf({ type, values, offsets }: AnyBatch): number {
  if (type.typeId === Type.Bool) return (values?.length ?? 0) * 8;
  if (TEXT_TYPES.includes(type.typeId)) return (offsets?.length ?? 1) - 1;
  return values?.length ?? 0;
}

function hasBit(bits: ArrayLike<number>, index: number): boolean {
  return ((bits[index >> 3] >> (index & 7)) & 1) === 1;
}

function presentNumbers(batch: AnyBatch, use: Use): Float64Array {
  const { type, values, length } = batch;
  const { typeId } = type;
  if (typeId === Type.Dictionary && batch.dictionary) return coded(batch, batch.dictionary, use);
  if (typeId === Type.Bool) {
    const bits = values as Uint8Array;
    return Float64Array.from({ length }, (_, row) => use.ofFlag(hasBit(bits, row)));
  }
  if (TEXT_TYPES.includes(typeId)) return texts(batch, use);
  const isHalf = type.typeId === Type.Float && type.precision === HALF_PRECISION;
  if (!PLAIN_TYPES.includes(typeId) || isHalf) return others(batch, use);
  return numbersOf((values as Float64Array).subarray(0, length) as Stored, use, storageOf(type));
}

function storageOf(type: DataType): Storage {
  if (type.typeId === Type.Timestamp) return { unit: UNITS[type.unit] };
  if (type.typeId !== Type.Date) return {};
  return type.unit === DateUnit.DAY ? { isDate: true } : { unit: "ms" };
}

/** Values by their place in a dictionary. */
function coded(batch: AnyBatch, dictionary: Column<unknown>, use: Use): Float64Array {
  const parts = dictionary.data.map((part) => batchNumbers(part as AnyBatch, use));
  const words = new Float64Array(dictionary.length);
  let filled = 0;
  for (const part of parts) {
    words.set(part, filled);
    filled += part.length;
  }
  const codes = batch.values as ArrayLike<number | bigint>;
  const numbers = new Float64Array(batch.length);
  for (let row = 0; row < batch.length; row++) numbers[row] = words[Number(codes[row])];
  return numbers;
}

function texts(batch: AnyBatch, use: Use): Float64Array {
  const bytes = batch.values as Uint8Array;
  const offsets = batch.offsets as ArrayLike<number | bigint>;
  const numbers = new Float64Array(batch.length);
  let from = Number(offsets[0]);
  for (let row = 0; row < batch.length; row++) {
    const to = Number(offsets[row + 1]);
    numbers[row] = textNumber(use, bytes, from, to);
    from = to;
  }
  return numbers;
}

/** Types that are rare in tables of ticks (decimals, views of text): value by value. */
function others(batch: AnyBatch, use: Use): Float64Array {
  const numbers = new Float64Array(batch.length);
  for (let row = 0; row < batch.length; row++) {
    const value = batch.at(row);
    if (value === null) numbers[row] = NaN;
    else if (typeof value === "number") numbers[row] = use.ofNumber(value);
    else if (typeof value === "bigint") numbers[row] = use.ofNumber(Number(value));
    else if (typeof value === "string") {
      const text = encoder.encode(value);
      numbers[row] = textNumber(use, text, 0, text.length);
    } else numbers[row] = UNREADABLE;
  }
  return numbers;
}
