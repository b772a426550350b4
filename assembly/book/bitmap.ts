/**
 * Which slots of a ladder are occupied: 64 slots a word, and for each word a mark, one byte.
 *
 * In    slots in [0, window), window a power of two up to 2^18
 * Out   the next occupied word below another
 * Keeps window / 64 words of 8 bytes and as many marks
 * Cost  setting a slot turns one word and stores one mark, without a branch
 *
 * A mark says that its word may hold something: it is stored with every slot and taken back only by
 * a search that finds the word empty, so that changing a level asks no question. A search looks at
 * eight marks at once.
 *
 * Source: own construction; the idea is the hierarchical bitmap of priority schedulers.
 */
import { Ladder } from "../layout";

/** Address of word `index`. */
export function wordAt(ladder: Ladder, index: i32): usize {
  return changetype<usize>(ladder) + <usize>ladder.words + (<usize>index << 3);
}

/** A word with its bit 0 replaced: `turned` is the word turned right by the slot. */
// @ts-ignore: a decorator of the core's compiler
@inline
export function withLowest(turned: u64, isOccupied: u64): u64 {
  return (turned & ~(<u64>1)) | isOccupied;
}

/** Says that `slot` is occupied (1) or empty (0). */
export function markSlot(ladder: Ladder, slot: u32, isOccupied: u64): void {
  const at = wordAt(ladder, slot >> 6);
  const turned = rotr<u64>(load<u64>(at), <u64>slot);
  store<u64>(at, rotl<u64>(withLowest(turned, isOccupied), <u64>slot));
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
      if (load<u64>(wordAt(ladder, index)) != 0) return index;
      store<u8>(marks + <usize>index, 0);
      bits ^= <u64>1 << bit;
    }
    if (first == 0) return -1;
    first -= 8;
    bits = load<u64>(marks + <usize>first);
  }
}
