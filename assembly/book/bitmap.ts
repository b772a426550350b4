/**
 * Which slots of a ladder are occupied: 64 slots a word, 64 words a group.
 *
 * In    slots in [0, window), window a power of two up to 2^18
 * Out   the next occupied word below another
 * Keeps window / 64 words and window / 4096 groups (at least 1), 8 bytes each
 * Cost  setting a slot touches one word and one group, without a branch
 *
 * A group's bit says that its word may hold something: it is set with every slot and taken back
 * only by a search that finds the word empty, so that changing a level asks no question.
 *
 * Source: own construction; the idea is the hierarchical bitmap of priority schedulers.
 */
import { Ladder } from "../layout";

/** Address of word `index`. */
export function wordAt(ladder: Ladder, index: i32): usize {
  return changetype<usize>(ladder) + <usize>ladder.words + (<usize>index << 3);
}

/** Says that `slot` is occupied (1) or empty (0). */
export function markSlot(ladder: Ladder, slot: u32, isOccupied: u64): void {
  const at = wordAt(ladder, slot >> 6);
  const bit = <u64>(slot & 63);
  store<u64>(at, (load<u64>(at) & ~(<u64>1 << bit)) | (isOccupied << bit));
  const group = changetype<usize>(ladder) + <usize>ladder.groups + (<usize>(slot >> 12) << 3);
  store<u64>(group, load<u64>(group) | (isOccupied << <u64>((slot >> 6) & 63)));
}

/** Index of the highest occupied word below `limit`, -1 if there is none. */
export function wordBelow(ladder: Ladder, limit: i32): i32 {
  if (limit <= 0) return -1;
  const last = limit - 1;
  let group = last >> 6;
  let at = changetype<usize>(ladder) + <usize>ladder.groups + (<usize>group << 3);
  let bits = load<u64>(at) & (u64.MAX_VALUE >> (63 - (last & 63)));
  while (true) {
    while (bits != 0) {
      const bit = 63 - <i32>clz<u64>(bits);
      const index = (group << 6) | bit;
      if (load<u64>(wordAt(ladder, index)) != 0) return index;
      const mask = <u64>1 << bit;
      bits ^= mask;
      store<u64>(at, load<u64>(at) & ~mask);
    }
    if (group == 0) return -1;
    group -= 1;
    at -= 8;
    bits = load<u64>(at);
  }
}
