/**
 * A Parquet file as a table, page by page. Columns of lists and columns within structs (`a.b`) are
 * read too, lists of lists are not.
 */
import { type FileHandle, open } from "node:fs/promises";
import { type FileMetaData, parquetMetadataAsync, parquetSchema, type SchemaTree } from "hyparquet";
import { getMaxRepetitionLevel } from "hyparquet/src/schema.js";
import { FormatError } from "../../core/errors.ts";
import { fail } from "../reading/failures.ts";
import type { TableReader } from "./files.ts";
import { FlatColumn, ListColumn, type ParquetColumn } from "./parquet-column.ts";
import { ParquetPages } from "./parquet-pages.ts";
import type { Plan } from "./row.ts";
import type { Use } from "./use.ts";

const MAGIC = "PAR1";
const utf8 = new TextDecoder();

/** Paths from the root to every leaf, by the name of the column. */
type Leaves = Map<string, readonly SchemaTree[]>;

/** @throws {FormatError} if the file is empty or of another kind */
async function refuseOther(path: string, handle: FileHandle): Promise<void> {
  const magic = new Uint8Array(MAGIC.length);
  const { bytesRead } = await handle.read(magic, 0, magic.length, 0);
  if (bytesRead === 0) throw fail(path, "is empty");
  if (utf8.decode(magic) === MAGIC) return;
  throw fail(path, `is no Parquet file, which begins with ${MAGIC}: let its format be recognised`);
}

export class ParquetTable implements TableReader {
  readonly path: string;
  readonly totalBytes: number;
  readonly #handle: FileHandle;
  readonly #metadata: FileMetaData;
  readonly #leaves: Leaves = new Map();
  readonly #columns: ParquetColumn[] = [];
  #rowsAtHand = 0;
  #rowsDone = 0;

  private constructor(
    path: string,
    handle: FileHandle,
    totalBytes: number,
    metadata: FileMetaData,
  ) {
    this.path = path;
    this.totalBytes = totalBytes;
    this.#handle = handle;
    this.#metadata = metadata;
    findLeaves([parquetSchema(metadata)], "", this.#leaves);
  }

  /** @throws {Error} if it is no Parquet file, with what is wrong; or that of Node */
  static async open(path: string): Promise<ParquetTable> {
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      await refuseOther(path, handle);
      return new ParquetTable(path, handle, size, await readMetadata(handle, size));
    } catch (error) {
      await handle.close();
      const { message, syscall } = error as NodeJS.ErrnoException;
      if (syscall !== undefined || error instanceof FormatError) throw error;
      throw new Error(`is no whole Parquet file: its end cannot be read (${message})`);
    }
  }

  get names(): readonly string[] {
    return [...this.#leaves.keys()];
  }

  get share(): number {
    return this.#rowsDone / Math.max(Number(this.#metadata.num_rows), 1);
  }

  begin({ scalars, lists }: Plan): void {
    for (const { name, use, target, at } of scalars) {
      this.#columns.push(new FlatColumn(this.#pages(name, use, 0), target, at));
    }
    for (const { name, use, target } of lists) {
      this.#columns.push(new ListColumn(this.#pages(name, use, 1), target));
    }
  }

  async next(): Promise<number> {
    for (const column of this.#columns) {
      column.skip(this.#rowsAtHand);
      if (column.rows === 0) await column.feed();
    }
    this.#rowsDone += this.#rowsAtHand;
    const rows = this.#columns.map((column) => column.rows);
    this.#rowsAtHand = Math.min(...rows);
    if (this.#rowsAtHand === 0 && Math.max(...rows) > 0) {
      throw new Error("its columns are of different lengths");
    }
    return this.#rowsAtHand;
  }

  read(row: number): void {
    for (const column of this.#columns) column.read(row);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #pages(name: string, use: Use, repetitions: number): ParquetPages {
    const leaf = this.#leaves.get(name) ?? [];
    if (getMaxRepetitionLevel([...leaf]) !== repetitions) {
      const found = repetitions === 0 ? "a list" : "no list of numbers";
      const needed = repetitions === 0 ? "one value a row" : "a list a row";
      throw new Error(`must hold ${needed} in "${name}", which is ${found}`);
    }
    return new ParquetPages(this.#handle, this.totalBytes, this.#metadata, leaf, use);
  }
}

function readMetadata(handle: FileHandle, size: number): Promise<FileMetaData> {
  const slice = async (start: number, end = size): Promise<ArrayBuffer> => {
    const bytes = new Uint8Array(end - start);
    await handle.read(bytes, 0, bytes.length, start);
    return bytes.buffer;
  };
  return parquetMetadataAsync({ byteLength: size, slice }, { geoparquet: false });
}

/** Lists bear the name of the list, columns within structs that of both. */
function findLeaves(path: readonly SchemaTree[], name: string, leaves: Leaves): void {
  const node = path[path.length - 1];
  if (node.children.length === 0) {
    leaves.set(name, path);
    return;
  }
  const isList = node.children.length === 1 && isRepeated(node.children[0], node);
  for (const child of node.children) {
    const ofChild = name === "" ? child.element.name : `${name}.${child.element.name}`;
    findLeaves([...path, child], isList ? name : ofChild, leaves);
  }
}

/** Is the child a wrapping within a list, and not a column of its own? */
function isRepeated(child: SchemaTree, parent: SchemaTree): boolean {
  return (
    parent.path.length > 0 &&
    (child.element.repetition_type === "REPEATED" ||
      (parent.element.repetition_type === "REPEATED" && child.children.length === 0))
  );
}
