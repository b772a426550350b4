/**
 * A run of plain levels of one side, with everything the ladder needs held in locals.
 *
 * In    32-byte records; the lane of the side; kind, side and instrument they must have
 * Out   the ladder with these levels set; the first record that was not taken
 * Keeps the ladder
 * Cost  a dozen vector operations and three stores a level
 *
 * The loop calls nothing: what it holds then stays in registers.
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { Ladder } from "../layout";
import { isPlain, isPlainTime, limitOf, perUnitOf, roundingOf, toleranceOf } from "./lane";
import { changeKnown, setOverflow } from "./overflow";

/** Flags and instrument of a record. */
export function recordBits(at: usize): u64 {
  return load<u64>(at, abi.TICK_FLAGS);
}

/**
 * Sets the levels of one side from the record at `from` on, up to `end` or the first record that is
 * not a plain one with the bits `expected` among the lowest `span` keys of the window.
 */
// @ts-ignore: a decorator of the core's compiler
@inline
export function setLevels(
  ladder: Ladder,
  lane: usize,
  expected: u64,
  from: usize,
  end: usize,
  span: u32,
): usize {
  const sizes = changetype<usize>(ladder) + ladder.sizes;
  const occupied = changetype<usize>(ladder) + ladder.occupied;
  const marks = changetype<usize>(ladder) + ladder.marks;
  return run(sizes, occupied, marks, from, end, span, ladder, lane, expected);
}

function run(
  sizes: usize,
  occupied: usize,
  marks: usize,
  from: usize,
  end: usize,
  span: u32,
  ladder: Ladder,
  lane: usize,
  expected: u64,
): usize {
  const perUnit = perUnitOf(lane);
  const limit = limitOf(lane);
  const rounding = roundingOf(lane);
  const tolerance = toleranceOf(lane);
  const zero = f64x2.splat(0.0);
  const mask = ladder.mask;
  const base = ladder.base;
  // the highest key in lane 0; occupied slots that were stored, as -1 in lane 1
  let highest = i32x4.splat(i32.MIN_VALUE);
  let stored = i64x2.splat(0);
  // occupied slots that were before, as -1
  let stood = 0;
  let at = from;
  for (; at < end; at += abi.TICK_BYTES) {
    if (recordBits(at) != expected) break;
    if (!isPlainTime(at)) break;
    const raw = v128.load(at, abi.TICK_PRICE);
    const scaled = f64x2.mul(raw, perUnit);
    const shifted = f64x2.add(scaled, rounding);
    const whole = f64x2.sub(shifted, rounding);
    const off = f64x2.sub(scaled, whole);
    if (!isPlain(raw, off, limit, tolerance)) break;
    const key = i32x4.extract_lane(shifted, 0);
    if (<u32>(key - base) >= span) {
      if (key >= ladder.floor) break;
      if (!changeKnown(ladder, key, f64x2.extract_lane(whole, 1))) break;
      continue;
    }
    const slot = <u32>key & mask;
    const stands = f64x2.gt(whole, zero);
    v128.store64_lane(sizes + (<usize>slot << 3), whole, 1);
    stood += load<i8>(occupied + <usize>slot);
    v128.store8_lane(occupied + <usize>slot, stands, 15);
    store<u8>(marks + <usize>(slot >> 6), 1);
    stored = i64x2.add(stored, stands);
    highest = i32x4.max_s(highest, shifted);
  }
  const top = i32x4.extract_lane(highest, 0);
  ladder.ceiling = max<i32>(ladder.ceiling, top);
  ladder.count += stood - <i32>i64x2.extract_lane(stored, 1);
  ladder.isStale |= <u32>(top >= ladder.floor);
  return at;
}

/** Sets the level at `at` if it is a plain one worse than the window and there is room for it. */
export function setBeyond(ladder: Ladder, lane: usize, at: usize): usize {
  if (!ladder.isPlaced || !isPlainTime(at)) return at;
  const raw = v128.load(at, abi.TICK_PRICE);
  const scaled = f64x2.mul(raw, perUnitOf(lane));
  const shifted = f64x2.add(scaled, roundingOf(lane));
  const whole = f64x2.sub(shifted, roundingOf(lane));
  if (!isPlain(raw, f64x2.sub(scaled, whole), limitOf(lane), toleranceOf(lane))) return at;
  const key = i32x4.extract_lane(shifted, 0);
  if (key >= ladder.base) return at;
  if (!setOverflow(ladder, key, f64x2.extract_lane(whole, 1))) return at;
  ladder.isStale |= <u32>(key >= ladder.floor);
  return at + abi.TICK_BYTES;
}
