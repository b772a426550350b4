/**
 * Price and size of a plain record, taken as one vector: both on the grid, neither negative nor
 * near what a tick may carry at most. Whatever is not plain takes the ordinary way.
 *
 * In    a 32-byte record; the lane of its side: price and size limits, units, rounding
 * Out   whether time, price and size are plain
 * Keeps nothing
 * Cost  a dozen operations for both numbers together
 *
 * Source: own construction; rounding by adding 1.5 * 2^52 is folklore of IEEE 754 arithmetic.
 */
import * as abi from "../abi";
import { EngineState, Lane } from "../layout";

/** The first time that is too large, 2^53 microseconds, as the upper half of a double's bits. */
const TIME_LIMIT: u32 = 0x43400000;

/** Address of the lane of bids and trades; that of asks lies behind it. */
export function lanesOf(state: EngineState): usize {
  return changetype<usize>(state) + state.lanes;
}

/** Whether the time of the record at `at` may be taken. */
export function isPlainTime(at: usize): bool {
  return load<u32>(at, abi.TICK_TIME + 4) < TIME_LIMIT;
}

/** Whether `raw` price and size are plain, given what they became and what was rounded off. */
// @ts-ignore: a decorator of the core's compiler
@inline
export function isPlain(raw: v128, off: v128, limit: v128, tolerance: v128): bool {
  const isOnGrid = f64x2.le(f64x2.mul(off, off), tolerance);
  const isOutside = v128.or(raw, f64x2.sub(limit, raw));
  return i64x2.bitmask(v128.andnot(isOnGrid, isOutside)) == 3;
}

export function perUnitOf(lane: usize): v128 {
  return v128.load(lane, offsetof<Lane>("keysPerUnit"));
}

export function limitOf(lane: usize): v128 {
  return v128.load(lane, offsetof<Lane>("priceLimit"));
}

/** 1.5 * 2^52: what is added to it is rounded, and stands in its low bits. */
export function roundingOf(lane: usize): v128 {
  return v128.load(lane, offsetof<Lane>("keyRounding"));
}

export function toleranceOf(lane: usize): v128 {
  return v128.load(lane, offsetof<Lane>("keyTolerance"));
}
