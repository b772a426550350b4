/**
 * The messages of an Arrow IPC file or stream, one after the other: schema, dictionaries, batches
 * of rows. A file is a stream between a magic and an index; it is read as the stream it contains.
 *
 * Source: Apache Arrow, "Columnar Format", section "Serialization and Interprocess Communication";
 * the envelope (Message.fbs) is a FlatBuffer, of which two numbers are needed here.
 */
import type { FileHandle } from "node:fs/promises";

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
const DICTIONARY_IS_DELTA = 8;

export interface ArrowMessage {
  readonly type: number;
  /** The whole message with its prefix, as it can be decoded by itself. */
  readonly bytes: Uint8Array;
  /** Of a dictionary: which one, and does it add to what there is? */
  readonly dictionary: number;
  readonly isDelta: boolean;
}

/** A table of a FlatBuffer: fields by place, each perhaps absent. */
class FlatTable {
  readonly #view: DataView;
  readonly #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  /** Where a field lies; 0 if it is absent. */
  field(place: number): number {
    const layout = this.#at - this.#view.getInt32(this.#at, true);
    if (place >= this.#view.getUint16(layout, true)) return 0;
    const offset = this.#view.getUint16(layout + place, true);
    return offset === 0 ? 0 : this.#at + offset;
  }

  byte(place: number): number {
    const at = this.field(place);
    return at === 0 ? 0 : this.#view.getUint8(at);
  }

  long(place: number): number {
    const at = this.field(place);
    return at === 0 ? 0 : Number(this.#view.getBigInt64(at, true));
  }

  table(place: number): FlatTable | null {
    const at = this.field(place);
    return at === 0 ? null : new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }
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

function parseHead(head: Uint8Array<ArrayBuffer>) {
  const view = new DataView(head.buffer);
  const message = new FlatTable(view, view.getUint32(0, true));
  const type = message.byte(HEADER_TYPE);
  const bodyBytes = message.long(BODY_LENGTH);
  const header = type === MESSAGE_DICTIONARY ? message.table(HEADER) : null;
  const dictionary = header?.long(DICTIONARY_ID) ?? -1;
  const isDelta = header?.byte(DICTIONARY_IS_DELTA) === 1;
  if (!(bodyBytes >= 0)) throw new Error("holds a message of an impossible size");
  return { type, bodyBytes, dictionary, isDelta };
}
