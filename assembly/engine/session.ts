/**
 * The hours of the market: sessions of `sessionLengthUs` that open at the same time of every day.
 */
import * as abi from "../abi";
import { EngineState, Session } from "../layout";
import { sessionReset } from "../flow/session";
import { breakFlow } from "./flow-break";
import { tally } from "./tally";

const DAY_US: f64 = 86400000000.0;

/** Number of the session whose day holds `time`. */
function dayIndex(state: EngineState, time: f64): f64 {
  return floor<f64>((time - state.sessionOpenUs) / DAY_US);
}

/** Whether the market is open at `time`, in [open, close). */
export function isOpenAt(state: EngineState, time: f64): bool {
  const opened = dayIndex(state, time) * DAY_US + state.sessionOpenUs;
  return time - opened < state.sessionLengthUs;
}

/**
 * Whether an interval that ends at `time` has a row: from the opening to the close, both
 * included.
 */
export function isIntervalOpen(state: EngineState, time: f64): bool {
  const opened = dayIndex(state, time) * DAY_US + state.sessionOpenUs;
  return time - opened <= state.sessionLengthUs;
}

/** The first opening after `time`. */
export function nextOpening(state: EngineState, time: f64): f64 {
  return (dayIndex(state, time) + 1.0) * DAY_US + state.sessionOpenUs;
}

/** First end of an interval at or after the next opening that follows `time`. */
export function firstIntervalOfNextSession(state: EngineState, time: f64): f64 {
  return ceil<f64>(nextOpening(state, time) / state.clockStep) * state.clockStep;
}

/** The first message comes in: the session it falls into has been open for an unknown time. */
export function joinSession(state: EngineState, time: f64): void {
  if (isOpenAt(state, time)) state.sessionIndex = dayIndex(state, time);
}

/** Time has come to `time`: opens its session if that is a new one. */
export function enterSessionAt(state: EngineState, time: f64): void {
  if (isOpenAt(state, time)) enterSession(state, dayIndex(state, time));
}

function enterSession(state: EngineState, index: f64): void {
  if (index == state.sessionIndex) return;
  state.sessionIndex = index;
  if (state.session) {
    sessionReset(changetype<Session>(changetype<usize>(state) + state.session));
  }
  breakFlow(state);
  state.flags |= abi.FLAG_SESSION_BREAK;
  tally(state, abi.COUNT_SESSION_BREAKS);
}
