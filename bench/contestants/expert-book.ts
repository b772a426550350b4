/**
 * The order book of the expert: two rings of sizes over the ticks around the market, a bitmap, and
 * the best ten levels of each side, settled only when one of them was touched.
 *
 * A level's key is its tick for bids and minus its tick for asks, so that one code path serves both
 * sides and the best level is the largest key. Everything lies in typed arrays that the closures
 * hold as constants: with one book in the process V8 compiles their addresses into the code.
 */
const WINDOW = 1 << 16;
const MASK = WINDOW - 1;
const WORDS = WINDOW >> 5;
/** The sides are not a multiple of a page apart, or their slots would compete for cache lines. */
const SIZES_STRIDE = WINDOW + 72;
const WORDS_STRIDE = WORDS + 24;
/** Levels kept settled. */
export const LEVELS = 10;
/** Key of a level that does not stand. */
export const NO_KEY = -(2 ** 31);

// places in `head`, each for two sides
const BASE = 0;
const CEILING = 2;
const FLOOR = 4;
const IS_TOUCHED = 6;
const IS_PLACED = 8;

/** Places in `flow`: what the settled sides add up to. */
export const SUM_5 = 0;
export const SUM_10 = 2;
/** Change of the best level and of all ten since the last settlement (Cont, Xu), per side. */
export const FLOW_1 = 4;
export const FLOW_10 = 6;

export interface ExpertBook {
  /** Keys of the best levels, best first: ten bids, then ten asks. */
  readonly keys: Int32Array;
  readonly lots: Float64Array;
  readonly flow: Float64Array;
  /** `stands` is 1, or 0 where `lots` is 0. */
  set(side: number, key: number, lots: number, stands: number): void;
  change(side: number, key: number, lots: number): void;
  clear(): void;
  /** Settles a side if its best levels were touched; false if there was nothing to do. */
  settle(side: number): boolean;
}

export function createExpertBook(): ExpertBook {
  const sizes = new Float64Array(2 * SIZES_STRIDE);
  const words = new Int32Array(2 * WORDS_STRIDE);
  const head = new Int32Array(10);
  const keys = new Int32Array(2 * LEVELS);
  const lotsOf = new Float64Array(2 * LEVELS);
  const flow = new Float64Array(8);
  const far = [new Map<number, number>(), new Map<number, number>()];

  function set(side: number, key: number, lots: number, stands: number): void {
    if ((key - head[BASE + side]) >>> 0 >= WINDOW) {
      setOutside(side, key, lots);
      return;
    }
    const slot = key & MASK;
    const word = side * WORDS_STRIDE + (slot >>> 5);
    sizes[side * SIZES_STRIDE + slot] = lots;
    words[word] = (words[word] & ~(1 << key)) | (stands << key);
    if (key >= head[FLOOR + side]) touch(side, key);
  }

  function touch(side: number, key: number): void {
    head[IS_TOUCHED + side] = 1;
    if (key > head[CEILING + side]) head[CEILING + side] = key;
  }

  function change(side: number, key: number, lots: number): void {
    const isInside = (key - head[BASE + side]) >>> 0 < WINDOW;
    const was = isInside ? sizes[side * SIZES_STRIDE + (key & MASK)] : (far[side].get(key) ?? 0);
    set(side, key, was + lots, was + lots > 0 ? 1 : 0);
  }

  function setOutside(side: number, key: number, lots: number): void {
    if (head[IS_PLACED + side] === 1 && key < head[BASE + side]) {
      if (lots > 0) far[side].set(key, lots);
      else far[side].delete(key);
      if (key >= head[FLOOR + side]) head[IS_TOUCHED + side] = 1;
    } else if (lots > 0) {
      place(side, key);
      set(side, key, lots, 1);
    }
  }

  /** Moves the window so that `best` lies at 7/8 of it; it begins with a whole word. */
  function place(side: number, best: number): void {
    const base = (best - (WINDOW - (WINDOW >> 3))) & -32;
    const before = head[BASE + side];
    const end = Math.min(base, before + WINDOW);
    for (let key = before; key < end; key++) {
      const slot = side * SIZES_STRIDE + (key & MASK);
      if (sizes[slot] > 0) far[side].set(key, sizes[slot]);
      sizes[slot] = 0;
      words[side * WORDS_STRIDE + ((key & MASK) >>> 5)] &= ~(1 << key);
    }
    head[BASE + side] = base;
    head[IS_PLACED + side] = 1;
    for (const [key, lots] of far[side]) {
      if (key < base) continue;
      far[side].delete(key);
      set(side, key, lots, 1);
    }
  }

  function clear(): void {
    sizes.fill(0);
    words.fill(0);
    keys.fill(NO_KEY);
    lotsOf.fill(0);
    flow.fill(0);
    for (let side = 0; side < 2; side++) {
      far[side].clear();
      head[BASE + side] = 0;
      head[CEILING + side] = NO_KEY;
      head[FLOOR + side] = NO_KEY;
      head[IS_TOUCHED + side] = 1;
      head[IS_PLACED + side] = 0;
    }
  }

  function settle(side: number): boolean {
    if (head[IS_TOUCHED + side] === 0) return false;
    head[IS_TOUCHED + side] = 0;
    flow[FLOW_1 + side] = 0;
    flow[FLOW_10 + side] = 0;
    flow[SUM_10 + side] = 0;
    const taken = takeFromWindow(side);
    if (taken < LEVELS) takeFromFar(side, taken);
    const best = side * LEVELS;
    head[FLOOR + side] = keys[best + LEVELS - 1];
    if (keys[best] > NO_KEY) {
      head[CEILING + side] = keys[best];
      if (keys[best] < head[BASE + side] + (WINDOW >> 2) && far[side].size > 0) {
        place(side, keys[best]);
        head[IS_TOUCHED + side] = 0;
      }
    }
    return true;
  }

  /** Walks the bitmap down from the ceiling, each word once. */
  function takeFromWindow(side: number): number {
    const base = head[BASE + side];
    const firstWord = side * WORDS_STRIDE;
    const firstSize = side * SIZES_STRIDE;
    const start = head[CEILING + side] & MASK;
    let index = start >>> 5;
    let bits = words[firstWord + index] & (-1 >>> (31 - (start & 31)));
    let taken = 0;
    for (let left = WORDS; left > 0; left--) {
      while (bits !== 0) {
        const bit = 31 - Math.clz32(bits);
        const slot = (index << 5) | bit;
        bits ^= 1 << bit;
        take(side, taken, base + ((slot - base) & MASK), sizes[firstSize + slot]);
        if (++taken === LEVELS) return taken;
      }
      index = (index - 1) & (WORDS - 1);
      bits = words[firstWord + index];
    }
    return taken;
  }

  /** Puts the next best level in its place and adds what changed there to the flow. */
  function take(side: number, level: number, key: number, lots: number): void {
    const at = side * LEVELS + level;
    const keyBefore = keys[at];
    const change = (key >= keyBefore ? lots : 0) - (key <= keyBefore ? lotsOf[at] : 0);
    keys[at] = key;
    lotsOf[at] = lots;
    flow[FLOW_10 + side] += change;
    flow[SUM_10 + side] += lots;
    if (level === 0) flow[FLOW_1 + side] = change;
    if (level === 4) flow[SUM_5 + side] = flow[SUM_10 + side];
  }

  /** A thin side: the levels beyond the window, then empty places. */
  function takeFromFar(side: number, taken: number): void {
    const rest = [...far[side]].sort((a, b) => b[0] - a[0]);
    for (let level = taken; level < LEVELS; level++) {
      const [key, lots] = rest[level - taken] ?? [NO_KEY, 0];
      take(side, level, key, lots);
    }
  }

  clear();
  return { keys, lots: lotsOf, flow, set, change, clear, settle };
}
