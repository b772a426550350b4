/**
 * What one page of a Parquet column holds: its levels, and the numbers of its values.
 *
 * Source: Apache Parquet, "Data Pages" and "Encodings"; packing and the rarer encodings are left to
 * hyparquet.
 */
import { gunzipSync } from "node:zlib";
import type { ColumnMetaData, SchemaTree } from "hyparquet";
import type { parquetHeader } from "hyparquet/src/column.js";
import { decompressPage } from "hyparquet/src/datapage.js";
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from "hyparquet/src/delta.js";
import { byteStreamSplit } from "hyparquet/src/encoding.js";
import { readPlain } from "hyparquet/src/plain.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from "hyparquet/src/schema.js";
import { compressors } from "hyparquet-compressors";
import { readHybrid } from "./parquet-hybrid.ts";
import { numbersOf, type Storage, type Stored } from "./stored.ts";
import type { Use } from "./use.ts";

export type PageHeader = ReturnType<typeof parquetHeader>;
type Codec = ColumnMetaData["codec"];

const COMPRESSORS = { ...compressors, GZIP: (input: Uint8Array) => gunzipSync(input) };
const NO_LEVELS = new Int32Array(0);
const UNITS = { MILLIS: "ms", MICROS: "us", NANOS: "ns" } as const;

/** A page: its values without the missing ones, and levels that say where those are. */
export interface Page {
  readonly numbers: Float64Array;
  /** Empty if none can be missing. */
  readonly definitions: Int32Array;
  /** Empty if none is repeated. */
  readonly repetitions: Int32Array;
}

/** Reads the pages of one column, whose dictionary it keeps from page to page. */
export class PageReader {
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  /** Can a value of a list be missing, so that it differs from a list without values? */
  readonly isLeafOptional: boolean;
  readonly #leaf: SchemaTree["element"];
  readonly #use: Use;
  readonly #storage: Storage;
  #dictionary: Float64Array | null = null;

  /** @param path schema of the column from the root to the leaf */
  constructor(path: readonly SchemaTree[], use: Use) {
    this.#leaf = path[path.length - 1].element;
    this.#use = use;
    this.#storage = storageOf(this.#leaf);
    this.isLeafOptional = this.#leaf.repetition_type === "OPTIONAL";
    this.maxDefinition = getMaxDefinitionLevel([...path]);
    this.maxRepetition = getMaxRepetitionLevel([...path]);
  }

  /** A row group begins: its dictionary is its own. */
  forget(): void {
    this.#dictionary = null;
  }

  /** @returns null if the page holds no rows */
  read(header: PageHeader, packed: Uint8Array, codec: Codec): Page | null {
    const size = header.uncompressed_page_size;
    if (header.type === "DICTIONARY_PAGE") {
      const count = header.dictionary_page_header?.num_values ?? 0;
      const bytes = decompressPage(packed, size, codec, COMPRESSORS);
      this.#dictionary = this.#plain(bytes, count);
      return null;
    }
    if (header.type === "DATA_PAGE") return this.#first(header, packed, codec);
    return header.type === "DATA_PAGE_V2" ? this.#second(header, packed, codec) : null;
  }

  /** Levels stand before the values, each with its length, packed together with them. */
  #first(header: PageHeader, packed: Uint8Array, codec: Codec): Page {
    const { num_values: count = 0, encoding = "" } = header.data_page_header ?? {};
    const bytes = decompressPage(packed, header.uncompressed_page_size, codec, COMPRESSORS);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    const levels = (max: number): Int32Array => {
      if (max === 0) return NO_LEVELS;
      const found = readHybrid(bytes, at + 4, widthOf(max), count);
      at += 4 + view.getUint32(at, true);
      return found;
    };
    const repetitions = levels(this.maxRepetition);
    const definitions = levels(this.maxDefinition);
    const present = this.#present(definitions, count);
    const numbers = this.#values(bytes.subarray(at), encoding, present);
    return { numbers, definitions, repetitions };
  }

  /** Levels stand before the values, their lengths in the header; only the values are packed. */
  #second(header: PageHeader, packed: Uint8Array, codec: Codec): Page {
    const head = header.data_page_header_v2;
    if (head === undefined) throw new Error("a page lacks its header");
    const { num_values: count, encoding, is_compressed: isPacked } = head;
    const repetitionBytes = head.repetition_levels_byte_length;
    const levelBytes = repetitionBytes + head.definition_levels_byte_length;
    const levels = (max: number, at: number) =>
      max === 0 ? NO_LEVELS : readHybrid(packed, at, widthOf(max), count);
    const repetitions = levels(this.maxRepetition, 0);
    const definitions = levels(this.maxDefinition, repetitionBytes);
    const size = header.uncompressed_page_size - levelBytes;
    const rest = packed.subarray(levelBytes);
    const isPlain = isPacked === false || size === 0;
    const bytes = isPlain ? rest : decompressPage(rest, size, codec, COMPRESSORS);
    const numbers = this.#values(bytes, encoding, this.#present(definitions, count));
    return { numbers, definitions, repetitions };
  }

  #present(definitions: Int32Array, count: number): number {
    if (definitions.length === 0) return count;
    let present = 0;
    for (const definition of definitions) if (definition === this.maxDefinition) present++;
    return present;
  }

  #values(bytes: Uint8Array, encoding: string, count: number): Float64Array {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const reader = { view, offset: 0 };
    const { type = "INT32", type_length: length } = this.#leaf;
    if (count === 0) return new Float64Array(0);
    switch (encoding) {
      case "PLAIN":
        return this.#plain(bytes, count);
      case "PLAIN_DICTIONARY":
      case "RLE_DICTIONARY":
        return this.#coded(readHybrid(bytes, 1, bytes[0], count));
      case "RLE":
        return this.#numbers(Array.from(readHybrid(bytes, 4, 1, count), (bit) => bit === 1));
      case "BYTE_STREAM_SPLIT":
        return this.#numbers(byteStreamSplit(reader, count, type, length) as Stored);
      case "DELTA_BINARY_PACKED": {
        const whole = type === "INT32" ? new Int32Array(count) : new BigInt64Array(count);
        deltaBinaryUnpack(reader, count, whole);
        return this.#numbers(whole);
      }
      case "DELTA_LENGTH_BYTE_ARRAY":
      case "DELTA_BYTE_ARRAY": {
        const texts = new Array<Uint8Array>(count);
        const unpack = encoding === "DELTA_BYTE_ARRAY" ? deltaByteArray : deltaLengthByteArray;
        unpack(reader, count, texts);
        return this.#numbers(texts);
      }
      default:
        throw new Error(`a page is encoded by ${encoding}, which is not read`);
    }
  }

  #plain(bytes: Uint8Array, count: number): Float64Array {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { type = "INT32", type_length: length } = this.#leaf;
    return this.#numbers(readPlain({ view, offset: 0 }, type, count, length) as Stored);
  }

  #coded(codes: Int32Array): Float64Array {
    const dictionary = this.#dictionary;
    if (dictionary === null) throw new Error("a page lacks its dictionary");
    const numbers = new Float64Array(codes.length);
    for (let i = 0; i < codes.length; i++) numbers[i] = dictionary[codes[i]];
    return numbers;
  }

  #numbers(values: Stored): Float64Array {
    return numbersOf(values, this.#use, this.#storage);
  }
}

/** Bits that a level up to `max` takes. */
function widthOf(max: number): number {
  return 32 - Math.clz32(max);
}

/** What the schema says of the values. */
function storageOf(element: SchemaTree["element"]): Storage {
  const { converted_type: converted, logical_type: logical, scale } = element;
  if (logical?.type === "TIMESTAMP") return { unit: UNITS[logical.unit] };
  if (converted === "TIMESTAMP_MILLIS") return { unit: "ms" };
  if (converted === "TIMESTAMP_MICROS") return { unit: "us" };
  if (converted === "DATE") return { isDate: true };
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") return { scale: scale ?? 0 };
  if (converted === "UINT_32" || converted === "UINT_64") return { isUnsigned: true };
  return {};
}
