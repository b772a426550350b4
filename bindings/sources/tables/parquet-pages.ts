/**
 * The pages of one column of a Parquet file, one after the other across its row groups: memory for
 * one page and one dictionary, however large the row groups are.
 */
import type { FileHandle } from "node:fs/promises";
import type { ColumnMetaData, FileMetaData, SchemaTree } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { type Page, type PageHeader, PageReader } from "./parquet-page.ts";
import type { Use } from "./use.ts";

/** Room for a page header; grown where statistics make it longer. */
const HEADER_BYTES = 1 << 12;
const READ_BYTES = 1 << 18;

export class ParquetPages {
  /** What is known of all pages of the column. */
  readonly reader: PageReader;
  readonly #handle: FileHandle;
  readonly #totalBytes: number;
  readonly #chunks: readonly ColumnMetaData[];
  #chunk = -1;
  /** Bytes at hand: [pos, filled) of the buffer; those of the chunk behind them begin at #next. */
  #buffer = new Uint8Array(READ_BYTES);
  #pos = 0;
  #filled = 0;
  #next = 0;
  #end = 0;

  /** @param path schema of the column from the root to the leaf */
  constructor(
    handle: FileHandle,
    totalBytes: number,
    metadata: FileMetaData,
    path: readonly SchemaTree[],
    use: Use,
  ) {
    this.#handle = handle;
    this.#totalBytes = totalBytes;
    this.reader = new PageReader(path, use);
    const name = path[path.length - 1].path.join(".");
    this.#chunks = metadata.row_groups.map(({ columns }) => {
      const found = columns.find(({ meta_data }) => meta_data?.path_in_schema.join(".") === name);
      if (found?.meta_data === undefined) throw new Error(`has a row group without "${name}"`);
      return found.meta_data;
    });
  }

  /** The next page that holds values; null behind the last one. */
  async next(): Promise<Page | null> {
    for (;;) {
      while (this.#filled === this.#pos && this.#next >= this.#end) {
        if (++this.#chunk >= this.#chunks.length) return null;
        this.#enter(this.#chunks[this.#chunk]);
      }
      const header = await this.#header();
      this.#check(header);
      await this.#need(header.compressed_page_size);
      const at = this.#pos;
      this.#pos += header.compressed_page_size;
      // The values may be a view of these bytes.
      const packed = this.#buffer.slice(at, this.#pos);
      const page = this.reader.read(header, packed, this.#chunks[this.#chunk].codec);
      if (page !== null) return page;
    }
  }

  #enter(chunk: ColumnMetaData): void {
    const { dictionary_page_offset: dictionary, data_page_offset: data } = chunk;
    const start = Number(dictionary || data);
    this.#next = start;
    this.#end = start + Number(chunk.total_compressed_size);
    const isWithin = isUpTo(start, this.#end) && isUpTo(this.#end, this.#totalBytes);
    if (!isWithin) throw new Error("a column lies outside of the file");
    this.reader.forget();
  }

  async #header(): Promise<PageHeader> {
    for (let room = HEADER_BYTES; ; room *= 4) {
      const left = this.#end - this.#next + this.#filled - this.#pos;
      const bytes = Math.min(room, left);
      await this.#need(bytes);
      const view = new DataView(this.#buffer.buffer, this.#pos, bytes);
      const reader = { view, offset: 0 };
      try {
        const header = parquetHeader(reader);
        this.#pos += reader.offset;
        return header;
      } catch (error) {
        if (bytes === left) throw error;
      }
    }
  }

  /** Damage must not make endless pages or arrays that no memory holds. */
  #check(header: PageHeader): void {
    const { compressed_page_size: packed, uncompressed_page_size: bytes } = header;
    const second = header.data_page_header_v2;
    const head = header.data_page_header ?? second ?? header.dictionary_page_header;
    const { num_values: values, total_uncompressed_size: total } = this.#chunks[this.#chunk];
    const levels = second?.repetition_levels_byte_length ?? 0;
    const isSound =
      isUpTo(packed, Infinity) &&
      isUpTo(bytes, Math.max(Number(total), packed)) &&
      isUpTo(head?.num_values ?? 0, Number(values)) &&
      isUpTo(levels, packed) &&
      isUpTo(second?.definition_levels_byte_length ?? 0, packed - levels);
    if (!isSound) throw new Error("a page is too large");
  }

  /** Brings `bytes` bytes of the chunk to hand. */
  async #need(bytes: number): Promise<void> {
    if (this.#filled - this.#pos >= bytes) return;
    this.#buffer.copyWithin(0, this.#pos, this.#filled);
    this.#filled -= this.#pos;
    this.#pos = 0;
    if (bytes > this.#buffer.length) this.#grow(bytes);
    const wanted = Math.min(this.#buffer.length - this.#filled, this.#end - this.#next);
    const { bytesRead } = await this.#handle.read(this.#buffer, this.#filled, wanted, this.#next);
    this.#filled += bytesRead;
    this.#next += bytesRead;
    if (this.#filled < bytes) throw new Error("the file ends within a page");
  }

  #grow(bytes: number): void {
    const larger = new Uint8Array(bytes + READ_BYTES);
    larger.set(this.#buffer.subarray(0, this.#filled));
    this.#buffer = larger;
  }
}

function isUpTo(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}
