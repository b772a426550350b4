/** One small table as CSV, Parquet and Arrow. */
import {
  CompressionType,
  type DataType,
  dictionary,
  float64,
  int64,
  list,
  setCompressionCodec,
  tableFromArrays,
  tableToIPC,
  timestamp,
  utf8,
} from "@uwdata/flechette";
import { type ColumnSource, parquetWriteBuffer, schemaFromColumnData } from "hyparquet-writer";
import { openSource } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { allTicks, type PlainTick, temporaryFile } from "./reading.ts";

/** Values of a column; null where one is missing. */
export type Column = readonly (number | string | bigint | boolean | readonly number[] | null)[];
export type Columns = Readonly<Record<string, Column>>;

export function csvOf(columns: Columns, separator = ","): string {
  const names = Object.keys(columns);
  const rows = columns[names[0]].map((_, row) =>
    names.map((name) => String(columns[name][row] ?? "")).join(separator),
  );
  return `${[names.join(separator), ...rows].join("\n")}\n`;
}

type WriteOptions = Partial<Parameters<typeof parquetWriteBuffer>[0]>;

function isLists(column: Column): boolean {
  return column.some((value) => Array.isArray(value));
}

function parquetColumn(name: string, column: Column): ColumnSource {
  const sample = column.find((value) => value !== null);
  const data = column.map((value) => value ?? undefined) as ColumnSource["data"];
  if (typeof sample === "number") return { name, data, type: "DOUBLE" };
  return typeof sample === "bigint" ? { name, data, type: "INT64" } : { name, data };
}

/** Parquet's three levels of a list that may be absent, of values that may be missing. */
function listSchema(name: string): ReturnType<typeof schemaFromColumnData> {
  return [
    { name, repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "OPTIONAL", type: "DOUBLE" },
  ];
}

export function parquetOf(columns: Columns, options: WriteOptions = {}): Uint8Array {
  const entries = Object.entries(columns);
  const columnData = entries.map(([name, column]) => parquetColumn(name, column));
  const schema = entries.flatMap(([name, column], index) =>
    isLists(column)
      ? listSchema(name)
      : schemaFromColumnData({ columnData: [columnData[index]] }).slice(1),
  );
  const root = { name: "root", num_children: entries.length };
  const untyped = columnData.map(({ name, data }) => ({ name, data }));
  const told = { columnData: untyped, schema: [root, ...schema] };
  const buffer = parquetWriteBuffer({ ...told, ...options });
  return new Uint8Array(buffer);
}

function arrowType(column: Column): DataType {
  const sample = column.find((value) => value !== null);
  if (Array.isArray(sample)) return list(float64());
  if (typeof sample === "bigint") return int64();
  return typeof sample === "string" ? dictionary(utf8()) : float64();
}

export interface ArrowOptions {
  readonly format?: "stream" | "file";
  readonly maxBatchRows?: number;
  readonly codec?: "lz4" | "zstd";
  readonly types?: Readonly<Record<string, DataType>>;
}

export function arrowOf(columns: Columns, options: ArrowOptions = {}): Uint8Array {
  const { format = "file", maxBatchRows = Number.POSITIVE_INFINITY, types = {}, codec } = options;
  const isFlags = (column: Column) => column.some((value) => typeof value === "boolean");
  const told = Object.entries(columns)
    .filter(([name, column]) => name in types || !isFlags(column))
    .map(([name, column]) => [name, types[name] ?? arrowType(column)]);
  const table = tableFromArrays(
    columns as Record<string, never[]>,
    {
      types: Object.fromEntries(told),
      maxBatchRows,
    } as never,
  );
  if (codec) {
    const encode = codec === "lz4" ? lz4Frame : zstdFrame;
    const decode = () => new Uint8Array(0);
    setCompressionCodec(CompressionType[codec === "lz4" ? "LZ4_FRAME" : "ZSTD"], {
      encode,
      decode,
    });
    const type = codec === "lz4" ? CompressionType.LZ4_FRAME : CompressionType.ZSTD;
    return tableToIPC(table, { format, codec: type }) as Uint8Array;
  }
  return tableToIPC(table, { format }) as Uint8Array;
}

/** Nanosecond timestamps as Arrow keeps them. */
export const NANOSECONDS = timestamp(3);

function bytesOf(...parts: (readonly number[] | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function little(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);
}

/** Runs of one byte as a match, all else as literals: enough to be shorter than plain. */
function lz4Block(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  const lengthOf = (length: number) =>
    length < 15
      ? []
      : [...new Array(Math.floor((length - 15) / 255)).fill(255), (length - 15) % 255];
  let from = 0;
  for (let at = 1; at < bytes.length - 12; at++) {
    let run = 0;
    while (bytes[at + run] === bytes[at - 1] && at + run < bytes.length - 12) run++;
    if (run < 8) continue;
    const literals = at - from;
    out.push((Math.min(literals, 15) << 4) | Math.min(run - 4, 15), ...lengthOf(literals));
    out.push(...bytes.subarray(from, at), 1, 0, ...lengthOf(run - 4));
    at += run;
    from = at;
  }
  const rest = bytes.subarray(from);
  out.push(Math.min(rest.length, 15) << 4, ...lengthOf(rest.length), ...rest);
  return Uint8Array.from(out);
}

/** Two blocks, the first packed and the second stored. */
function lz4Frame(bytes: Uint8Array): Uint8Array {
  const half = bytes.length >> 1;
  const packed = lz4Block(bytes.subarray(0, half));
  const stored = bytes.subarray(half);
  const head = [0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0];
  const second = little(stored.length + 2 ** 31, 4);
  return bytesOf(head, little(packed.length, 4), packed, second, stored, [0, 0, 0, 0]);
}

/** One frame of one block: one byte repeated if that is all, else stored. */
function zstdFrame(bytes: Uint8Array): Uint8Array {
  const isRun = bytes.every((byte) => byte === bytes[0]) && bytes.length > 0;
  const head = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...little(bytes.length, 4)];
  const block = little((bytes.length << 3) | (isRun ? 2 : 0) | 1, 3);
  return bytesOf(head, block, isRun ? [bytes[0]] : bytes);
}

/** The ticks of a table from each kind of file. */
export async function ticksOfAll(
  columns: Columns,
  options: OpenOptions = {},
): Promise<{ csv: PlainTick[]; parquet: PlainTick[]; arrow: PlainTick[] }> {
  const read = async (content: string | Uint8Array) =>
    allTicks(await openSource(temporaryFile(content), options));
  return {
    csv: await read(csvOf(columns)),
    parquet: await read(parquetOf(columns)),
    arrow: await read(arrowOf(columns)),
  };
}
