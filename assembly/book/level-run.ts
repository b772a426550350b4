/**
 * A run of plain levels of one side, with everything the ladder needs held in locals.
 *
 * In    32-byte records; the lane of the side; kind, side and instrument they must have
 * Out   the ladder with these levels set; the first record that was not taken
 * Keeps the ladder
 * Cost  a dozen vector operations, two stores and one bitmap word a level
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { Ladder } from "../layout";
import { withLowest } from "./bitmap";
import { isPlain, isPlainTime, limitOf, perUnitOf, roundingOf, toleranceOf } from "./lane";
import { overflowOf, setOverflow } from "./overflow";

/** Bits of a record's flags and instrument that must be as expected. */
const FLAG_BITS: u64 = abi.KIND_MASK | abi.SIDE_MASK | abi.TICK_LAST;
const INSTRUMENT_BITS: u64 = 0xffffffff00000000;

/** Kind, side, end of message and instrument of a record. */
export function recordBits(at: usize): u64 {
  return load<u64>(at, abi.TICK_FLAGS) & (FLAG_BITS | INSTRUMENT_BITS);
}

/** Sets a level worse than the window. False where there is no window yet or no room. */
function setBeyond(ladder: Ladder, key: i32, lots: f64): bool {
  return ladder.isPlaced != 0 && setOverflow(overflowOf(ladder), key, lots);
}

/**
 * Sets the levels of one side from the record at `from` on, up to `end`, the first record that is
 * not a plain one of that side, the first that has the bits of `last`, which is taken too, or the
 * first that changes the settled levels if `stopsAtTop`.
 */
// @ts-ignore: a decorator of the core's compiler
@inline
export function setLevels(
  ladder: Ladder,
  lane: usize,
  expected: u64,
  last: u64,
  from: usize,
  end: usize,
  stopsAtTop: bool,
): usize {
  const perUnit = perUnitOf(lane);
  const limit = limitOf(lane);
  const rounding = roundingOf(lane);
  const tolerance = toleranceOf(lane);
  const mask = ladder.window - 1;
  const base = ladder.base;
  const floor = ladder.floor;
  const sizes = changetype<usize>(ladder) + ladder.sizes;
  const words = changetype<usize>(ladder) + ladder.words;
  const marks = changetype<usize>(ladder) + ladder.marks;
  let highest = i32.MIN_VALUE;
  let count = ladder.count;
  let stop = end;
  let at = from;
  for (; at < stop; at += abi.TICK_BYTES) {
    const bits = recordBits(at);
    if (bits != expected) {
      if (bits != last) break;
      stop = at + abi.TICK_BYTES;
    }
    if (!isPlainTime(at)) break;
    const raw = v128.load(at, abi.TICK_PRICE);
    const scaled = f64x2.mul(raw, perUnit);
    const shifted = f64x2.add(scaled, rounding);
    const whole = f64x2.sub(shifted, rounding);
    const off = f64x2.sub(scaled, whole);
    if (!isPlain(raw, off, limit, tolerance)) break;
    const key = i32x4.extract_lane(shifted, 0);
    if (<u32>(key - base) > mask) {
      if (key > base || !setBeyond(ladder, key, f64x2.extract_lane(whole, 1))) break;
    } else {
      const slot = <u32>key & mask;
      v128.store64_lane(sizes + (<usize>slot << 3), whole, 1);
      const stands = <u64>(i64x2.extract_lane(whole, 1) != 0);
      const wordAt = words + (<usize>(slot >> 6) << 3);
      const turned = rotr<u64>(load<u64>(wordAt), <u64>slot);
      store<u64>(wordAt, rotl<u64>(withLowest(turned, stands), <u64>slot));
      store<u8>(marks + <usize>(slot >> 6), 1);
      count += <u32>stands - <u32>(turned & 1);
    }
    if (stopsAtTop) {
      if (key < floor) continue;
      stop = at + abi.TICK_BYTES;
    }
    highest = max<i32>(highest, key);
  }
  ladder.ceiling = max<i32>(ladder.ceiling, highest);
  ladder.count = count;
  ladder.isStale |= <u32>(highest >= floor);
  return at;
}
