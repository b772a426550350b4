/**
 * Many small blocks of one linear memory: cells of equal size in slabs, so that taking and giving
 * back costs the same however many there are. Empty slabs go back to the arena.
 */
import type { LinearMemory } from "./linear-memory.ts";

const SLAB_BYTES = 65536;
const LEAST_CELL_BYTES = 64;
/** Larger blocks come from the arena itself. */
const MOST_CELL_BYTES = 8192;

interface Slab {
  readonly start: number;
  readonly cells: number;
  /** Slabs of the same cells that have room, this one among them unless it is full. */
  readonly open: Slab[];
  readonly free: number[];
}

export class Pool {
  readonly #memory: LinearMemory;
  readonly #open = new Map<number, Slab[]>();
  readonly #slabs = new Map<number, Slab>();

  constructor(memory: LinearMemory) {
    this.#memory = memory;
  }

  /**
   * @returns address of `bytes` bytes of unspecified content
   * @throws {MemoryFullError} if they do not fit
   */
  take(bytes: number): number {
    if (bytes > MOST_CELL_BYTES) return this.#memory.reserve(bytes);
    const cell =
      LEAST_CELL_BYTES * 2 ** Math.ceil(Math.log2(Math.max(bytes / LEAST_CELL_BYTES, 1)));
    const slab = this.#slabWith(cell);
    const address = slab.free.pop() as number;
    if (slab.free.length === 0) slab.open.splice(slab.open.indexOf(slab), 1);
    this.#slabs.set(address, slab);
    return address;
  }

  /** Gives a block back. */
  give(address: number): void {
    const slab = this.#slabs.get(address);
    if (slab === undefined) {
      this.#memory.arena.free(address);
      return;
    }
    this.#slabs.delete(address);
    if (slab.free.length === 0) slab.open.push(slab);
    slab.free.push(address);
    if (slab.free.length < slab.cells) return;
    slab.open.splice(slab.open.indexOf(slab), 1);
    this.#memory.arena.free(slab.start);
  }

  #slabWith(cell: number): Slab {
    let open = this.#open.get(cell);
    if (open === undefined) {
      open = [];
      this.#open.set(cell, open);
    }
    const last = open.at(-1);
    if (last !== undefined) return last;
    const start = this.#memory.reserve(SLAB_BYTES);
    const cells = SLAB_BYTES / cell;
    const free = Array.from({ length: cells }, (_, index) => start + (cells - 1 - index) * cell);
    const slab = { start, cells, open, free };
    open.push(slab);
    return slab;
  }
}
