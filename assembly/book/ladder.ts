/**
 * One side of the order book on integer ticks: a window that follows the market and a list of the
 * levels beyond it, so that no level is ever lost.
 *
 * In    key   tick for bids, minus the tick for asks: the best level has the largest key
 *       size  lots standing at that key now, 0 deletes it
 * Out   sizes by key, and the levels from the best down
 * Keeps Ladder; 9 bytes a tick of the window, a mark for every 64, the overflow
 * Cost  three stores a change
 *
 * A key's slot is key & (window - 1), so the window moves without moving what stays in it. It is
 * placed with the best level at 7/8 of its width and moves when a better level comes above it or
 * the best one has fallen into its lowest quarter. What leaves it goes to the overflow; a move that
 * would not fit there is refused before anything is touched, and the caller makes room.
 *
 * Source: own construction, after the tick ladders of matching engines.
 */
import { Ladder } from "../layout";
import { markSlot, wordBelow, wordOf } from "./occupancy";
import {
  appendOverflow,
  entriesBelow,
  cutOverflow,
  keyAt,
  lotsAt,
  overflowOf,
  overflowSize,
  roomBeyond,
  setOverflow,
} from "./overflow";

/** Base of a window that holds no possible key. */
const NOWHERE: i32 = 0x7f000000;

/** Address of the size in `slot`. */
export function sizeAt(ladder: Ladder, slot: u32): usize {
  return changetype<usize>(ladder) + <usize>ladder.sizes + (<usize>slot << 3);
}

/** Size standing at `key`, 0 if none. */
export function ladderSize(ladder: Ladder, key: i32): f64 {
  const window = ladder.window;
  if (<u32>(key - ladder.base) < window) return load<f64>(sizeAt(ladder, key & (window - 1)));
  return key < ladder.base ? overflowSize(overflowOf(ladder), key) : 0.0;
}

/** Sets the size at `key`. False, and nothing done, where the overflow has no room. */
export function ladderSet(ladder: Ladder, key: i32, size: f64): bool {
  const window = ladder.window;
  if (<u32>(key - ladder.base) >= window) return setOutside(ladder, key, size);
  putInWindow(ladder, key, size, window);
  return true;
}

function putInWindow(ladder: Ladder, key: i32, size: f64, window: u32): void {
  const slot = <u32>key & (window - 1);
  const at = sizeAt(ladder, slot);
  const was = load<f64>(at);
  store<f64>(at, size);
  markSlot(ladder, slot, size > 0.0);
  ladder.count += <u32>(size > 0.0) - <u32>(was > 0.0);
  ladder.ceiling = max<i32>(ladder.ceiling, key);
  ladder.isStale |= <u32>(key >= ladder.floor);
}

/** Empties the side; the window is placed anew by the next level. */
export function ladderClear(ladder: Ladder): void {
  const head = changetype<usize>(ladder);
  memory.fill(head + <usize>ladder.sizes, 0, <usize>ladder.window << 3);
  memory.fill(head + <usize>ladder.occupied, 0, <usize>ladder.window);
  memory.fill(head + <usize>ladder.marks, 0, markBytes(ladder.window));
  overflowOf(ladder).head = 0;
  ladder.beyond = 0;
  ladder.base = NOWHERE;
  ladder.ceiling = i32.MIN_VALUE;
  ladder.count = 0;
  ladder.floor = i32.MIN_VALUE;
  ladder.isStale = 1;
  ladder.topCount = 0;
  ladder.isPlaced = 0;
}

/** One mark a word, searched eight at a time. */
function markBytes(window: u32): usize {
  return max<usize>(<usize>window >> 6, 8);
}

function setOutside(ladder: Ladder, key: i32, size: f64): bool {
  if (ladder.isPlaced && key < ladder.base) {
    if (!setOverflow(ladder, key, size)) return false;
    ladder.isStale |= <u32>(key >= ladder.floor);
    return true;
  }
  if (size == 0.0) return true;
  if (!moveWindow(ladder, key)) return false;
  putInWindow(ladder, key, size, ladder.window);
  return true;
}

/** Places the window so that `best` lies at 7/8 of it. False where the overflow has no room. */
export function moveWindow(ladder: Ladder, best: i32): bool {
  const base = best - <i32>(ladder.window - (ladder.window >> 3));
  if (ladder.isPlaced && base > ladder.base) {
    if (!pushOut(ladder, base)) return false;
  } else if (ladder.isPlaced) {
    pullIn(ladder, base);
  }
  ladder.base = base;
  ladder.ceiling = best;
  ladder.isPlaced = 1;
  return true;
}

/** Moves the levels below `base` from the window to the end of the overflow, worst first. */
function pushOut(ladder: Ladder, base: i32): bool {
  const window = ladder.window;
  const end = min<i64>(<i64>base, <i64>ladder.base + <i64>window);
  let leaving: u32 = 0;
  for (let key = <i64>ladder.base; key < end; key++) {
    leaving += <u32>(load<f64>(sizeAt(ladder, <u32>key & (window - 1))) > 0.0);
  }
  if (!roomBeyond(ladder, leaving)) return false;
  for (let key = <i64>ladder.base; key < end; key++) {
    const slot = <u32>key & (window - 1);
    const size = load<f64>(sizeAt(ladder, slot));
    if (size == 0.0) continue;
    appendOverflow(ladder, <i32>key, size);
    store<f64>(sizeAt(ladder, slot), 0.0);
    markSlot(ladder, slot, false);
  }
  ladder.count -= leaving;
  return true;
}

/** Moves the levels from `base` up from the overflow into the window. */
function pullIn(ladder: Ladder, base: i32): void {
  const list = overflowOf(ladder);
  const kept = entriesBelow(list, base);
  for (let index = kept; index < list.head; index++) {
    const lots = lotsAt(list, index);
    if (lots == 0.0) continue;
    const slot = <u32>keyAt(list, index) & (ladder.window - 1);
    store<f64>(sizeAt(ladder, slot), lots);
    markSlot(ladder, slot, true);
  }
  const standing = ladder.beyond;
  cutOverflow(ladder, kept);
  ladder.count += standing - ladder.beyond;
}

/** Levels standing on the side. */
export function levelCount(ladder: Ladder): u32 {
  return ladder.count + ladder.beyond;
}

/** Writes the best `levels`, best first: keys as i32, sizes as f64. Answers how many there were. */
export function takeLevels(ladder: Ladder, levels: u32, keys: usize, sizes: usize): u32 {
  let taken = takeFromWindow(ladder, min<u32>(levels, ladder.count), keys, sizes);
  const list = overflowOf(ladder);
  let index = list.head;
  while (taken < levels && index > 0) {
    index -= 1;
    const lots = lotsAt(list, index);
    if (lots == 0.0) continue;
    store<i32>(keys + (<usize>taken << 2), keyAt(list, index));
    store<f64>(sizes + (<usize>taken << 3), lots);
    taken += 1;
  }
  return taken;
}

/** Lots in the window on keys from `lowest` up, best first. */
export function windowLotsAbove(ladder: Ladder, lowest: f64): f64 {
  if (ladder.count == 0) return 0.0;
  const mask = <i32>ladder.window - 1;
  const base = ladder.base;
  const start = ladder.ceiling & mask;
  let index = start >> 6;
  let word = wordOf(ladder, index) & (u64.MAX_VALUE >> (63 - (start & 63)));
  let sum = 0.0;
  let left = ladder.count;
  while (true) {
    while (word != 0) {
      const bit = 63 - <i32>clz<u64>(word);
      const slot = (index << 6) | bit;
      if (<f64>(base + ((slot - base) & mask)) < lowest) return sum;
      sum += load<f64>(sizeAt(ladder, slot));
      left -= 1;
      if (left == 0) return sum;
      word ^= <u64>1 << bit;
    }
    index = wordBelow(ladder, index);
    if (index < 0) index = wordBelow(ladder, (mask + 1) >> 6);
    word = wordOf(ladder, index);
  }
}

/** Walks what is occupied from the ceiling down; the slots wrap once at most. */
function takeFromWindow(ladder: Ladder, wanted: u32, keys: usize, sizes: usize): u32 {
  if (wanted == 0) return 0;
  const mask = <i32>ladder.window - 1;
  const base = ladder.base;
  const start = ladder.ceiling & mask;
  let index = start >> 6;
  let word = wordOf(ladder, index) & (u64.MAX_VALUE >> (63 - (start & 63)));
  let taken: u32 = 0;
  while (true) {
    while (word != 0) {
      const bit = 63 - <i32>clz<u64>(word);
      const slot = (index << 6) | bit;
      store<i32>(keys + (<usize>taken << 2), base + ((slot - base) & mask));
      store<f64>(sizes + (<usize>taken << 3), load<f64>(sizeAt(ladder, slot)));
      taken += 1;
      if (taken == wanted) return taken;
      word ^= <u64>1 << bit;
    }
    index = wordBelow(ladder, index);
    if (index < 0) index = wordBelow(ladder, (mask + 1) >> 6);
    word = wordOf(ladder, index);
  }
}
