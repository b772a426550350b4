/**
 * Ticks into the bytes of a binary tick file, block by block; `binary-layout.ts` describes it.
 *
 * Records are copied as they lie; per record there is only the look for the end of its message.
 */
import * as abi from "../../../assembly/abi.ts";
import type { TickBatch } from "../../core/tick-batch.ts";
import { BATCH_TICKS } from "../source.ts";
import * as lay from "./binary-layout.ts";

/** A block is closed at the first end of a message behind this many records. */
const FULL_BLOCK = BATCH_TICKS;
/** A longer message is spread over several blocks. */
const MAX_BLOCK = 2 * BATCH_TICKS;
const RECORD_WORDS = abi.TICK_BYTES / 4;
const RECORD_LANES = abi.TICK_BYTES / 8;
const FLAGS_WORD = abi.TICK_FLAGS / 4;

/** Where the bytes go; they are valid during the call only. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
}

export class TickFileEncoder {
  /** Records taken. */
  records = 0;
  readonly #sink: ByteSink;
  /** The block in the making: its head, then its records. */
  readonly #words = new Uint32Array(lay.UNIT_WORDS + MAX_BLOCK * RECORD_WORDS);
  readonly #lanes = new Float64Array(this.#words.buffer);
  /** Five numbers a block: offset, earliest, latest, records, flags. */
  readonly #index: number[] = [];
  #offset = 0;
  #filled = 0;
  /** Behind the last record that ends a message. */
  #complete = 0;
  #earliest = Number.POSITIVE_INFINITY;
  #latest = Number.NEGATIVE_INFINITY;
  #isOpen = false;
  #openTime = Number.NaN;
  /** Does the block in the making begin with a message? */
  #isMessageStart = true;

  /** Writes the head at once. */
  constructor(sink: ByteSink, facts: lay.FileFacts, isCausal: boolean) {
    this.#sink = sink;
    const json = lay.factsBytes(facts);
    const head = new Uint32Array((lay.UNIT_BYTES + json.length) / 4);
    const bytes = new Uint8Array(head.buffer);
    bytes.set(lay.FILE_MAGIC);
    bytes.set(json, lay.UNIT_BYTES);
    head[lay.HEAD_VERSION] = lay.FILE_VERSION;
    head[lay.HEAD_RECORD_BYTES] = abi.TICK_BYTES;
    head[lay.HEAD_FACTS_BYTES] = json.length;
    head[lay.HEAD_FLAGS] = isCausal ? 0 : lay.FLAG_NOT_CAUSAL;
    head[lay.HEAD_CHECKSUM] = lay.chained(head, lay.UNIT_WORDS);
    this.#put(bytes);
  }

  /** Takes the ticks of a batch, which may end inside a message. */
  write(batch: TickBatch): void {
    this.records += batch.length;
    for (let from = 0; from < batch.length; ) {
      const end = Math.min(batch.length, from + MAX_BLOCK - this.#filled);
      const at = lay.UNIT_WORDS + this.#filled * RECORD_WORDS;
      batch.copyTo(this.#words, at, from, end);
      this.#look(this.#filled + end - from);
      from = end;
      if (this.#complete >= FULL_BLOCK) this.#closeBlock(this.#complete);
      else if (this.#filled === MAX_BLOCK) this.#closeBlock(this.#complete || MAX_BLOCK);
    }
  }

  /** Writes what is left, the index and the trailer. */
  finish(): void {
    if (this.#complete > 0) this.#closeBlock(this.#complete);
    if (this.#filled > 0) this.#closeBlock(this.#filled);
    const blocks = this.#index.length / 5;
    const words = new Uint32Array((blocks + 1) * lay.UNIT_WORDS);
    const lanes = new Float64Array(words.buffer);
    for (let block = 0; block < blocks; block++) {
      const at = block * lay.UNIT_WORDS;
      const entry = this.#index.slice(5 * block, 5 * block + 5);
      const [offset, earliest, latest, records, flags] = entry;
      lanes[(at + lay.ENTRY_OFFSET) / 2] = offset;
      lanes[(at + lay.ENTRY_EARLIEST) / 2] = earliest;
      lanes[(at + lay.ENTRY_LATEST) / 2] = latest;
      words[at + lay.ENTRY_RECORDS] = records;
      words[at + lay.ENTRY_FLAGS] = flags;
    }
    const trailer = blocks * lay.UNIT_WORDS;
    const bytes = new Uint8Array(words.buffer);
    bytes.set(lay.TRAILER_MAGIC, trailer * 4);
    lanes[(trailer + lay.TRAILER_INDEX_OFFSET) / 2] = this.#offset;
    lanes[(trailer + lay.TRAILER_RECORDS) / 2] = this.records;
    words[trailer + lay.TRAILER_BLOCKS] = blocks;
    words[trailer + lay.TRAILER_CHECKSUM] = lay.chained(words, trailer);
    this.#put(bytes);
  }

  /** Finds the messages among the records that came behind the first `#filled`. */
  #look(filled: number): void {
    const words = this.#words;
    for (let record = this.#filled; record < filled; record++) {
      if (!this.#isOpen) {
        this.#openTime = this.#lanes[lay.UNIT_WORDS / 2 + record * RECORD_LANES];
        this.#isOpen = true;
      }
      const flags = words[lay.UNIT_WORDS + record * RECORD_WORDS + FLAGS_WORD];
      if ((flags & abi.TICK_LAST) === 0) continue;
      this.#isOpen = false;
      this.#complete = record + 1;
      this.#meet(this.#openTime);
    }
    this.#filled = filled;
  }

  /** A time that is none may lie anywhere: such a block is looked at record by record. */
  #meet(timeUs: number): void {
    if (!(timeUs >= this.#earliest)) this.#earliest = Number.isNaN(timeUs) ? -Infinity : timeUs;
    if (!(timeUs <= this.#latest)) this.#latest = Number.isNaN(timeUs) ? Infinity : timeUs;
  }

  /** Writes the first records as a block and keeps the others for the next one. */
  #closeBlock(records: number): void {
    if (records > this.#complete) this.#meet(this.#openTime);
    const words = this.#words;
    const end = lay.UNIT_WORDS + records * RECORD_WORDS;
    const flags = this.#isMessageStart ? lay.FLAG_MESSAGE_START : 0;
    this.#index.push(this.#offset, this.#earliest, this.#latest, records, flags);
    words[0] = lay.BLOCK_MARK;
    words[lay.BLOCK_RECORDS] = records;
    this.#lanes[lay.BLOCK_EARLIEST / 2] = this.#earliest;
    this.#lanes[lay.BLOCK_LATEST / 2] = this.#latest;
    words[lay.BLOCK_FLAGS] = flags;
    words[lay.BLOCK_CHECKSUM] = 0;
    words[lay.BLOCK_CHECKSUM] = lay.chained(words.subarray(0, end), lay.UNIT_WORDS);
    this.#put(new Uint8Array(words.buffer, 0, end * 4));
    words.copyWithin(lay.UNIT_WORDS, end, lay.UNIT_WORDS + this.#filled * RECORD_WORDS);
    this.#isMessageStart = records <= this.#complete;
    this.#filled -= records;
    this.#complete = 0;
    this.#earliest = Number.POSITIVE_INFINITY;
    this.#latest = Number.NEGATIVE_INFINITY;
  }

  #put(bytes: Uint8Array): void {
    this.#sink.write(bytes);
    this.#offset += bytes.length;
  }
}
