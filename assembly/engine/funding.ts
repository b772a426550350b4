/**
 * How long until the next funding of a perpetual.
 */
import { EngineState } from "../layout";

const DAY_US: f64 = 86400000000.0;

/** Seconds from `time` to the next funding time after it, NaN where none is known. */
export function fundingCountdown(state: EngineState, time: f64): f64 {
  const count = state.fundingTimeCount;
  if (count == 0) return NaN;
  const midnight = floor<f64>(time / DAY_US) * DAY_US;
  const times = changetype<usize>(state) + state.fundingTimes;
  for (let index: u32 = 0; index < count; index++) {
    const at = midnight + load<f64>(times + (<usize>index << 3));
    if (at > time) return (at - time) * 1e-6;
  }
  return (midnight + DAY_US + load<f64>(times) - time) * 1e-6;
}
