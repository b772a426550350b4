/**
 * Rows as Parquet, a row group a block, compressed by Snappy.
 *
 * time is Timestamp[us, UTC] (whole microseconds), flags UInt32, all else Double. An unknown value
 * (NaN) is null. What columns mean stands twice in the file's metadata: under `ARROW:schema`, where
 * readers that are built on Arrow look, and as JSON under `volume-imbalance.columns`.
 */
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { SignalTable } from "../core/signal-table.ts";
import { schemaMessage } from "./arrow-messages.ts";
import { borrowColumns, RowBlock, type RowColumns } from "./row-block.ts";
import { columnMetadata, type RowSchema } from "./row-schema.ts";
import type { ByteSink, RowWriter } from "./row-writer.ts";
import { VERSION } from "./version.ts";

const CHUNK_BYTES = 1 << 20;

/** Bytes that go on to a sink instead of into a growing buffer. */
class SinkBytes extends ByteWriter {
  readonly #sink: ByteSink;

  constructor(sink: ByteSink) {
    super(CHUNK_BYTES);
    this.#sink = sink;
  }

  override ensure(size: number): void {
    if (this.index >= CHUNK_BYTES) this.flush();
    super.ensure(size);
  }

  flush(): void {
    this.#sink.write(this.getBytes());
    this.index = 0;
  }

  override finish(): void {
    this.flush();
  }
}

function element(name: string): SchemaElement {
  if (name === "time") {
    const logical_type = { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" } as const;
    const converted_type = "TIMESTAMP_MICROS";
    return { name, type: "INT64", repetition_type: "REQUIRED", converted_type, logical_type };
  }
  if (name === "flags") {
    return { name, type: "INT32", repetition_type: "REQUIRED", converted_type: "UINT_32" };
  }
  const repetition_type = name === "sequence" ? "REQUIRED" : "OPTIONAL";
  return { name, type: "DOUBLE", repetition_type };
}

function metadataOf(schema: RowSchema): { key: string; value: string }[] {
  const columns = schema.columns.map((column) => [column.name, columnMetadata(column)]);
  const entries = {
    ...schema.metadata,
    "volume-imbalance.columns": JSON.stringify(Object.fromEntries(columns)),
    "ARROW:schema": base64(schemaMessage(schema)),
  };
  return Object.entries(entries).map(([key, value]) => ({ key, value }));
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Values with null for NaN; a dictionary would make -0 and 0 the same value. */
function knownValues(name: string, values: Float64Array): ColumnSource {
  const data = Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  const hasNegativeZero = values.some((value) => Object.is(value, -0));
  return hasNegativeZero ? { name, data, encoding: "PLAIN" } : { name, data };
}

export class ParquetRowWriter implements RowWriter {
  rows = 0;
  readonly #file: ParquetWriter;
  readonly #names: readonly string[];
  readonly #block: RowBlock;

  constructor(sink: ByteSink, schema: RowSchema) {
    this.#names = schema.columns.slice(3).map(({ name }) => name);
    this.#block = new RowBlock(schema);
    this.#file = new ParquetWriter({
      writer: new SinkBytes(sink),
      schema: [
        { name: "schema", num_children: schema.columns.length },
        ...schema.columns.map(({ name }) => element(name)),
      ],
      kvMetadata: metadataOf(schema),
      createdBy: `volume-imbalance version ${VERSION}`,
    });
  }

  writeRows(table: SignalTable): void {
    this.#block.take(borrowColumns(table), this.#writeGroup);
    this.rows += table.length;
  }

  finish(): void {
    this.#block.flush(this.#writeGroup);
    this.#file.finish();
  }

  readonly #writeGroup = (rows: RowColumns): void => {
    const times = BigInt64Array.from(rows.time, (time) => BigInt(Math.floor(time)));
    const columnData: ColumnSource[] = [
      { name: "time", data: times, encoding: "DELTA_BINARY_PACKED" },
      { name: "sequence", data: rows.sequence },
      { name: "flags", data: rows.flags },
      ...rows.values.map((values, index) => knownValues(this.#names[index], values)),
    ];
    this.#file.write({ columnData, rowGroupSize: rows.length });
  };
}
