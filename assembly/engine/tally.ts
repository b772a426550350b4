/**
 * Counters and flags: nothing is dropped without being counted.
 */
import * as abi from "../abi";
import { EngineState } from "../layout";

/** Adds 1 to a counter. */
export function tally(state: EngineState, counter: u32): void {
  tallyMany(state, counter, 1.0);
}

/** Adds `number` to a counter. */
export function tallyMany(state: EngineState, counter: u32, number: f64): void {
  const at = changetype<usize>(state) + abi.ENGINE_COUNTERS + (<usize>counter << 3);
  store<f64>(at, load<f64>(at) + number);
}

/** Counts a tick that is refused, flags the row, and tells a strict engine to stop before it. */
export function refuse(state: EngineState, counter: u32, flag: u32): bool {
  if (state.options & abi.OPTION_STRICT) {
    state.status = abi.STATUS_REFUSED;
    state.refusal = counter;
    return true;
  }
  tally(state, counter);
  state.flags |= flag;
  return false;
}
