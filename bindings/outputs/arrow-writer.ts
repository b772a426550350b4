/**
 * Rows as Arrow: a stream (`.arrows`) or a file (`.arrow`, `.feather`), a record batch a block.
 *
 * time is Timestamp[us, UTC] (whole microseconds), flags UInt32, all else Float64. An unknown value
 * (NaN) is null; the slot behind it holds NaN, for readers that look at values alone.
 */
import type { SignalTable } from "../core/signal-table.ts";
import {
  batchMessage,
  END_OF_STREAM,
  FILE_MAGIC,
  type FilePart,
  fileFooter,
  schemaMessage,
} from "./arrow-messages.ts";
import { borrowColumns, RowBlock, type RowColumns } from "./row-block.ts";
import type { RowSchema } from "./row-schema.ts";
import type { ByteSink, RowWriter } from "./row-writer.ts";

const PADDING = new Uint8Array(8);

export class ArrowWriter implements RowWriter {
  rows = 0;
  readonly #sink: ByteSink;
  readonly #schema: RowSchema;
  readonly #form: "stream" | "file";
  readonly #block: RowBlock;
  readonly #batches: FilePart[] = [];
  #offset = 0;

  constructor(sink: ByteSink, schema: RowSchema, form: "stream" | "file") {
    this.#sink = sink;
    this.#schema = schema;
    this.#form = form;
    this.#block = new RowBlock(schema);
  }

  writeRows(table: SignalTable): void {
    this.#block.take(borrowColumns(table), this.#writeBatch);
    this.rows += table.length;
  }

  finish(): void {
    this.#block.flush(this.#writeBatch);
    this.#begin();
    this.#write(END_OF_STREAM);
    if (this.#form === "file") this.#sink.write(fileFooter(this.#schema, this.#batches));
  }

  readonly #writeBatch = (rows: RowColumns): void => {
    this.#begin();
    const { metadata, buffers, bodyBytes } = batchMessage(rows);
    const metadataBytes = metadata.length;
    if (this.#form === "file") {
      this.#batches.push({ offset: this.#offset, metadataBytes, bodyBytes });
    }
    this.#write(metadata);
    for (const bytes of buffers) this.#write(bytes);
  };

  /** Writes what stands before the first batch, once. */
  #begin(): void {
    if (this.#offset > 0) return;
    if (this.#form === "file") this.#write(FILE_MAGIC);
    this.#write(schemaMessage(this.#schema));
  }

  /** Writes bytes, and zeros up to the next multiple of 8. */
  #write(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#sink.write(bytes);
    const padding = -bytes.length & 7;
    if (padding > 0) this.#sink.write(PADDING.subarray(0, padding));
    this.#offset += bytes.length + padding;
  }
}
