/**
 * The best levels of a ladder, kept sorted: one change moves the levels behind it by a place.
 *
 * In    a ladder whose level `key` has just been set to `lots`, at or above its floor
 * Out   topKeys and topSizes as settling would leave them; a level that does not stand has the
 *       smallest key and size 0
 * Keeps a multiple of four levels
 * Cost  four levels at a time, without a branch that depends on where the level lies
 *
 * The sums and changes that settling writes are not kept.
 *
 * Source: own construction.
 */
import { Ladder } from "../layout";
import { sizeAt } from "./ladder";
import { wordBelow, wordOf } from "./occupancy";
import { entriesBelow, keyAt, lotsAt, overflowOf, standingBelow } from "./overflow";
import { settleTop, topKeys, topSizes } from "./top";

const NO_KEY: i32 = i32.MIN_VALUE;

/** Brings the best `kept` levels up to date after a change. */
export function topApply(ladder: Ladder, kept: u32, key: i32, lots: f64): void {
  const keys = topKeys(ladder);
  const sizes = topSizes(ladder);
  const place = placeOf(keys, kept, key);
  const stood = place < kept && load<i32>(keys + (<usize>place << 2)) == key;
  if (lots > 0.0) {
    if (stood) store<f64>(sizes + (<usize>place << 3), lots);
    else insert(ladder, keys, sizes, kept, key, lots);
  } else if (stood) {
    remove(ladder, keys, sizes, kept, key);
  }
  ladder.isStale = 0;
  ladder.floor = load<i32>(keys + (<usize>(kept - 1) << 2));
  const best = load<i32>(keys);
  if (ladder.count > 0) ladder.ceiling = best;
  // the market has left the window, or nearly so: settling moves it
  if (best < ladder.base + <i32>(ladder.window >> 2)) settleTop(ladder, kept);
}

/** How many of the kept levels are better than `key`. */
// @ts-ignore: decorator
@inline
function placeOf(keys: usize, kept: u32, key: i32): u32 {
  const wanted = i32x4.splat(key);
  const end = keys + (<usize>kept << 2);
  let better = i32x4.splat(0);
  for (let at = keys; at < end; at += 16) {
    better = i32x4.sub(better, i32x4.gt_s(v128.load(at), wanted));
  }
  const pairs = i32x4.add(better, v128.shuffle<i32>(better, better, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

/** Puts a level in; those behind it move back by one, the last one leaves. */
function insert(
  ladder: Ladder,
  keys: usize,
  sizes: usize,
  kept: u32,
  key: i32,
  lots: f64,
): void {
  const wanted = i32x4.splat(key);
  const newLots = f64x2.splat(lots);
  // what stood one place ahead of the four in hand
  let keysBefore = i32x4.splat(0);
  let sizesBefore = f64x2.splat(0.0);
  let betterBefore = i32x4.splat(-1);
  const end = keys + (<usize>kept << 2);
  for (let at = keys, to = sizes; at < end; at += 16, to += 32) {
    const four = v128.load(at);
    const low = v128.load(to);
    const high = v128.load(to, 16);
    const better = i32x4.gt_s(four, wanted);
    const ahead = v128.shuffle<i32>(betterBefore, better, 3, 4, 5, 6);
    const moved = v128.shuffle<i32>(keysBefore, four, 3, 4, 5, 6);
    const movedLow = v128.shuffle<f64>(sizesBefore, low, 1, 2);
    const movedHigh = v128.shuffle<f64>(low, high, 1, 2);
    const behind = v128.bitselect(wanted, moved, ahead);
    v128.store(at, v128.bitselect(four, behind, better));
    const lowAhead = i64x2.extend_low_i32x4_s(ahead);
    const highAhead = i64x2.extend_high_i32x4_s(ahead);
    const lowBehind = v128.bitselect(newLots, movedLow, lowAhead);
    const highBehind = v128.bitselect(newLots, movedHigh, highAhead);
    v128.store(to, v128.bitselect(low, lowBehind, i64x2.extend_low_i32x4_s(better)));
    v128.store(to, v128.bitselect(high, highBehind, i64x2.extend_high_i32x4_s(better)), 16);
    keysBefore = four;
    sizesBefore = high;
    betterBefore = better;
  }
  ladder.topCount = min<u32>(ladder.topCount + 1, kept);
}

/** Takes a level out; those behind it move up by one, and the next one of the ladder follows. */
function remove(ladder: Ladder, keys: usize, sizes: usize, kept: u32, key: i32): void {
  const wanted = i32x4.splat(key);
  const end = keys + (<usize>kept << 2);
  const last = load<i32>(end - 4);
  for (let at = keys, to = sizes; at < end; at += 16, to += 32) {
    const isLast = at + 16 == end;
    const four = v128.load(at);
    const low = v128.load(to);
    const high = v128.load(to, 16);
    const nextKeys = isLast ? i32x4.splat(NO_KEY) : v128.load(at, 16);
    const nextSizes = isLast ? f64x2.splat(0.0) : v128.load(to, 32);
    const better = i32x4.gt_s(four, wanted);
    const moved = v128.shuffle<i32>(four, nextKeys, 1, 2, 3, 4);
    v128.store(at, v128.bitselect(four, moved, better));
    const movedLow = v128.shuffle<f64>(low, high, 1, 2);
    const movedHigh = v128.shuffle<f64>(high, nextSizes, 1, 2);
    v128.store(to, v128.bitselect(low, movedLow, i64x2.extend_low_i32x4_s(better)));
    v128.store(to, v128.bitselect(high, movedHigh, i64x2.extend_high_i32x4_s(better)), 16);
  }
  if (last == NO_KEY) {
    ladder.topCount -= 1;
    return;
  }
  const tail = <usize>(kept - 1);
  if (!putNext(ladder, keys + (tail << 2), sizes + (tail << 3), last)) ladder.topCount -= 1;
}

/** Writes the best level worse than `key`, of the window or beyond it. False if there is none. */
function putNext(ladder: Ladder, keyTo: usize, sizeTo: usize, key: i32): bool {
  const list = overflowOf(ladder);
  const next = key > ladder.base ? nextInWindow(ladder, key) : NO_KEY;
  if (next != NO_KEY) {
    store<i32>(keyTo, next);
    store<f64>(sizeTo, load<f64>(sizeAt(ladder, next & (ladder.window - 1))));
    return true;
  }
  const below = standingBelow(list, entriesBelow(list, key));
  if (below == 0) return false;
  store<i32>(keyTo, keyAt(list, below - 1));
  store<f64>(sizeTo, lotsAt(list, below - 1));
  return true;
}

/** The best key of the window that is worse than `key`, which lies above its base. */
function nextInWindow(ladder: Ladder, key: i32): i32 {
  const mask = <i32>ladder.window - 1;
  const base = ladder.base;
  const start = (key - 1) & mask;
  let index = start >> 6;
  let word = wordOf(ladder, index) & (u64.MAX_VALUE >> (63 - (start & 63)));
  if (word == 0) {
    index = wordBelow(ladder, index);
    if (index < 0) index = wordBelow(ladder, (mask + 1) >> 6);
    if (index < 0) return NO_KEY;
    word = wordOf(ladder, index);
  }
  const slot = (index << 6) | (63 - <i32>clz<u64>(word));
  const next = base + ((slot - base) & mask);
  return next < key ? next : NO_KEY;
}

/** Lots on the best `levels` levels, at most as many as are kept. */
export function topDepth(ladder: Ladder, levels: u32): f64 {
  const sizes = topSizes(ladder);
  const end = sizes + (<usize>levels << 3);
  let sums = f64x2.splat(0.0);
  let at = sizes;
  for (; at + 16 <= end; at += 16) sums = f64x2.add(sums, v128.load(at));
  const sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  return at < end ? sum + load<f64>(at) : sum;
}
