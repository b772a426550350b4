/**
 * The levels worse than a ladder's window: a list sorted by key, best at its end.
 *
 * In    keys below the window's base
 * Out   sizes; whether there was room
 * Keeps a Ring head (head = number of entries) and 16 bytes an entry: key i32, size f64; hints
 * Cost  one look where a key was found before; else a binary search, and for a new key a move of
 *       the better ones
 *
 * A level that falls leaves its entry with size 0, for it often comes back; such entries are taken
 * out when there is no room for a new one. A hint says where a key was found last, and is believed
 * only where that key still stands there.
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { Ladder, Ring } from "../layout";

const LEVEL_BYTES: usize = 16;

/** The list of a ladder. */
export function overflowOf(ladder: Ladder): Ring {
  return changetype<Ring>(changetype<usize>(ladder) + ladder.overflow);
}

/** Key of entry `index`. */
export function keyAt(list: Ring, index: u32): i32 {
  return load<i32>(entryAt(list, index));
}

/** Size of entry `index`, 0 where it has fallen. */
export function lotsAt(list: Ring, index: u32): f64 {
  return load<f64>(entryAt(list, index), 8);
}

/** Address of entry `index`: key i32 at +0, size f64 at +8. */
function entryAt(list: Ring, index: u32): usize {
  return changetype<usize>(list) + offsetof<Ring>() + <usize>index * LEVEL_BYTES;
}

/** Number of entries whose key is below `key`. */
export function entriesBelow(list: Ring, key: i32): u32 {
  let low: u32 = 0;
  let high = list.head;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyAt(list, middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the first `end` entries there are up to the best one that stands, 0 if none does. */
export function standingBelow(list: Ring, end: u32): u32 {
  let index = end;
  while (index > 0 && lotsAt(list, index - 1) == 0.0) index -= 1;
  return index;
}

/** Size held at `key`, 0 if none. */
export function overflowSize(list: Ring, key: i32): f64 {
  const index = entriesBelow(list, key);
  return index < list.head && keyAt(list, index) == key ? lotsAt(list, index) : 0.0;
}

/** Where it is noted at which entry `key` was found last, u32. */
// @ts-ignore: a decorator of the core's compiler
@inline
function hintAt(ladder: Ladder, key: i32): usize {
  const place = (<u32>key * 0x9e3779b1) >> abi.HINT_SHIFT;
  return changetype<usize>(ladder) + <usize>ladder.hints + (<usize>place << 2);
}

/** Sets the size at `key` if it stands where it was found last. */
// @ts-ignore: a decorator of the core's compiler
@inline
export function changeKnown(ladder: Ladder, key: i32, size: f64): bool {
  const list = overflowOf(ladder);
  const index = load<u32>(hintAt(ladder, key));
  if (index >= list.head || keyAt(list, index) != key) return false;
  setEntry(ladder, entryAt(list, index), size);
  return true;
}

// @ts-ignore: a decorator of the core's compiler
@inline
function setEntry(ladder: Ladder, at: usize, size: f64): void {
  ladder.beyond += <u32>(size > 0.0) - <u32>(load<f64>(at, 8) > 0.0);
  store<f64>(at, size, 8);
}

/** Sets the size at `key`, 0 removes it. False, and nothing done, where there is no room. */
export function setOverflow(ladder: Ladder, key: i32, size: f64): bool {
  const list = overflowOf(ladder);
  let index = entriesBelow(list, key);
  store<u32>(hintAt(ladder, key), index);
  if (index < list.head && keyAt(list, index) == key) {
    setEntry(ladder, entryAt(list, index), size);
    return true;
  }
  if (size == 0.0) return true;
  if (list.head > list.mask) {
    if (ladder.beyond > list.mask) return false;
    dropFallen(list);
    index = entriesBelow(list, key);
  }
  const at = entryAt(list, index);
  memory.copy(at + LEVEL_BYTES, at, <usize>(list.head - index) * LEVEL_BYTES);
  list.head += 1;
  put(ladder, at, key, size);
  return true;
}

// @ts-ignore: a decorator of the core's compiler
@inline
function put(ladder: Ladder, at: usize, key: i32, size: f64): void {
  store<i32>(at, key);
  store<f64>(at, size, 8);
  ladder.beyond += 1;
}

/** Makes room for `levels` more; false, and nothing done, where there is none. */
export function roomBeyond(ladder: Ladder, levels: u32): bool {
  const list = overflowOf(ladder);
  if (list.head + levels > list.mask + 1) {
    if (ladder.beyond + levels > list.mask + 1) return false;
    dropFallen(list);
  }
  return true;
}

/** Puts a level better than all others at the end. Callers promise that there is room. */
export function appendOverflow(ladder: Ladder, key: i32, size: f64): void {
  const list = overflowOf(ladder);
  put(ladder, entryAt(list, list.head), key, size);
  list.head += 1;
}

/** Takes the entries from `index` on out of the list. */
export function cutOverflow(ladder: Ladder, index: u32): void {
  const list = overflowOf(ladder);
  for (let at = index; at < list.head; at++) ladder.beyond -= <u32>(lotsAt(list, at) > 0.0);
  list.head = index;
}

/** Takes out the entries that have fallen. */
function dropFallen(list: Ring): void {
  let kept: u32 = 0;
  for (let index: u32 = 0; index < list.head; index++) {
    if (lotsAt(list, index) == 0.0) continue;
    v128.store(entryAt(list, kept), v128.load(entryAt(list, index)));
    kept += 1;
  }
  list.head = kept;
}
