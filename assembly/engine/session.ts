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

/** Day of the session that an interval ending at `time` belongs to: in (open, close]. */
function intervalDay(state: EngineState, time: f64): f64 {
  return ceil<f64>((time - state.sessionOpenUs) / DAY_US) - 1.0;
}

/** Whether an interval that ends at `time` lies in a session. */
export function isIntervalOpen(state: EngineState, time: f64): bool {
  const opened = intervalDay(state, time) * DAY_US + state.sessionOpenUs;
  return time - opened <= state.sessionLengthUs;
}

/** First multiple of `step` after the next opening that follows `time`. */
export function firstIntervalAfterOpening(state: EngineState, time: f64): f64 {
  const opens = (intervalDay(state, time) + 1.0) * DAY_US + state.sessionOpenUs;
  return (floor<f64>(opens / state.clockStep) + 1.0) * state.clockStep;
}

/** The first message comes in: the session it falls into has been open for an unknown time. */
export function joinSession(state: EngineState, time: f64): void {
  if (isOpenAt(state, time)) state.sessionIndex = dayIndex(state, time);
}

/** A message at `time` comes in: opens its session if that is a new one. */
export function enterSessionAt(state: EngineState, time: f64): void {
  if (isOpenAt(state, time)) enterSession(state, dayIndex(state, time));
}

/** An interval that ends at `time` closes: opens its session if that is a new one. */
export function enterSessionOfInterval(state: EngineState, time: f64): void {
  enterSession(state, intervalDay(state, time));
}

/** Never goes back: a row at the very opening still closes the day before, after its messages. */
function enterSession(state: EngineState, index: f64): void {
  if (index <= state.sessionIndex) return;
  state.sessionIndex = index;
  if (state.session) {
    sessionReset(changetype<Session>(changetype<usize>(state) + state.session));
  }
  breakFlow(state);
  state.flags |= abi.FLAG_SESSION_BREAK;
  tally(state, abi.COUNT_SESSION_BREAKS);
}
