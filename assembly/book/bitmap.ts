/**
 * Which slots of a ladder are occupied: 64 slots a word, 64 words a group, 64 groups the root.
 *
 * In    slots in [0, window), window a power of two up to 2^18
 * Out   the next occupied word below another
 * Keeps window / 64 words, window / 4096 groups (at least 1) and 1 root, 8 bytes each
 * Cost  setting a slot touches one word; the levels above only when the word turns empty or full
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
  const at = changetype<usize>(ladder) + <usize>ladder.words + (<usize>(slot >> 6) << 3);
  const bit = <u64>(slot & 63);
  const before = load<u64>(at);
  const after = (before & ~(<u64>1 << bit)) | (isOccupied << bit);
  store<u64>(at, after);
  if ((before == 0) != (after == 0)) markWord(ladder, slot >> 6, after != 0);
}

/** Says that word `word` holds an occupied slot or none. */
export function markWord(ladder: Ladder, word: u32, isOccupied: bool): void {
  const at = changetype<usize>(ladder) + <usize>ladder.groups + (<usize>(word >> 6) << 3);
  const before = load<u64>(at);
  const bit = <u64>1 << (word & 63);
  const after = isOccupied ? before | bit : before & ~bit;
  store<u64>(at, after);
  const rootAt = changetype<usize>(ladder) + <usize>ladder.root;
  const rootBit = <u64>1 << (word >> 6);
  const root = load<u64>(rootAt);
  store<u64>(rootAt, after != 0 ? root | rootBit : root & ~rootBit);
}

/** Index of the highest occupied word below `limit`, -1 if there is none. */
export function wordBelow(ladder: Ladder, limit: i32): i32 {
  if (limit <= 0) return -1;
  const last = limit - 1;
  const group = last >> 6;
  const groupsAt = changetype<usize>(ladder) + <usize>ladder.groups;
  const here = load<u64>(groupsAt + (<usize>group << 3)) & (u64.MAX_VALUE >> (63 - (last & 63)));
  if (here != 0) return (group << 6) | (63 - <i32>clz<u64>(here));
  if (group == 0) return -1;
  const root =
    load<u64>(changetype<usize>(ladder) + <usize>ladder.root) & (u64.MAX_VALUE >> (64 - group));
  if (root == 0) return -1;
  const next = 63 - <i32>clz<u64>(root);
  return (next << 6) | (63 - <i32>clz<u64>(load<u64>(groupsAt + (<usize>next << 3))));
}
