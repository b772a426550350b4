/**
 * The best levels of a side, settled at the end of a message: where they are, what stands there,
 * how much up to each of them, and what changed there since they were settled before.
 *
 *   change_m = size | size - size' | -size'   for a key of level m above | at | below that before
 *
 * In    a ladder of which a level at or above `floor` changed
 * Out   topKeys, topSizes, topSums (cumulative), topChanges, all best first; sizes in lots
 * Keeps those four arrays; levels that do not stand have the smallest key and size 0
 * Cost  one bit, one load and one comparison a level, only where one of them changed
 *
 * Source: R. Cont, A. Kukanov and S. Stoikov, "The Price Impact of Order Book Events", Journal of
 * Financial Econometrics 12(1), 2014, (2), for the change of a level.
 */
import { Ladder } from "../layout";
import { moveWindow, sizeAt } from "./ladder";
import { wordBelow, wordOf } from "./occupancy";
import { keyAt, lotsAt, overflowOf, standingBelow } from "./overflow";

/** Key of a level that does not stand. */
const NO_KEY: i32 = i32.MIN_VALUE;

/** Address of the keys of the settled levels, i32, best first. */
export function topKeys(ladder: Ladder): usize {
  return changetype<usize>(ladder) + ladder.topKeys;
}

/** Address of the sizes of the settled levels, f64, best first. */
export function topSizes(ladder: Ladder): usize {
  return changetype<usize>(ladder) + ladder.topSizes;
}

/** Address of the changes of the settled levels, f64, best first. */
export function topChanges(ladder: Ladder): usize {
  return changetype<usize>(ladder) + ladder.topChanges;
}

function topSums(ladder: Ladder): usize {
  return changetype<usize>(ladder) + ladder.topSums;
}

/** Lots on the best `levels` levels. Callers promise that they are settled where they stand. */
export function depthOfLevels(ladder: Ladder, levels: u32): f64 {
  const end = min<u32>(levels, ladder.topCount);
  return end == 0 ? 0.0 : load<f64>(topSums(ladder) + (<usize>(end - 1) << 3));
}

/** Settles the best `levels` and moves the window after the market. 1 if the window moved. */
export function settleTop(ladder: Ladder, levels: u32): u32 {
  let moved: u32 = 0;
  if (ladder.count == 0 && ladder.beyond > 0) {
    moveWindow(ladder, bestBeyond(ladder));
    moved = 1;
  }
  pullTop(ladder, levels);
  if (ladder.topCount == 0) return moved;
  const best = load<i32>(topKeys(ladder));
  if (best < ladder.base + <i32>(ladder.window >> 2) && ladder.beyond > 0) {
    moveWindow(ladder, best);
    moved = 1;
  }
  return moved;
}

/** Key of the best level beyond the window. Callers promise that there is one. */
function bestBeyond(ladder: Ladder): i32 {
  const list = overflowOf(ladder);
  return keyAt(list, standingBelow(list, list.head) - 1);
}

/** Settles the best `levels` of the side. */
export function pullTop(ladder: Ladder, levels: u32): void {
  let taken = pullFromWindow(ladder, min<u32>(levels, ladder.count));
  if (taken < levels) taken = pullFromOverflow(ladder, taken, levels);
  ladder.topCount = taken;
  ladder.isStale = 0;
  ladder.floor = NO_KEY;
  if (taken < levels) clearRest(ladder, taken, levels);
  else ladder.floor = load<i32>(topKeys(ladder) + (<usize>(levels - 1) << 2));
  if (taken > 0 && ladder.count > 0) ladder.ceiling = load<i32>(topKeys(ladder));
}

/** Walks what is occupied from the ceiling down; the slots wrap once at most. */
function pullFromWindow(ladder: Ladder, wanted: u32): u32 {
  if (wanted == 0) return 0;
  const keys = topKeys(ladder);
  const sizes = topSizes(ladder);
  const sums = topSums(ladder);
  const changes = topChanges(ladder);
  const mask = <i32>ladder.window - 1;
  const base = ladder.base;
  const start = ladder.ceiling & mask;
  let index = start >> 6;
  let word = wordOf(ladder, index) & (u64.MAX_VALUE >> (63 - (start & 63)));
  let sum = 0.0;
  let taken: u32 = 0;
  while (true) {
    while (word != 0) {
      const bit = 63 - <i32>clz<u64>(word);
      const slot = (index << 6) | bit;
      word ^= <u64>1 << bit;
      const key = base + ((slot - base) & mask);
      const size = load<f64>(sizeAt(ladder, slot));
      const at = <usize>taken << 3;
      sum += size;
      store<f64>(changes + at, changeAt(keys, sizes, taken, key, size));
      store<i32>(keys + (<usize>taken << 2), key);
      store<f64>(sizes + at, size);
      store<f64>(sums + at, sum);
      taken += 1;
      if (taken == wanted) return taken;
    }
    index = wordBelow(ladder, index);
    if (index < 0) index = wordBelow(ladder, (mask + 1) >> 6);
    word = wordOf(ladder, index);
  }
}

/** What a level that now stands at `key` with `size` changed by. */
function changeAt(keys: usize, sizes: usize, level: u32, key: i32, size: f64): f64 {
  const keyBefore = load<i32>(keys + (<usize>level << 2));
  const sizeBefore = load<f64>(sizes + (<usize>level << 3));
  return (key >= keyBefore ? size : 0.0) - (key <= keyBefore ? sizeBefore : 0.0);
}

/** A thin side: the best levels beyond the window. Answers how many levels there are now. */
function pullFromOverflow(ladder: Ladder, from: u32, levels: u32): u32 {
  const list = overflowOf(ladder);
  let level = from;
  for (let index = list.head; index > 0 && level < levels; index--) {
    const lots = lotsAt(list, index - 1);
    if (lots == 0.0) continue;
    put(ladder, level, keyAt(list, index - 1), lots);
    level += 1;
  }
  return level;
}

function clearRest(ladder: Ladder, from: u32, levels: u32): void {
  for (let level = from; level < levels; level++) put(ladder, level, NO_KEY, 0.0);
}

/** Puts the next level in its place. */
function put(ladder: Ladder, level: u32, key: i32, size: f64): void {
  const keys = topKeys(ladder);
  const sizes = topSizes(ladder);
  const at = <usize>level << 3;
  const sum = level == 0 ? 0.0 : load<f64>(topSums(ladder) + at - 8);
  store<f64>(topChanges(ladder) + at, changeAt(keys, sizes, level, key, size));
  store<i32>(keys + (<usize>level << 2), key);
  store<f64>(sizes + at, size);
  store<f64>(topSums(ladder) + at, sum + size);
}
