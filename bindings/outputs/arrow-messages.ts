/**
 * Messages of Arrow's interprocess format for rows: a schema, record batches, the end of a stream
 * and the footer of a file. Without compression and dictionaries, which rows do not need.
 *
 *   message   FF FF FF FF, length of the metadata (i32), metadata (a flatbuffer), body
 *   stream    schema, record batches, end
 *   file      "ARROW1" 00 00, a stream, footer (a flatbuffer), its length (i32), "ARROW1"
 *
 * The numbers of the fields are those of Message.fbs and File.fbs of Apache Arrow, version 5 of the
 * format.
 */
import { Builder, type Offset } from "flatbuffers";
import { schemaTable, table } from "./arrow-schema.ts";
import type { RowColumns } from "./row-block.ts";
import type { RowSchema } from "./row-schema.ts";

const VERSION_5 = 4;
const HEADER_SCHEMA = 1;
const HEADER_RECORD_BATCH = 3;
const ALIGNMENT = 8;

export const END_OF_STREAM = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);
export const FILE_MAGIC = new TextEncoder().encode("ARROW1");

/** Where a record batch lies in a file. */
export interface FilePart {
  readonly offset: number;
  readonly metadataBytes: number;
  readonly bodyBytes: number;
}

/** A record batch as it is written: its metadata, then its buffers, each on a multiple of 8. */
export interface BatchMessage {
  readonly metadata: Uint8Array;
  readonly buffers: readonly Uint8Array[];
  readonly bodyBytes: number;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** Frames the metadata of a message. */
function message(builder: Builder, kind: number, header: Offset, bodyBytes: number): Uint8Array {
  builder.finish(
    table(builder, 5, () => {
      builder.addFieldInt16(0, VERSION_5, 0);
      builder.addFieldInt8(1, kind, 0);
      builder.addFieldOffset(2, header, 0);
      builder.addFieldInt64(3, BigInt(bodyBytes), 0n);
    }),
  );
  const content = builder.asUint8Array();
  const framed = new Uint8Array(aligned(8 + content.length));
  framed.fill(0xff, 0, 4);
  new DataView(framed.buffer).setInt32(4, framed.length - 8, true);
  framed.set(content, 8);
  return framed;
}

/** The message that opens a stream. */
export function schemaMessage(schema: RowSchema): Uint8Array {
  const builder = new Builder();
  return message(builder, HEADER_SCHEMA, schemaTable(builder, schema), 0);
}

/** The message of a record batch; its buffers are those of `rows` where they need no change. */
export function batchMessage(rows: RowColumns): BatchMessage {
  const times = BigInt64Array.from(rows.time, (time) => BigInt(Math.floor(time)));
  const columns = [
    { nulls: 0, validity: NO_BYTES, data: bytesOf(times) },
    { nulls: 0, validity: NO_BYTES, data: bytesOf(rows.sequence) },
    { nulls: 0, validity: NO_BYTES, data: bytesOf(rows.flags) },
    ...rows.values.map((values) => ({ ...validityOf(values), data: bytesOf(values) })),
  ];
  const buffers = columns.flatMap(({ validity, data }) => [validity, data]);
  const bodyBytes = buffers.reduce((sum, { length }) => sum + aligned(length), 0);
  const builder = new Builder();
  const places = bufferPlaces(builder, buffers, bodyBytes);
  builder.startVector(16, columns.length, 8);
  for (const { nulls } of columns.toReversed()) {
    builder.prep(8, 16);
    builder.writeInt64(BigInt(nulls));
    builder.writeInt64(BigInt(rows.length));
  }
  const nodes = builder.endVector();
  const header = table(builder, 5, () => {
    builder.addFieldInt64(0, BigInt(rows.length), 0n);
    builder.addFieldOffset(1, nodes, 0);
    builder.addFieldOffset(2, places, 0);
  });
  return { metadata: message(builder, HEADER_RECORD_BATCH, header, bodyBytes), buffers, bodyBytes };
}

function bufferPlaces(builder: Builder, buffers: readonly Uint8Array[], end: number): Offset {
  let offset = end;
  builder.startVector(16, buffers.length, 8);
  for (const { length } of buffers.toReversed()) {
    offset -= aligned(length);
    builder.prep(8, 16);
    builder.writeInt64(BigInt(length));
    builder.writeInt64(BigInt(offset));
  }
  return builder.endVector();
}

const NO_BYTES = new Uint8Array(0);

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** One bit a value, set where it is known; none where all are. */
function validityOf(values: Float64Array): { nulls: number; validity: Uint8Array } {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  let nulls = 0;
  for (let index = 0; index < values.length; index++) {
    if (Number.isNaN(values[index])) nulls++;
    else bits[index >> 3] |= 1 << (index & 7);
  }
  return { nulls, validity: nulls === 0 ? NO_BYTES : bits };
}

/** What closes a file behind its stream. */
export function fileFooter(schema: RowSchema, batches: readonly FilePart[]): Uint8Array {
  const builder = new Builder();
  const schemaAt = schemaTable(builder, schema);
  builder.startVector(24, batches.length, 8);
  for (const { offset, metadataBytes, bodyBytes } of batches.toReversed()) {
    builder.prep(8, 24);
    builder.writeInt64(BigInt(bodyBytes));
    builder.pad(4);
    builder.writeInt32(metadataBytes);
    builder.writeInt64(BigInt(offset));
  }
  const batchList = builder.endVector();
  builder.startVector(24, 0, 8);
  const dictionaries = builder.endVector();
  builder.finish(
    table(builder, 5, () => {
      builder.addFieldInt16(0, VERSION_5, 0);
      builder.addFieldOffset(1, schemaAt, 0);
      builder.addFieldOffset(2, dictionaries, 0);
      builder.addFieldOffset(3, batchList, 0);
    }),
  );
  const content = builder.asUint8Array();
  const footer = new Uint8Array(content.length + 4 + FILE_MAGIC.length);
  footer.set(content);
  new DataView(footer.buffer).setInt32(content.length, content.length, true);
  footer.set(FILE_MAGIC, content.length + 4);
  return footer;
}
