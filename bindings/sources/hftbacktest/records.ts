/**
 * The records of an array, block by block in one buffer, with a view of every field that is read.
 */
import { FormatError } from "../../core/errors.ts";
import { type ArrayContent, openContent } from "./content.ts";
import { isNpy, type NpyHead, npyText, parseNpy } from "./npy.ts";

const BLOCK_RECORDS = 1 << 14;
const MAX_HEAD_BYTES = 1 << 20;
/** What an event cannot be read without, and how it must be stored. */
const NEEDED = { ev: "u8", exch_ts: "i8", local_ts: "i8", px: "f8", qty: "f8" } as const;

function failure(path: string, what: string): FormatError {
  return new FormatError(`volume-imbalance/hftbacktest: "${path}" ${what}`);
}

export class EventRecords {
  readonly path: string;
  /** Records at hand. */
  count = 0;
  /** Records before those at hand. */
  before = 0;
  readonly #content: ArrayContent;
  readonly #head: NpyHead;
  readonly #bytes: Uint8Array;
  readonly #words: Uint32Array;
  readonly #lanes: Float64Array;
  /** Lanes of 8 bytes in a record, and those of the fields. */
  readonly #step: number;
  readonly #at: Readonly<Record<keyof typeof NEEDED, number>>;
  #chunk: Uint8Array;

  private constructor(path: string, content: ArrayContent, head: NpyHead, rest: Uint8Array) {
    this.path = path;
    this.#content = content;
    this.#head = head;
    this.#chunk = rest;
    this.#step = head.recordBytes / 8;
    this.#bytes = new Uint8Array(BLOCK_RECORDS * head.recordBytes);
    this.#words = new Uint32Array(this.#bytes.buffer);
    this.#lanes = new Float64Array(this.#bytes.buffer);
    const lanes = Object.entries(NEEDED).map(([name, type]) => {
      const field = head.fields.find((candidate) => candidate.name === name);
      const isGood = field?.type === type && field.offset % 8 === 0 && head.recordBytes % 8 === 0;
      if (!isGood) throw failure(path, `must have the field "${name}" of type ${type}`);
      return [name, field.offset / 8];
    });
    this.#at = Object.fromEntries(lanes);
  }

  /** @throws {FormatError} if the file cannot be read or holds no events */
  static async open(path: string): Promise<EventRecords> {
    const content = await openContent(path);
    try {
      const start = await readHead(path, content);
      const head = parsed(path, start);
      return new EventRecords(path, content, head, start.subarray(head.bytes));
    } catch (error) {
      await content.close();
      throw error;
    }
  }

  get totalBytes(): number {
    return this.#content.totalBytes;
  }

  get bytesRead(): number {
    return this.#content.bytesRead;
  }

  /**
   * Brings the next records to hand.
   * @throws {FormatError} if the file ends before its last record
   */
  async next(): Promise<void> {
    this.before += this.count;
    const left = this.#head.count - this.before;
    const wanted = Math.min(left, BLOCK_RECORDS) * this.#head.recordBytes;
    for (let filled = 0; filled < wanted; ) {
      if (this.#chunk.length === 0) this.#chunk = await this.#nextChunk();
      const part = this.#chunk.subarray(0, wanted - filled);
      this.#bytes.set(part, filled);
      filled += part.length;
      this.#chunk = this.#chunk.subarray(part.length);
    }
    this.count = wanted / this.#head.recordBytes;
  }

  /** Kind and flags of a record: the lower 32 bits of its `ev`. */
  eventOf(record: number): number {
    return this.#words[2 * (record * this.#step + this.#at.ev)];
  }

  /** Nanoseconds of the exchange's or the local clock, in microseconds. */
  timeOf(record: number, isLocal: boolean): number {
    const lane = isLocal ? this.#at.local_ts : this.#at.exch_ts;
    const word = 2 * (record * this.#step + lane);
    const low = this.#words[word];
    const high = this.#words[word + 1] | 0;
    // 2^32 = 4294967 * 1000 + 296; the quotient is exact where nanoseconds are no safe integer.
    return high * 4294967 + Math.floor((high * 296 + low) / 1e3);
  }

  priceOf(record: number): number {
    return this.#lanes[record * this.#step + this.#at.px];
  }

  sizeOf(record: number): number {
    return this.#lanes[record * this.#step + this.#at.qty];
  }

  async close(): Promise<void> {
    await this.#content.close();
  }

  async #nextChunk(): Promise<Uint8Array> {
    const chunk = await this.#content.next();
    if (chunk !== null) return chunk;
    const { count } = this.#head;
    throw failure(this.path, `is cut off: it ends behind event ${this.before} of ${count}`);
  }
}

/** As many bytes as the head takes, and what came with them. */
async function readHead(path: string, content: ArrayContent): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array(0);
  while (npyText(bytes) === "" && bytes.length < MAX_HEAD_BYTES) {
    const chunk = await content.next();
    if (chunk === null) throw failure(path, "is cut off: it ends within its head");
    const longer = new Uint8Array(bytes.length + chunk.length);
    longer.set(bytes);
    longer.set(chunk, bytes.length);
    bytes = longer;
    if (!isNpy(bytes)) throw failure(path, "must be a NumPy array (.npy) or archive of it (.npz)");
  }
  return bytes;
}

function parsed(path: string, bytes: Uint8Array): NpyHead {
  try {
    return parseNpy(bytes);
  } catch (error) {
    throw failure(path, (error as Error).message);
  }
}
