/**
 * Ticks on their way into an engine: 32-byte records in one buffer, appended and then pushed.
 *
 * A batch owns its memory unless it was made by `Runtime.createBatch`, in which case its records
 * lie in linear memory and a push copies nothing. It grows by doubling.
 */
import * as abi from "../../assembly/abi.ts";

/** Side of a level or quote, or aggressor of a trade. */
export type Side = "bid" | "ask" | "buy" | "sell" | "unknown";

/** Where a batch keeps its records. */
export interface BatchStorage {
  /** Reserves `bytes`, keeping the first `keepBytes` of what was reserved before. */
  resize(bytes: number, keepBytes: number): void;
  /** The buffer that holds the records now, and the offset of the first. */
  view(): { buffer: ArrayBufferLike; byteOffset: number; byteLength: number };
  /** Gives the memory back. */
  free(): void;
}

class OwnStorage implements BatchStorage {
  #buffer = new ArrayBuffer(0);
  resize(bytes: number, keepBytes: number): void {
    const next = new ArrayBuffer(bytes);
    new Uint8Array(next).set(new Uint8Array(this.#buffer, 0, keepBytes));
    this.#buffer = next;
  }
  view() {
    return { buffer: this.#buffer, byteOffset: 0, byteLength: this.#buffer.byteLength };
  }
  free(): void {
    this.#buffer = new ArrayBuffer(0);
  }
}

/** Up to here a loop is faster than a view and a block copy. */
const FEW_TICKS = 16;
const LANES = abi.TICK_BYTES / 8;
const WORDS = abi.TICK_BYTES / 4;
const TIME = abi.TICK_TIME / 8;
const PRICE = abi.TICK_PRICE / 8;
const SIZE = abi.TICK_SIZE / 8;
const FLAGS = abi.TICK_FLAGS / 4;
const INSTRUMENT = abi.TICK_INSTRUMENT / 4;

/** Ticks on their way into an engine: append, push, clear, and again. */
export class TickBatch {
  /** Number of ticks appended. */
  length = 0;
  #storage: BatchStorage;
  #f64: Float64Array = new Float64Array(0);
  #u32: Uint32Array = new Uint32Array(0);

  /** @param capacity ticks to reserve at first (the batch grows by itself) */
  constructor(capacity = 4096, storage: BatchStorage = new OwnStorage()) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(
        `volume-imbalance/tick-batch: capacity must be a positive integer, was ${capacity}`,
      );
    }
    this.#storage = storage;
    storage.resize(capacity * abi.TICK_BYTES, 0);
    this.#look();
  }

  /** Ticks that fit before the batch grows. */
  get capacity(): number {
    return this.#storage.view().byteLength / abi.TICK_BYTES;
  }

  /** The buffer that holds the records now, and the offset of the first. */
  get place(): { buffer: ArrayBufferLike; byteOffset: number } {
    return this.#storage.view();
  }

  /** Copies ticks [from, end) to `target`, from its word `at` on. */
  copyTo(target: Uint32Array, at: number, from: number, end: number): void {
    this.#fresh();
    const words = this.#u32;
    const first = from * WORDS;
    const last = end * WORDS;
    if (end - from > FEW_TICKS) {
      target.set(words.subarray(first, last), at);
      return;
    }
    for (let word = first; word < last; word++) target[at + word - first] = words[word];
  }

  /** The records, ready to be sent or written: a view, valid until the batch grows. */
  get bytes(): Uint8Array {
    const { buffer, byteOffset } = this.#storage.view();
    return new Uint8Array(buffer, byteOffset, this.length * abi.TICK_BYTES);
  }

  /** Forgets all ticks and keeps the memory. */
  clear(): void {
    this.length = 0;
  }

  /**
   * Appends one record.
   * @param timeUs microseconds since the Unix epoch
   * @param flags kind, side and last-of-message bits of `assembly/abi.ts`
   */
  append(timeUs: number, price: number, size: number, flags: number, instrument = 0): void {
    const lane = this.length * LANES;
    if (lane >= this.#f64.length) this.#makeRoom();
    const f64 = this.#f64;
    const u32 = this.#u32;
    f64[lane + TIME] = timeUs;
    f64[lane + PRICE] = price;
    f64[lane + SIZE] = size;
    const word = this.length * WORDS;
    u32[word + FLAGS] = flags;
    u32[word + INSTRUMENT] = instrument;
    this.length++;
  }

  /** Appends the records of another batch. */
  appendBatch(other: TickBatch): void {
    this.appendRange(other, 0, other.length);
  }

  /** Appends records [from, end) of another batch. */
  appendRange(other: TickBatch, from: number, end: number): void {
    this.reserve(end - from);
    other.copyTo(this.#words(), this.length * WORDS, from, end);
    this.length += end - from;
  }

  /** Makes room for `ticks` more; who writes them to `place` raises `length`. */
  reserve(ticks: number): void {
    const needed = this.length + ticks;
    while (needed > this.capacity) this.#grow();
  }

  /** Time of tick `index`, in microseconds. */
  timeAt(index: number): number {
    return this.#fresh()[index * LANES + TIME];
  }

  /** Price of tick `index`, as it was appended. */
  priceAt(index: number): number {
    return this.#fresh()[index * LANES + PRICE];
  }

  /** Size of tick `index`. */
  sizeAt(index: number): number {
    return this.#fresh()[index * LANES + SIZE];
  }

  /** Flags of tick `index`: bits of `Tick`. */
  flagsAt(index: number): number {
    this.#fresh();
    return this.#u32[index * WORDS + FLAGS];
  }

  /** Instrument id of tick `index`. */
  instrumentAt(index: number): number {
    this.#fresh();
    return this.#u32[index * WORDS + INSTRUMENT];
  }

  /** Marks the last appended tick as the end of its message. */
  endMessage(): void {
    if (this.length === 0) return;
    this.#fresh();
    this.#u32[(this.length - 1) * WORDS + FLAGS] |= abi.TICK_LAST;
  }

  /** Gives the memory back; the batch must not be used afterwards. */
  dispose(): void {
    this.length = 0;
    this.#storage.free();
    this.#f64 = new Float64Array(0);
    this.#u32 = new Uint32Array(0);
  }

  #words(): Uint32Array {
    this.#fresh();
    return this.#u32;
  }

  /** Growth of linear memory detaches views; a detached view has length 0. */
  #fresh(): Float64Array {
    if (this.#f64.length === 0) this.#look();
    return this.#f64;
  }

  #makeRoom(): void {
    this.#look();
    if (this.length >= this.capacity) this.#grow();
  }

  #grow(): void {
    this.#storage.resize(this.capacity * 2 * abi.TICK_BYTES, this.length * abi.TICK_BYTES);
    this.#look();
  }

  #look(): void {
    const { buffer, byteOffset, byteLength } = this.#storage.view();
    this.#f64 = new Float64Array(buffer, byteOffset, byteLength / 8);
    this.#u32 = new Uint32Array(buffer, byteOffset, byteLength / 4);
  }
}
