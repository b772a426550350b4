/**
 * The live orders of a book by their id: a hash table of numbers, so that finding, adding and
 * removing an order makes no object. It grows with the largest number of orders alive at once.
 *
 * Open addressing with linear probing; a removed entry is closed by moving later entries of its
 * run forward, so slots are only good until the next `put` or `remove`.
 */

/** Stands in empty slots; no id is negative. */
const EMPTY = -1;
const FIRST_CAPACITY = 1 << 10;
const TWO_32 = 2 ** 32;

/** Bits of `flags`. */
export const ORDER_BID = 1;
/** Came with an opening snapshot and has stood at its price ever since. */
export const ORDER_OPENING = 2;
/** Proven not to stand: its volume is not in the book. */
export const ORDER_GHOST = 4;
/** A delete of it waits for the next row. */
export const ORDER_LEAVING = 8;

export class OrderTable {
  /** Live orders. */
  size = 0;
  prices = new Float64Array(FIRST_CAPACITY);
  /** Remaining volume in lots. */
  lots = new Float64Array(FIRST_CAPACITY);
  /** Since when it has stood at its price, exchange time in milliseconds. */
  sinceMs = new Float64Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);
  #ids = new Float64Array(FIRST_CAPACITY).fill(EMPTY);
  #mask = FIRST_CAPACITY - 1;

  /** Slot of an order, -1 if it is not alive. */
  find(id: number): number {
    const slot = this.#place(id);
    return this.#ids[slot] === id ? slot : -1;
  }

  /** Slot of an order, which is added with everything 0 if it is not alive. */
  put(id: number): number {
    let slot = this.#place(id);
    if (this.#ids[slot] === id) return slot;
    if (2 * (this.size + 1) > this.#ids.length) {
      this.#grow();
      slot = this.#place(id);
    }
    this.#ids[slot] = id;
    this.prices[slot] = this.lots[slot] = this.sinceMs[slot] = this.flags[slot] = 0;
    this.size++;
    return slot;
  }

  remove(slot: number): void {
    const mask = this.#mask;
    let hole = slot;
    for (let next = (hole + 1) & mask; this.#ids[next] !== EMPTY; next = (next + 1) & mask) {
      const home = hash(this.#ids[next]) & mask;
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      this.#ids[hole] = this.#ids[next];
      this.prices[hole] = this.prices[next];
      this.lots[hole] = this.lots[next];
      this.sinceMs[hole] = this.sinceMs[next];
      this.flags[hole] = this.flags[next];
      hole = next;
    }
    this.#ids[hole] = EMPTY;
    this.size--;
  }

  clear(): void {
    this.#ids.fill(EMPTY);
    this.size = 0;
  }

  /** Slot that holds `id`, or the empty one where it belongs. */
  #place(id: number): number {
    const mask = this.#mask;
    let slot = hash(id) & mask;
    while (this.#ids[slot] !== id && this.#ids[slot] !== EMPTY) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const { prices, lots, sinceMs, flags } = this;
    const ids = this.#ids;
    const capacity = ids.length * 2;
    this.prices = new Float64Array(capacity);
    this.lots = new Float64Array(capacity);
    this.sinceMs = new Float64Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.#ids = new Float64Array(capacity).fill(EMPTY);
    this.#mask = capacity - 1;
    for (let slot = 0; slot < ids.length; slot++) {
      if (ids[slot] === EMPTY) continue;
      const to = this.#place(ids[slot]);
      this.#ids[to] = ids[slot];
      this.prices[to] = prices[slot];
      this.lots[to] = lots[slot];
      this.sinceMs[to] = sinceMs[slot];
      this.flags[to] = flags[slot];
    }
  }
}

/** Mixes both halves of an id below 2^53. */
function hash(id: number): number {
  const mixed = Math.imul(id ^ Math.imul(id / TWO_32, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
