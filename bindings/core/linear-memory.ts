/**
 * One linear memory, its arena, and views that are made anew when it has grown.
 */
import { Arena } from "./arena.ts";

export class LinearMemory {
  readonly arena: Arena;
  readonly memory: WebAssembly.Memory;
  #u32 = new Uint32Array(0);
  #u8 = new Uint8Array(0);
  #f64 = new Float64Array(0);

  /** @param start first byte that may be used */
  constructor(memory: WebAssembly.Memory, start: number, maximumBytes: number) {
    this.memory = memory;
    this.arena = new Arena(memory, start, maximumBytes);
  }

  /** All bytes, valid until the memory grows. */
  get u8(): Uint8Array {
    if (this.#u8.buffer !== this.memory.buffer) this.#u8 = new Uint8Array(this.memory.buffer);
    return this.#u8;
  }

  get f64(): Float64Array {
    if (this.#f64.buffer !== this.memory.buffer) this.#f64 = new Float64Array(this.memory.buffer);
    return this.#f64;
  }

  get u32(): Uint32Array {
    if (this.#u32.buffer !== this.memory.buffer) this.#u32 = new Uint32Array(this.memory.buffer);
    return this.#u32;
  }

  /**
   * Reserves bytes in this memory.
   * @throws {MemoryFullError} if they do not fit
   */
  reserve(bytes: number): number {
    const address = this.arena.allocate(bytes);
    if (address < 0) throw new MemoryFullError(bytes);
    return address;
  }
}

/** A memory has no room left; an engine then moves to another one. */
export class MemoryFullError extends Error {
  override name = "MemoryFullError";
  /** Bytes that did not fit. */
  readonly bytes: number;

  constructor(bytes: number) {
    super(`volume-imbalance: ${bytes} bytes do not fit in this linear memory`);
    this.bytes = bytes;
  }
}
