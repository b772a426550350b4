/**
 * Volume delta: what buyers took less what sellers took.
 *
 *   delta = sum of size * side
 *
 * In    size from 0, side +1 buy, -1 sell, 0 unknown; time for windows by time
 * Out   delta of all trades or of a window, in the unit of size, positive when buyers traded more
 * Keeps DeltaState, SlidingSum and its entries
 * Cost  constant a trade
 *
 * Source: definition.
 */
import * as abi from "../abi";
import { DeltaState, SlidingSum } from "../layout";
import { slidingAdd, slidingReset } from "./sliding";

// @ts-ignore: decorator
@inline
function windowOf(state: DeltaState): SlidingSum {
  return changetype<SlidingSum>(changetype<usize>(state) + ((offsetof<DeltaState>() + 7) & ~7));
}

/** Forgets everything. */
export function deltaReset(state: DeltaState): void {
  state.value = NaN;
  state.count = 0.0;
  slidingReset(windowOf(state));
}

/** Takes a trade and answers the delta. */
// @ts-ignore: decorator
@inline
export function deltaUpdate(state: DeltaState, size: f64, side: f64, time: f64): f64 {
  const signed = size * side;
  const isUnknown = signed - signed != 0.0 || time != time;
  if (isUnknown && state.unknown == abi.UNKNOWN_SKIP) return NaN;
  state.count += 1.0;
  const value = slidingAdd(windowOf(state), isUnknown ? NaN : signed, time);
  state.value = value;
  return value;
}
