/**
 * The levels worse than a ladder's window: a list sorted by key, best at its end.
 *
 * In    keys below the window's base
 * Out   sizes; whether there was room
 * Keeps a Ring head (head = number of levels) and 16 bytes a level: key i32, size f64; hints
 * Cost  a binary search and a move of the better ones per change; far levels change seldom
 *
 * The few far levels that change often stand at round prices: a hint says where one was found last,
 * and is believed only where its key still stands there.
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

/** Address of entry `index`: key i32 at +0, size f64 at +8. */
export function entryAt(list: Ring, index: u32): usize {
  return changetype<usize>(list) + offsetof<Ring>() + <usize>index * LEVEL_BYTES;
}

/** Number of entries whose key is below `key`. */
export function entriesBelow(list: Ring, key: i32): u32 {
  let low: u32 = 0;
  let high = list.head;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<i32>(entryAt(list, middle)) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Size held at `key`, 0 if none. */
export function overflowSize(list: Ring, key: i32): f64 {
  const index = entriesBelow(list, key);
  if (index == list.head || load<i32>(entryAt(list, index)) != key) return 0.0;
  return load<f64>(entryAt(list, index), 8);
}

/** Where it is noted at which entry `key` was found last, u32. */
// @ts-ignore: a decorator of the core's compiler
@inline
function hintAt(ladder: Ladder, key: i32): usize {
  const place = (<u32>key * 0x9e3779b1) >> abi.HINT_SHIFT;
  return changetype<usize>(ladder) + <usize>ladder.hints + (<usize>place << 2);
}

/** Changes the size at `key` if it stands where it was found last. */
// @ts-ignore: a decorator of the core's compiler
@inline
export function changeKnown(ladder: Ladder, key: i32, size: f64): bool {
  const list = overflowOf(ladder);
  const index = load<u32>(hintAt(ladder, key));
  const at = entryAt(list, index);
  if (index >= list.head || load<i32>(at) != key || size == 0.0) return false;
  store<f64>(at, size, 8);
  return true;
}

/** Sets the size at `key`, 0 removes it. False, and nothing done, where there is no room. */
export function setOverflow(ladder: Ladder, key: i32, size: f64): bool {
  const list = overflowOf(ladder);
  const index = entriesBelow(list, key);
  store<u32>(hintAt(ladder, key), index);
  const at = entryAt(list, index);
  const rest = <usize>(list.head - index) * LEVEL_BYTES;
  if (index < list.head && load<i32>(at) == key) {
    if (size > 0.0) {
      store<f64>(at, size, 8);
    } else {
      memory.copy(at, at + LEVEL_BYTES, rest - LEVEL_BYTES);
      list.head -= 1;
    }
    return true;
  }
  if (size == 0.0) return true;
  if (list.head > list.mask) return false;
  memory.copy(at + LEVEL_BYTES, at, rest);
  store<i32>(at, key);
  store<f64>(at, size, 8);
  list.head += 1;
  return true;
}

/** Puts a level better than all others at the end. Callers promise that there is room. */
export function appendOverflow(list: Ring, key: i32, size: f64): void {
  const at = entryAt(list, list.head);
  store<i32>(at, key);
  store<f64>(at, size, 8);
  list.head += 1;
}
