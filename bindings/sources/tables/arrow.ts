/**
 * An Arrow IPC file (Feather) or stream as a table, one batch of rows after the other, plain or
 * packed by LZ4 or zstd.
 */
import { type FileHandle, open } from "node:fs/promises";
import {
  type Batch,
  CompressionType,
  type Schema,
  setCompressionCodec,
  tableFromIPC,
} from "@uwdata/flechette";
import { decompress as unzstd } from "fzstd";
import { FormatError } from "../../core/errors.ts";
import { fail } from "../reading/failures.ts";
import { batchNumbers, isList, listStarts } from "./arrow-column.ts";
import {
  type ArrowMessage,
  ArrowMessages,
  MESSAGE_BATCH,
  MESSAGE_DICTIONARY,
  MESSAGE_SCHEMA,
} from "./arrow-messages.ts";
import type { TableReader } from "./files.ts";
import { unlz4 } from "./lz4.ts";
import type { ListColumn, Plan, ScalarColumn } from "./row.ts";

const EXTRACTION = { useBigInt: true, useBigIntTimestamp: true };

function noArrow({ message }: Error): Error {
  return new Error(`is no whole Arrow file or stream: its schema cannot be read (${message})`);
}

/** A file that cannot be opened, rather than one that cannot be understood? */
function isOfNode(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}

function cannotPack(): never {
  throw new Error("Arrow buffers are only unpacked here");
}

/** Told to the library anew for every table: importing this file changes nothing. */
function registerCodecs(): void {
  setCompressionCodec(CompressionType.LZ4_FRAME, { decode: unlz4, encode: cannotPack });
  setCompressionCodec(CompressionType.ZSTD, { decode: unpackZstd, encode: cannotPack });
}

function unpackZstd(packed: Uint8Array, length: number): Uint8Array {
  const bytes = unzstd(packed);
  // Numbers of 8 bytes are looked at in place.
  if (bytes.length === length) return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  throw new Error(`zstd data give ${bytes.length} bytes, not ${length}`);
}

/** Numbers of one column in the batch at hand. */
interface Scalars {
  readonly column: ScalarColumn;
  numbers: Float64Array;
}

interface Lists {
  readonly column: ListColumn;
  numbers: Float64Array;
  starts: Float64Array;
}

const NONE: Float64Array = new Float64Array(0);

export class ArrowTable implements TableReader {
  readonly path: string;
  readonly totalBytes: number;
  readonly #handle: FileHandle;
  readonly #messages: ArrowMessages;
  readonly #schemaMessage: ArrowMessage;
  readonly #schema: Schema;
  /** Dictionaries by their number, as far as they have come. */
  readonly #dictionaries = new Map<number, ArrowMessage[]>();
  #scalars: readonly Scalars[] = [];
  #lists: readonly Lists[] = [];

  private constructor(
    path: string,
    handle: FileHandle,
    totalBytes: number,
    messages: ArrowMessages,
    schema: ArrowMessage,
  ) {
    this.path = path;
    this.totalBytes = totalBytes;
    this.#handle = handle;
    this.#messages = messages;
    this.#schemaMessage = schema;
    this.#schema = tableFromIPC([schema.bytes], EXTRACTION).schema;
  }

  /** @throws {Error} if it is no Arrow file or stream; or that of Node */
  static async open(path: string): Promise<ArrowTable> {
    registerCodecs();
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      if (size === 0) throw fail(path, "is empty");
      const messages = await ArrowMessages.open(handle, size);
      const schema = await messages.next();
      if (schema?.type !== MESSAGE_SCHEMA) throw new Error("it does not begin with a schema");
      return new ArrowTable(path, handle, size, messages, schema);
    } catch (error) {
      await handle.close();
      const isSaid = isOfNode(error) || error instanceof FormatError;
      throw isSaid ? error : noArrow(error as Error);
    }
  }

  get names(): readonly string[] {
    return this.#schema.fields.map(({ name }) => name);
  }

  get share(): number {
    return this.#messages.position / this.totalBytes;
  }

  begin({ scalars, lists }: Plan): void {
    for (const { name } of scalars) this.#checkType(name, false);
    for (const { name } of lists) this.#checkType(name, true);
    this.#scalars = scalars.map((column) => ({ column, numbers: NONE }));
    this.#lists = lists.map((column) => ({ column, numbers: NONE, starts: NONE }));
  }

  async next(): Promise<number> {
    for (;;) {
      const message = await this.#messages.next();
      if (message === null) return 0;
      if (message.type === MESSAGE_DICTIONARY) this.#keep(message);
      const rows = message.type === MESSAGE_BATCH ? this.#decode(message) : 0;
      if (rows > 0) return rows;
    }
  }

  read(row: number): void {
    for (const { column, numbers } of this.#scalars) column.target[column.at] = numbers[row];
    for (const { column, numbers, starts } of this.#lists) {
      const { target } = column;
      target.values = numbers;
      target.from = starts[row];
      target.count = starts[row + 1] - starts[row];
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #checkType(name: string, asList: boolean): void {
    const field = this.#schema.fields.find((candidate) => candidate.name === name);
    if (field === undefined || isList(field.type) === asList) return;
    const needed = asList ? "a list a row" : "one value a row";
    throw new Error(`must hold ${needed} in "${name}", which is ${asList ? "no list" : "a list"}`);
  }

  #keep(message: ArrowMessage): void {
    const before = message.isDelta ? this.#dictionaries.get(message.dictionary) : undefined;
    this.#dictionaries.set(message.dictionary, [...(before ?? []), message]);
  }

  /** Brings the rows of a batch to hand. */
  #decode(message: ArrowMessage): number {
    const messages = [this.#schemaMessage, ...[...this.#dictionaries.values()].flat(), message];
    const table = tableFromIPC(
      messages.map(({ bytes }) => bytes),
      EXTRACTION,
    );
    const batchOf = (name: string) => table.getChild(name).data[0] as Batch<unknown>;
    for (const scalars of this.#scalars) {
      scalars.numbers = batchNumbers(batchOf(scalars.column.name), scalars.column.use);
    }
    for (const lists of this.#lists) {
      const batch = batchOf(lists.column.name);
      const [child] = batch.children as Batch<unknown>[];
      lists.numbers = batchNumbers(child, lists.column.use);
      lists.starts = listStarts(batch);
    }
    for (const { column, numbers } of this.#scalars) {
      if (numbers.length < table.numRows) throw new Error(`"${column.name}" has too few values`);
    }
    return table.numRows;
  }
}
