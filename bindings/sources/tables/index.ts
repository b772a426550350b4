/**
 * Tables of any columns: CSV, Parquet, Arrow. Each file of them is one kind of stream by the names
 * of its columns, so that a file of trades and a file of books are merged.
 */
import { type Format, lineFormat } from "../format.ts";
import { DelimitedDecoder } from "../reading/delimited.ts";
import type { FileHead } from "../reading/head.ts";
import { RowSource } from "../reading/row-source.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { ArrowTable } from "./arrow.ts";
import { CsvTable, splitLine } from "./csv.ts";
import { TableFiles, type TableOpener } from "./files.ts";
import { ParquetTable } from "./parquet.ts";

const MIN_COLUMNS = 3;

/** A header row of names, and behind it rows of as many cells with numbers among them. */
function isCsv({ lines }: FileHead): boolean {
  const [header = "", first = ""] = lines;
  const names = splitLine(header);
  if (names.length < MIN_COLUMNS || new Set(names).size < names.length) return false;
  if (names.some((name) => !/^[A-Za-z_][\w .()[\]/%-]*$/.test(name))) return false;
  const cells = splitLine(first);
  return first === "" || (cells.length === names.length && cells.some((cell) => /\d/.test(cell)));
}

export const csv: Format = {
  ...lineFormat({
    name: "csv",
    looksLike: "any delimited text with a header row; columns say what it holds",
    recognises: isCsv,
    makeDecoder: (options, stats) =>
      new DelimitedDecoder(new CsvTable(options, stats), options, stats),
  }),
  takesColumns: true,
  streamOf: async ({ lines }) => lines[0],
};

/** A format of columns, each file with its own; files without equal columns are other streams. */
function tableFormat(
  name: string,
  looksLike: string,
  recognises: (head: FileHead) => boolean,
  openReader: TableOpener,
): Format {
  return {
    name,
    looksLike,
    recognises,
    takesColumns: true,
    open(paths, options) {
      const filesOf = (each: OpenOptions, stats: SourceStats) =>
        new TableFiles(name, openReader, each, stats);
      return RowSource.open(filesOf, paths, options);
    },
    async streamOf({ path }) {
      const reader = await openReader(path).catch(() => null);
      await reader?.close();
      return reader?.names.join(",") ?? "";
    },
  };
}

function startsWith(magic: string): (head: FileHead) => boolean {
  return ({ raw }) => [...magic].every((letter, at) => letter.charCodeAt(0) === raw[at]);
}

export const parquet = tableFormat(
  "parquet",
  "a Parquet file; columns say what it holds",
  startsWith("PAR1"),
  ParquetTable.open,
);

/** A file begins with its magic, a stream with a schema message. */
export const arrow = tableFormat(
  "arrow",
  "an Arrow IPC file (Feather) or stream; columns say what it holds",
  (head) => startsWith("ARROW1")(head) || isArrowStream(head.raw),
  ArrowTable.open,
);

/** The mark of a message, its length, and the place of the root of what follows. */
function isArrowStream(raw: Uint8Array): boolean {
  if (raw.length < 16 || raw.subarray(0, 4).some((byte) => byte !== 0xff)) return false;
  const view = new DataView(raw.buffer, raw.byteOffset, 12);
  const length = view.getInt32(4, true);
  return length > 0 && length % 8 === 0 && view.getUint32(8, true) < length;
}
