/**
 * One binary tick file, open: what it says of itself, and its blocks by number.
 *
 * Reads are synchronous on purpose: records land in the batch's own bytes, also in linear memory,
 * which may move while an asynchronous read is under way. A read is at most 256 KB.
 */
import { closeSync, fstatSync, openSync, readSync, readvSync } from "node:fs";
import * as abi from "../../../assembly/abi.ts";
import { FormatError } from "../../core/errors.ts";
import type { TickBatch } from "../../core/tick-batch.ts";
import { explain } from "../reading/failures.ts";
import * as lay from "./binary-layout.ts";

/** No block is larger; a greater number is damage. */
const MAX_BLOCK_RECORDS = 1 << 24;

const NO_TICK_FILE =
  "is not a binary tick file, which begins with magic bytes: let its format be recognised";

function failure(path: string, what: string): FormatError {
  return new FormatError(`volume-imbalance/ticks-binary: "${path}" ${what}`);
}

/** Where the blocks of a file lie and what is in them: words and lanes of index entries. */
class BlockIndex {
  blocks = 0;
  words: Uint32Array;
  lanes: Float64Array;

  constructor(words = new Uint32Array(1 << 10)) {
    this.words = words;
    this.lanes = new Float64Array(words.buffer, words.byteOffset, words.length >> 1);
  }

  lane(block: number, word: number): number {
    return this.lanes[(block * lay.UNIT_WORDS + word) >> 1];
  }

  word(block: number, word: number): number {
    return this.words[block * lay.UNIT_WORDS + word];
  }

  /** Adds the block whose head was read at `offset`. */
  add(offset: number, head: Uint32Array): void {
    const at = this.blocks * lay.UNIT_WORDS;
    if (at === this.words.length) this.#grow();
    this.lanes[(at + lay.ENTRY_OFFSET) >> 1] = offset;
    this.words.set(head.subarray(lay.BLOCK_EARLIEST, lay.BLOCK_FLAGS), at + lay.ENTRY_EARLIEST);
    this.words[at + lay.ENTRY_RECORDS] = head[lay.BLOCK_RECORDS];
    this.words[at + lay.ENTRY_FLAGS] = head[lay.BLOCK_FLAGS];
    this.blocks++;
  }

  #grow(): void {
    const words = new Uint32Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
    this.lanes = new Float64Array(words.buffer);
  }
}

export class TickFile implements lay.FileFacts {
  readonly path: string;
  readonly totalBytes: number;
  readonly facts: lay.FileFacts["facts"];
  readonly inferred: readonly string[];
  readonly isCausal: boolean;
  /** False if the writer was interrupted: what it had not finished is left out. */
  readonly isComplete: boolean;
  /** Bytes of the unfinished block at the end, 0 if there is none. */
  readonly cutBytes: number;
  readonly #descriptor: number;
  readonly #head = new Uint32Array(lay.UNIT_WORDS);
  readonly #index: BlockIndex;

  private constructor(path: string, descriptor: number) {
    this.path = path;
    this.#descriptor = descriptor;
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw failure(path, "is a directory: name a file in it");
    if (stat.size === 0) throw failure(path, "is empty");
    this.totalBytes = stat.size;
    const { flags, json } = this.#readHead();
    try {
      const { facts, inferred } = lay.parseFacts(json);
      this.facts = facts;
      this.inferred = inferred;
    } catch {
      throw failure(path, "is damaged: it does not say what its ticks are");
    }
    this.isCausal = (flags & lay.FLAG_NOT_CAUSAL) === 0;
    const firstBlock = lay.UNIT_BYTES + json.length;
    const index = this.#readIndex(firstBlock);
    this.isComplete = index !== null;
    this.#index = index ?? this.#visitBlocks(firstBlock);
    const last = this.#index.blocks - 1;
    const end = last < 0 ? firstBlock : this.offsetOf(last) + this.bytesOf(last);
    this.cutBytes = this.isComplete ? 0 : this.totalBytes - end;
  }

  /** @throws {FormatError} if it cannot be read or its head, index or trailer is damaged */
  static open(path: string): TickFile {
    let descriptor = -1;
    try {
      descriptor = openSync(path, "r");
      return new TickFile(path, descriptor);
    } catch (error) {
      if (descriptor >= 0) closeSync(descriptor);
      throw explain(path, error);
    }
  }

  get blocks(): number {
    return this.#index.blocks;
  }

  offsetOf(block: number): number {
    return this.#index.lane(block, lay.ENTRY_OFFSET);
  }

  /** Bytes of a block with its head. */
  bytesOf(block: number): number {
    return lay.UNIT_BYTES + this.recordsOf(block) * abi.TICK_BYTES;
  }

  recordsOf(block: number): number {
    return this.#index.word(block, lay.ENTRY_RECORDS);
  }

  /** Time of the earliest message of a block. */
  earliestOf(block: number): number {
    return this.#index.lane(block, lay.ENTRY_EARLIEST);
  }

  latestOf(block: number): number {
    return this.#index.lane(block, lay.ENTRY_LATEST);
  }

  /** Does the block begin with a message, or in the middle of one? */
  isMessageStart(block: number): boolean {
    return (this.#index.word(block, lay.ENTRY_FLAGS) & lay.FLAG_MESSAGE_START) !== 0;
  }

  /**
   * Replaces the ticks of the batch by those of a block.
   * @throws {FormatError} if the block is damaged
   */
  readBlock(block: number, batch: TickBatch): void {
    const records = this.recordsOf(block);
    batch.clear();
    batch.reserve(records);
    const { buffer, byteOffset } = batch.place;
    const words = new Uint32Array(buffer, byteOffset, (records * abi.TICK_BYTES) / 4);
    const head = this.#head;
    const read = readvSync(this.#descriptor, [head, words], this.offsetOf(block));
    const expected = head[lay.BLOCK_CHECKSUM];
    head[lay.BLOCK_CHECKSUM] = 0;
    const sum = lay.checksum(words, 0, words.length, lay.checksum(head, 0, head.length, 0));
    if (read !== this.bytesOf(block) || head[0] !== lay.BLOCK_MARK || sum !== expected) {
      const place = `block ${block + 1} of ${this.blocks}, at byte ${this.offsetOf(block)}`;
      throw failure(this.path, `is damaged: ${place}, does not match its checksum`);
    }
    batch.length = records;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #readHead(): { flags: number; json: Uint8Array } {
    const head = this.#head;
    const isWhole = this.#read(head, 0);
    const magic = new Uint8Array(head.buffer, 0, lay.FILE_MAGIC.length);
    if (!isWhole || !isSame(magic, lay.FILE_MAGIC)) {
      throw failure(this.path, NO_TICK_FILE);
    }
    const version = head[lay.HEAD_VERSION];
    if (version !== lay.FILE_VERSION || head[lay.HEAD_RECORD_BYTES] !== abi.TICK_BYTES) {
      const known = `only version ${lay.FILE_VERSION} is known here`;
      throw failure(this.path, `is of version ${version}: ${known}, convert the source again`);
    }
    const length = head[lay.HEAD_FACTS_BYTES];
    const isSane = length <= lay.MAX_FACTS_BYTES && length % lay.UNIT_BYTES === 0;
    const words = new Uint32Array(isSane ? length / 4 : 0);
    const expected = head[lay.HEAD_CHECKSUM];
    const flags = head[lay.HEAD_FLAGS];
    head[lay.HEAD_CHECKSUM] = 0;
    const isRead = isSane && this.#read(words, lay.UNIT_BYTES);
    const sum = lay.checksum(words, 0, words.length, lay.checksum(head, 0, head.length, 0));
    if (!isRead || sum !== expected) {
      throw failure(this.path, "is damaged: its head does not match its checksum");
    }
    return { flags, json: new Uint8Array(words.buffer) };
  }

  /** The index, or null if there is no trailer that tells where it is. */
  #readIndex(firstBlock: number): BlockIndex | null {
    const trailer = new Uint32Array(lay.UNIT_WORDS);
    const trailerAt = this.totalBytes - lay.UNIT_BYTES;
    if (trailerAt < firstBlock || !this.#read(trailer, trailerAt)) return null;
    const magic = new Uint8Array(trailer.buffer, 0, lay.TRAILER_MAGIC.length);
    if (!isSame(magic, lay.TRAILER_MAGIC)) return null;
    const lanes = new Float64Array(trailer.buffer);
    const offset = lanes[lay.TRAILER_INDEX_OFFSET / 2];
    const blocks = trailer[lay.TRAILER_BLOCKS];
    const expected = trailer[lay.TRAILER_CHECKSUM];
    trailer[lay.TRAILER_CHECKSUM] = 0;
    const fits = offset + blocks * lay.UNIT_BYTES === trailerAt;
    const index = new BlockIndex(new Uint32Array(fits ? blocks * lay.UNIT_WORDS : 0));
    index.blocks = blocks;
    const isRead = fits && this.#read(index.words, offset);
    const sum = lay.checksum(index.words, 0, index.words.length, 0);
    if (!isRead || lay.checksum(trailer, 0, trailer.length, sum) !== expected) {
      throw failure(this.path, "is damaged: its index does not match its checksum");
    }
    return index;
  }

  /** Goes from block head to block head up to the first that is not whole. */
  #visitBlocks(firstBlock: number): BlockIndex {
    const index = new BlockIndex();
    const head = this.#head;
    for (let at = firstBlock; this.#read(head, at); ) {
      const records = head[lay.BLOCK_RECORDS];
      const next = at + lay.UNIT_BYTES + records * abi.TICK_BYTES;
      const isBlock = head[0] === lay.BLOCK_MARK && records > 0 && records <= MAX_BLOCK_RECORDS;
      if (!isBlock || next > this.totalBytes) break;
      index.add(at, head);
      at = next;
    }
    return index;
  }

  /** Fills the words from `at` on; false if the file ends before. */
  #read(words: Uint32Array, at: number): boolean {
    return readSync(this.#descriptor, words, 0, words.byteLength, at) === words.byteLength;
  }
}

function isSame(found: Uint8Array, expected: Uint8Array): boolean {
  return expected.every((byte, index) => byte === found[index]);
}
