/**
 * A run of plain levels of one side, with everything the ladder needs held in locals.
 *
 * In    32-byte records; the lane of the side; kind, side and instrument they must have
 * Out   the ladder with these levels set; the first record that was not taken
 * Keeps the ladder
 * Cost  a dozen vector operations, one store and two bitmap words a level
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { Ladder } from "../layout";
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
 * Sets the levels of one side from record `from` on, up to the first record that is not a plain one
 * of that side, or up to the first that changes the settled levels if `stopsAtTop`.
 */
// @ts-ignore: a decorator of the core's compiler
@inline
export function setLevels(
  ladder: Ladder,
  lane: usize,
  expected: u64,
  ticks: usize,
  from: u32,
  end: u32,
  stopsAtTop: bool,
): u32 {
  const perUnit = perUnitOf(lane);
  const limit = limitOf(lane);
  const rounding = roundingOf(lane);
  const tolerance = toleranceOf(lane);
  const window = ladder.window;
  const mask = window - 1;
  const base = ladder.base;
  const floor = ladder.floor;
  const sizes = changetype<usize>(ladder) + ladder.sizes;
  const words = changetype<usize>(ladder) + ladder.words;
  const groups = changetype<usize>(ladder) + ladder.groups;
  let ceiling = ladder.ceiling;
  let count = ladder.count;
  let isStale = ladder.isStale;
  let at = ticks + <usize>from * abi.TICK_BYTES;
  let index = from;
  for (; index < end; index++, at += abi.TICK_BYTES) {
    if (recordBits(at) != expected) break;
    if (!isPlainTime(at)) break;
    const raw = v128.load(at, abi.TICK_PRICE);
    const scaled = f64x2.mul(raw, perUnit);
    const shifted = f64x2.add(scaled, rounding);
    const whole = f64x2.sub(shifted, rounding);
    const off = f64x2.sub(scaled, whole);
    if (!isPlain(raw, off, limit, tolerance)) break;
    const key = <i32>i64x2.extract_lane(shifted, 0);
    if (<u32>(key - base) >= window) {
      if (key > base || !setBeyond(ladder, key, f64x2.extract_lane(whole, 1))) break;
      isStale |= <u32>(key >= floor);
      if (!stopsAtTop || !isStale) continue;
      index += 1;
      break;
    }
    const slot = <u32>key & mask;
    v128.store64_lane(sizes + (<usize>slot << 3), whole, 1);
    const stands = <u64>(i64x2.extract_lane(whole, 1) != 0);
    const wordAt = words + (<usize>(slot >> 6) << 3);
    const bit = <u64>(slot & 63);
    const before = load<u64>(wordAt);
    store<u64>(wordAt, (before & ~(<u64>1 << bit)) | (stands << bit));
    count += <u32>stands - <u32>((before >> bit) & 1);
    const groupAt = groups + (<usize>(slot >> 12) << 3);
    store<u64>(groupAt, load<u64>(groupAt) | (stands << <u64>((slot >> 6) & 63)));
    ceiling = max<i32>(ceiling, key);
    isStale |= <u32>(key >= floor);
    if (stopsAtTop && isStale) {
      index += 1;
      break;
    }
  }
  ladder.ceiling = ceiling;
  ladder.count = count;
  ladder.isStale = isStale;
  return index;
}
