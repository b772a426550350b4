/**
 * Which slots of a ladder are occupied: one byte a slot, and one mark for every 64 of them.
 *
 * In    slots in [0, window), window a power of two from 64 to 2^18
 * Out   64 slots as the bits of a word; the next occupied word below another
 * Keeps window bytes, 0xff where a level stands, and window / 64 marks of a byte
 * Cost  setting a slot stores a byte and a mark, without a branch and without reading what was
 *
 * Bits in shared words would be smaller, but neighbouring levels change one after the other, and
 * each would wait for the word that the one before has just stored.
 *
 * A mark says that its word may hold something: it is stored with every slot and taken back only by
 * a search that finds the word empty. A search looks at eight marks at once.
 *
 * Source: own construction; the idea is the hierarchical bitmap of priority schedulers.
 */
import { Ladder } from "../layout";

/** Address of the byte of `slot`. */
function occupiedAt(ladder: Ladder, slot: u32): usize {
  return changetype<usize>(ladder) + <usize>ladder.occupied + <usize>slot;
}

/** Word `index`: its bit is set where one of its 64 slots is occupied. */
export function wordOf(ladder: Ladder, index: i32): u64 {
  const at = occupiedAt(ladder, index << 6);
  const low = i8x16.bitmask(v128.load(at)) | (i8x16.bitmask(v128.load(at, 16)) << 16);
  const high = i8x16.bitmask(v128.load(at, 32)) | (i8x16.bitmask(v128.load(at, 48)) << 16);
  return (<u64>(<u32>high) << 32) | <u64>(<u32>low);
}

/** Whether one of the slots of word `index` is occupied. */
function isOccupied(ladder: Ladder, index: i32): bool {
  const at = occupiedAt(ladder, index << 6);
  const low = v128.or(v128.load(at), v128.load(at, 16));
  const high = v128.or(v128.load(at, 32), v128.load(at, 48));
  return v128.any_true(v128.or(low, high));
}

/** Says whether `slot` is occupied. */
export function markSlot(ladder: Ladder, slot: u32, stands: bool): void {
  store<u8>(occupiedAt(ladder, slot), stands ? 0xff : 0);
  store<u8>(changetype<usize>(ladder) + <usize>ladder.marks + <usize>(slot >> 6), 1);
}

/** Index of the highest occupied word below `limit`, -1 if there is none. */
export function wordBelow(ladder: Ladder, limit: i32): i32 {
  if (limit <= 0) return -1;
  const marks = changetype<usize>(ladder) + <usize>ladder.marks;
  const last = limit - 1;
  let first = last & ~7;
  let bits = load<u64>(marks + <usize>first) & (u64.MAX_VALUE >> (56 - ((last & 7) << 3)));
  while (true) {
    while (bits != 0) {
      const bit = (63 - <i32>clz<u64>(bits)) & ~7;
      const index = first + (bit >> 3);
      if (isOccupied(ladder, index)) return index;
      store<u8>(marks + <usize>index, 0);
      bits ^= <u64>1 << bit;
    }
    if (first == 0) return -1;
    first -= 8;
    bits = load<u64>(marks + <usize>first);
  }
}
