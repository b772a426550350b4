/**
 * Plans the bytes of one linear memory: the core owns none of them. Blocks are 64-byte aligned,
 * freed blocks are merged with their neighbours and used again, the memory grows when none is
 * large enough.
 */

const PAGE_BYTES = 65536;
const ALIGNMENT = 64;

interface Hole {
  start: number;
  end: number;
}

export class Arena {
  readonly memory: WebAssembly.Memory;
  readonly #maximumBytes: number;
  /** Free ranges, sorted by address; the last may be extended by growth. */
  #holes: Hole[];
  #sizes = new Map<number, number>();
  #used = 0;

  /**
   * @param start first byte that may be used
   * @param maximumBytes the memory is never grown beyond
   */
  constructor(memory: WebAssembly.Memory, start: number, maximumBytes: number) {
    this.memory = memory;
    this.#maximumBytes = maximumBytes;
    const first = Math.ceil(start / ALIGNMENT) * ALIGNMENT;
    this.#holes = [{ start: first, end: memory.buffer.byteLength }];
  }

  /** Bytes handed out and not given back. */
  get usedBytes(): number {
    return this.#used;
  }

  /** @returns address of `bytes` bytes of unspecified content, or -1 if they do not fit */
  allocate(bytes: number): number {
    const size = Math.ceil(Math.max(bytes, 1) / ALIGNMENT) * ALIGNMENT;
    let index = this.#holes.findIndex((hole) => hole.end - hole.start >= size);
    if (index < 0) {
      if (!this.#grow(size)) return -1;
      index = this.#holes.length - 1;
    }
    const hole = this.#holes[index];
    const address = hole.start;
    hole.start += size;
    if (hole.start === hole.end) this.#holes.splice(index, 1);
    this.#sizes.set(address, size);
    this.#used += size;
    return address;
  }

  /** Gives a block back. */
  free(address: number): void {
    const size = this.#sizes.get(address);
    if (size === undefined) return;
    this.#sizes.delete(address);
    this.#used -= size;
    const holes = this.#holes;
    let index = holes.findIndex((hole) => hole.start > address);
    if (index < 0) index = holes.length;
    holes.splice(index, 0, { start: address, end: address + size });
    this.#merge(index);
    this.#merge(index - 1);
  }

  /** Joins hole `index` with the next one if they touch. */
  #merge(index: number): void {
    const hole = this.#holes[index];
    const next = this.#holes[index + 1];
    if (hole === undefined || next === undefined || hole.end !== next.start) return;
    hole.end = next.end;
    this.#holes.splice(index + 1, 1);
  }

  #grow(size: number): boolean {
    const end = this.memory.buffer.byteLength;
    const last = this.#holes.at(-1);
    const tail = last !== undefined && last.end === end ? end - last.start : 0;
    const missing = size - tail;
    const wanted = Math.max(missing, Math.min(end / 2, this.#maximumBytes - end));
    const pages = Math.ceil(wanted / PAGE_BYTES);
    if (end + Math.ceil(missing / PAGE_BYTES) * PAGE_BYTES > this.#maximumBytes) return false;
    try {
      this.memory.grow(pages);
    } catch {
      return false;
    }
    const grown = this.memory.buffer.byteLength;
    if (tail > 0 && last !== undefined) last.end = grown;
    else this.#holes.push({ start: end, end: grown });
    return true;
  }
}
