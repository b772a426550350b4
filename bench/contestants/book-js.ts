/**
 * The book alone, as fast as typed arrays allow: a ring of sizes with a bitmap, and beside it the
 * best levels of each side kept sorted with the sum of the best ten kept current. A level below
 * the kept ones costs one store and one comparison; only when too few are left is the bitmap asked.
 */
import * as abi from "../../assembly/abi.ts";
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import type { PipelineOptions } from "./bench20.ts";
import { BLOCK, type BookUnderTest, TOP } from "./book-top10.ts";
import { viewsOf } from "./expert-js.ts";

const WINDOW = 1 << 16;
const MASK = WINDOW - 1;
const WORDS = WINDOW >> 5;
const SIZES_STRIDE = WINDOW + 72;
const WORDS_STRIDE = WORDS + 24;
/** Levels kept sorted; a refill fills all places, so that it is seldom needed. */
const KEPT = 24;
const NO_KEY = -(2 ** 31);

const LANES = abi.TICK_BYTES / 8;
const RECORD_WORDS = abi.TICK_BYTES / 4;
const PRICE = abi.TICK_PRICE / 8;
const SIZE = abi.TICK_SIZE / 8;
const SIZE_HIGH = abi.TICK_SIZE / 4 + 1;
const FLAGS = abi.TICK_FLAGS / 4;

// places in `head`, each for two sides
const BASE = 0;
const FLOOR = 2;
const COUNT = 4;
const IS_PLACED = 6;

export function createBookJs(levels: TickBatch, options: PipelineOptions): BookUnderTest {
  const ticksPerUnit = Math.round(1 / options.tickSize);
  const lotsPerUnit = Math.round(1 / options.lotSize);
  const { f64, i32 } = viewsOf(levels);
  const sizes = new Float64Array(2 * SIZES_STRIDE);
  const words = new Int32Array(2 * WORDS_STRIDE);
  const head = new Int32Array(8);
  // kept levels, best first; one place more than kept, so that an insertion may push out of the end
  const keys = new Int32Array(2 * (KEPT + 1));
  const lotsOf = new Float64Array(2 * (KEPT + 1));
  const sums = new Float64Array(2);
  const far = [new Map<number, number>(), new Map<number, number>()];
  const depths = new Float64Array(2 * BLOCK);

  function apply(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const lane = i * LANES;
      const word = i * RECORD_WORDS;
      const side = (i32[word + FLAGS] >> 5) & 1;
      const tick = (f64[lane + PRICE] * ticksPerUnit + 0.5) | 0;
      const lots = Math.floor(f64[lane + SIZE] * lotsPerUnit + 0.5);
      set(side, (tick ^ -side) + side, lots, (0 - i32[word + SIZE_HIGH]) >>> 31);
      const out = 2 * (i - from);
      depths[out] = sums[0];
      depths[out + 1] = sums[1];
    }
  }

  function set(side: number, key: number, lots: number, stands: number): void {
    if ((key - head[BASE + side]) >>> 0 >= WINDOW) {
      setOutside(side, key, lots);
      return;
    }
    store(side, key, lots, stands);
    if (key >= head[FLOOR + side]) keep(side, key, lots);
  }

  function store(side: number, key: number, lots: number, stands: number): void {
    const slot = key & MASK;
    const word = side * WORDS_STRIDE + (slot >>> 5);
    sizes[side * SIZES_STRIDE + slot] = lots;
    words[word] = (words[word] & ~(1 << key)) | (stands << key);
  }

  /** Brings a level at or above the floor into the kept ones. */
  function keep(side: number, key: number, lots: number): void {
    const first = side * (KEPT + 1);
    let at = first;
    const end = first + head[COUNT + side];
    while (at < end && keys[at] > key) at++;
    const tenth = first + TOP;
    if (at < end && keys[at] === key) {
      if (lots > 0) {
        if (at < tenth) sums[side] += lots - lotsOf[at];
        lotsOf[at] = lots;
      } else {
        remove(side, at, end, tenth);
      }
    } else if (lots > 0) {
      insert(side, at, key, lots);
    }
  }

  function insert(side: number, at: number, key: number, lots: number): void {
    const first = side * (KEPT + 1);
    const tenth = first + TOP;
    const end = first + head[COUNT + side];
    if (at < tenth) sums[side] += lots - (end >= tenth ? lotsOf[tenth - 1] : 0);
    for (let i = end; i > at; i--) {
      keys[i] = keys[i - 1];
      lotsOf[i] = lotsOf[i - 1];
    }
    keys[at] = key;
    lotsOf[at] = lots;
    if (end - first < KEPT) head[COUNT + side] += 1;
    else head[FLOOR + side] = keys[first + KEPT - 1];
  }

  function remove(side: number, at: number, end: number, tenth: number): void {
    if (at < tenth) sums[side] += (end > tenth ? lotsOf[tenth] : 0) - lotsOf[at];
    for (let i = at + 1; i < end; i++) {
      keys[i - 1] = keys[i];
      lotsOf[i - 1] = lotsOf[i];
    }
    keys[end - 1] = NO_KEY;
    head[COUNT + side] -= 1;
    if (end - 1 < tenth && head[FLOOR + side] !== NO_KEY) refill(side);
  }

  /** Fills the kept levels from the bitmap. */
  function refill(side: number): void {
    const first = side * (KEPT + 1);
    const base = head[BASE + side];
    const start = (keys[first] >= base ? keys[first] : base + MASK) & MASK;
    let index = start >>> 5;
    let bits = words[side * WORDS_STRIDE + index] & (-1 >>> (31 - (start & 31)));
    let taken = 0;
    for (let left = WORDS; left > 0 && taken < KEPT; left--) {
      while (bits !== 0 && taken < KEPT) {
        const bit = 31 - Math.clz32(bits);
        const slot = (index << 5) | bit;
        bits ^= 1 << bit;
        keys[first + taken] = base + ((slot - base) & MASK);
        lotsOf[first + taken] = sizes[side * SIZES_STRIDE + slot];
        taken++;
      }
      index = (index - 1) & (WORDS - 1);
      bits = words[side * WORDS_STRIDE + index];
    }
    if (taken < KEPT) taken = refillFromFar(side, taken);
    settle(side, taken);
  }

  function refillFromFar(side: number, taken: number): number {
    const first = side * (KEPT + 1);
    const rest = [...far[side]].sort((a, b) => b[0] - a[0]).slice(0, KEPT - taken);
    for (const [index, [key, lots]] of rest.entries()) {
      keys[first + taken + index] = key;
      lotsOf[first + taken + index] = lots;
    }
    return taken + rest.length;
  }

  function settle(side: number, count: number): void {
    const first = side * (KEPT + 1);
    head[COUNT + side] = count;
    head[FLOOR + side] = count < KEPT ? NO_KEY : keys[first + KEPT - 1];
    if (count === 0) keys[first] = NO_KEY;
    sums[side] = 0;
    for (let i = 0; i < Math.min(count, TOP); i++) sums[side] += lotsOf[first + i];
    const isLow = count > 0 && keys[first] < head[BASE + side] + (WINDOW >> 2);
    if (isLow && far[side].size > 0) place(side, keys[first]);
  }

  function setOutside(side: number, key: number, lots: number): void {
    if (head[IS_PLACED + side] === 1 && key < head[BASE + side]) {
      if (lots > 0) far[side].set(key, lots);
      else far[side].delete(key);
      if (key >= head[FLOOR + side]) keep(side, key, lots);
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
      const lots = sizes[side * SIZES_STRIDE + (key & MASK)];
      if (lots > 0) far[side].set(key, lots);
      store(side, key, 0, 0);
    }
    head[BASE + side] = base;
    head[IS_PLACED + side] = 1;
    for (const [key, lots] of far[side]) {
      if (key < base) continue;
      far[side].delete(key);
      store(side, key, lots, 1);
    }
  }

  function reset(): void {
    sizes.fill(0);
    words.fill(0);
    keys.fill(NO_KEY);
    lotsOf.fill(0);
    sums.fill(0);
    head.fill(0);
    for (let side = 0; side < 2; side++) {
      far[side].clear();
      head[FLOOR + side] = NO_KEY;
    }
  }

  reset();
  return { depths, perUnit: lotsPerUnit, apply, reset };
}
