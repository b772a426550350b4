/**
 * The best levels of a ladder, followed by the worst of them: a change adds to their depth, and a
 * level that comes or goes moves that worst one to the next level that stands.
 *
 * In    a level at or above `floor`, in whole lots
 * Out   floor, the key of the worst of the best levels; depth, what stands on them
 * Keeps floor, depth and span of Ladder; what was settled before is out of date afterwards
 * Cost  an addition; a look at 64 slots where a level comes or goes
 *
 * Sums of whole lots are exact, so nothing has to be added up anew. Where the next level does not
 * stand nearby, or fewer stand than are followed, nothing is done and the side is settled instead.
 *
 * Source: own construction.
 */
import { Ladder } from "../layout";
import { sizeAt } from "./ladder";
import { markSlot, wordOf } from "./occupancy";
import { depthOfLevels, settleTop } from "./top";

/** Follows the best `levels` from here on. */
export function followBest(ladder: Ladder, levels: u32): void {
  settleTop(ladder, levels);
  ladder.depth = depthOfLevels(ladder, levels);
  ladder.span = spanBelow(ladder);
}

/** Keys of the window below its best levels. */
function spanBelow(ladder: Ladder): u32 {
  const floor = max<i32>(ladder.floor, ladder.base);
  return min<u32>(<u32>(floor - ladder.base), ladder.window);
}

/** Sets a level at or above `floor`. False, and nothing done, where the side has to be settled. */
export function setBest(ladder: Ladder, key: i32, lots: f64): bool {
  const mask = ladder.mask;
  const floor = ladder.floor;
  if (<u32>(key - ladder.base) > mask || floor < ladder.base) return false;
  const at = sizeAt(ladder, <u32>key & mask);
  const was = load<f64>(at);
  const came = <i32>(lots > 0.0) - <i32>(was > 0.0);
  let change = lots - was;
  if (came > 0) {
    const next = nextAbove(ladder, floor, key);
    if (next == floor) return false;
    change -= load<f64>(sizeAt(ladder, <u32>floor & mask));
    ladder.floor = next;
    ladder.ceiling = max<i32>(ladder.ceiling, key);
  } else if (came < 0) {
    const next = nextBelow(ladder, floor);
    if (next == floor) return false;
    change += load<f64>(sizeAt(ladder, <u32>next & mask));
    ladder.floor = next;
  }
  if (came != 0) {
    markSlot(ladder, <u32>key & mask, came > 0);
    ladder.count += came;
    ladder.span = spanBelow(ladder);
  }
  store<f64>(at, lots);
  ladder.depth += change;
  ladder.isStale = 1;
  return true;
}

/** The next level above `floor` once `key` stands, too; `floor` where it is not nearby. */
function nextAbove(ladder: Ladder, floor: i32, key: i32): i32 {
  const slot = floor & <i32>ladder.mask;
  const seen = 63 - (slot & 63);
  const above = (wordOf(ladder, slot >> 6) >> (slot & 63)) >> 1;
  const distance = min<i32>(key - floor, above == 0 ? 64 : 1 + <i32>ctz<u64>(above));
  return distance > seen ? floor : floor + distance;
}

/** The next level below `key`; `key` where it is not nearby. */
function nextBelow(ladder: Ladder, key: i32): i32 {
  const slot = key & <i32>ladder.mask;
  const below = (wordOf(ladder, slot >> 6) << (63 - (slot & 63))) << 1;
  const next = key - 1 - <i32>clz<u64>(below);
  return below == 0 || next < ladder.base ? key : next;
}
