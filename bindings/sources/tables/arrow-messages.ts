/**
 * The messages of an Arrow IPC file or stream, one after the other: schema, dictionaries, batches
 * of rows. A file is a stream between a magic and an index; it is read as the stream it contains.
 *
 * Source: Apache Arrow, "Columnar Format", section "Serialization and Interprocess Communication";
 * the envelope (Message.fbs) is a FlatBuffer, of which two numbers are needed here.
 */
import type { FileHandle } from "node:fs/promises";
import { checkBatch, checkSchema } from "./arrow-check.ts";
import { FlatTable } from "./flat-table.ts";

export const MESSAGE_SCHEMA = 1;
export const MESSAGE_DICTIONARY = 2;
export const MESSAGE_BATCH = 3;

const FILE_MAGIC = "ARROW1";
/** The magic of a file and its filling. */
const FILE_START = 8;
const CONTINUATION = 0xffff_ffff;
const MAX_METADATA = 1 << 26;
/** Places of fields in the table of a FlatBuffer. */
const HEADER_TYPE = 6;
const HEADER = 8;
const BODY_LENGTH = 10;
const DICTIONARY_ID = 4;
const DICTIONARY_DATA = 6;
const DICTIONARY_IS_DELTA = 8;

export interface ArrowMessage {
  readonly type: number;
  /** The whole message with its prefix, as it can be decoded by itself. */
  readonly bytes: Uint8Array;
  /** Of a dictionary: which one, and does it add to what there is? */
  readonly dictionary: number;
  readonly isDelta: boolean;
}

export class ArrowMessages {
  readonly #handle: FileHandle;
  readonly #size: number;
  #at: number;

  constructor(handle: FileHandle, size: number, isFile: boolean) {
    this.#handle = handle;
    this.#size = size;
    this.#at = isFile ? FILE_START : 0;
  }

  static async open(handle: FileHandle, size: number): Promise<ArrowMessages> {
    const magic = Buffer.alloc(FILE_MAGIC.length);
    await handle.read(magic, 0, magic.length, 0);
    return new ArrowMessages(handle, size, magic.toString("latin1") === FILE_MAGIC);
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#at;
  }

  /**
   * @returns null behind the last message
   * @throws {Error} if the file ends within a message or holds none here
   */
  async next(): Promise<ArrowMessage | null> {
    if (this.#at + 4 > this.#size) return null;
    const prefix = new DataView((await this.#read(this.#at, 8)).buffer);
    const hasMark = prefix.getUint32(0, true) === CONTINUATION;
    const length = prefix.getInt32(hasMark ? 4 : 0, true);
    const prefixBytes = hasMark ? 8 : 4;
    if (length === 0) return null;
    if (length < 0 || length > MAX_METADATA) throw new Error("holds no message where one begins");
    const head = await this.#read(this.#at + prefixBytes, length);
    const { type, bodyBytes, dictionary, isDelta } = parseHead(head);
    const bytes = await this.#read(this.#at, prefixBytes + length + bodyBytes);
    if (bytes.length < prefixBytes + length + bodyBytes) throw new Error("ends within a message");
    this.#at += bytes.length;
    return { type, bytes, dictionary, isDelta };
  }

  /** Bytes from `at` on, fewer at the end of the file. */
  async #read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(Math.max(Math.min(length, this.#size - at), 0));
    const { bytesRead } = await this.#handle.read(bytes, 0, bytes.length, at);
    return bytesRead === bytes.length ? bytes : bytes.slice(0, bytesRead);
  }
}

/** @throws {RangeError} if a number in it cannot be */
function parseHead(head: Uint8Array<ArrayBuffer>) {
  const message = FlatTable.root(new DataView(head.buffer));
  const type = message.byte(HEADER_TYPE);
  const bodyBytes = message.long(BODY_LENGTH);
  const header = message.table(HEADER);
  const isDictionary = type === MESSAGE_DICTIONARY;
  if (type === MESSAGE_SCHEMA) checkSchema(header);
  if (type === MESSAGE_BATCH) checkBatch(header, bodyBytes);
  if (isDictionary) checkBatch(header?.table(DICTIONARY_DATA) ?? null, bodyBytes);
  const dictionary = (isDictionary && header?.long(DICTIONARY_ID)) || 0;
  const isDelta = isDictionary && header?.byte(DICTIONARY_IS_DELTA) === 1;
  if (!(bodyBytes >= 0)) throw new RangeError("a message is of an impossible size");
  return { type, bodyBytes, dictionary, isDelta };
}
