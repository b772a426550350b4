/**
 * The clock of the engine: time never goes back, and rows by interval close before the tick that
 * passes their end.
 */
import * as abi from "../abi";
import { DatedTickSize, EngineState, Table } from "../layout";
import { breakFlow } from "./flow-break";
import { hasRoomForRow } from "./room";
import { emitRow } from "./row";
import {
  enterSessionAt,
  firstIntervalOfNextSession,
  isIntervalOpen,
  joinSession,
  nextOpening,
} from "./session";
import { refuse, tally } from "./tally";

/** What became of a message's first tick. */
export const OPENED: u32 = 0;
export const REFUSED: u32 = 1;
export const STOPPED: u32 = 2;

/** Opens a message at `time`. STOPPED: nothing was taken and `status` says what is needed. */
export function openMessage(state: EngineState, table: Table, time: f64): u32 {
  if (!state.hasStarted) start(state, time);
  if (time > state.time + state.maxSilenceUs && !isConfirmed(state, time)) {
    if (refuse(state, abi.COUNT_BAD_TIMES, abi.FLAG_BAD_TICK)) return STOPPED;
    state.suspectTime = time;
    state.isRefusing = 1;
    return REFUSED;
  }
  if (time < state.time) {
    if (state.time - time > state.maxReversalUs) {
      if (refuse(state, abi.COUNT_LARGE_REVERSALS, abi.FLAG_TIME_REVERSAL)) return STOPPED;
    }
    tally(state, abi.COUNT_TIME_REVERSALS);
    state.flags |= abi.FLAG_TIME_REVERSAL;
  } else if (time > state.time) {
    if (!passTime(state, table, time)) return STOPPED;
  }
  beginMessage(state, state.time);
  return OPENED;
}

/** Whether a message at `time` opens without a row, a doubt, a reversal or a new session. */
export function passesQuietly(state: EngineState, time: f64): bool {
  if (!(time >= state.time && time <= state.nextBoundary && time < state.nextChange)) return false;
  return state.hasStarted != 0 && time <= state.time + state.maxSilenceUs;
}

/** Opens a message at `time`, to which the clock has come or may come. */
export function beginMessage(state: EngineState, time: f64): void {
  state.time = time;
  state.suspectTime = NaN;
  state.isOpenMessage = 1;
  state.messageHasTrade = 0;
  state.messageHasBook = 0;
}

/** A second message near the suspected time: the silence was real. */
function isConfirmed(state: EngineState, time: f64): bool {
  const distance = abs<f64>(time - state.suspectTime);
  if (!(distance <= state.maxSilenceUs)) return false;
  breakFlow(state);
  state.flags |= abi.FLAG_SESSION_BREAK;
  state.nextBoundary = boundaryFrom(state, time);
  return true;
}

function start(state: EngineState, time: f64): void {
  state.hasStarted = 1;
  state.time = time;
  state.nextBoundary = boundaryFrom(state, time);
  joinSession(state, time);
  changeAt(state, time);
}

function boundaryFrom(state: EngineState, time: f64): f64 {
  if (state.clock != abi.CLOCK_INTERVAL) return Infinity;
  return ceil<f64>(time / state.clockStep) * state.clockStep;
}

function passTime(state: EngineState, table: Table, time: f64): bool {
  if (state.nextBoundary < time && !closeIntervals(state, table, time)) return false;
  state.time = time;
  if (time >= state.nextChange) changeAt(state, time);
  return true;
}

/** A session may open and a tick size may change at `time`. */
function changeAt(state: EngineState, time: f64): void {
  enterSessionAt(state, time);
  adoptTickSize(state, time);
  state.nextChange = min<f64>(nextOpening(state, time), state.nextTickSizeAt);
}

/** Emits the rows whose intervals end before `time`. */
function closeIntervals(state: EngineState, table: Table, time: f64): bool {
  while (state.nextBoundary < time) {
    if (!closeInterval(state, table, time)) return false;
  }
  return true;
}

/** Closes the interval that ends at the next boundary, or jumps over a stretch without rows. */
function closeInterval(state: EngineState, table: Table, time: f64): bool {
  const boundary = state.nextBoundary;
  if (!isIntervalOpen(state, boundary)) {
    state.nextBoundary = firstIntervalOfNextSession(state, boundary);
    return true;
  }
  const isEmpty = state.messagesSinceRow == 0;
  if (isEmpty && (state.options & abi.OPTION_SKIP_EMPTY || !state.isBookValid)) {
    state.nextBoundary = max<f64>(boundaryFrom(state, time), boundary + state.clockStep);
    return true;
  }
  if (!hasRoomForRow(state, table)) return false;
  if (boundary >= state.nextChange) changeAt(state, boundary);
  emitRow(state, table, boundary);
  state.nextBoundary = boundary + state.clockStep;
  return true;
}

/** No tick at or before `time` will come: closes the intervals up to it. */
export function advanceClock(state: EngineState, table: Table, time: f64): bool {
  if (!state.hasStarted || !(time > state.time)) return true;
  while (state.nextBoundary <= time) {
    if (!closeInterval(state, table, time)) return false;
  }
  state.time = time;
  if (time >= state.nextChange) changeAt(state, time);
  return true;
}

/** Takes the tick size that is in force at `time`. */
function adoptTickSize(state: EngineState, time: f64): void {
  while (state.tickSizeNext < state.tickSizeCount) {
    const dated = changetype<DatedTickSize>(
      changetype<usize>(state) +
        <usize>state.tickSizes +
        <usize>state.tickSizeNext * offsetof<DatedTickSize>(),
    );
    state.nextTickSizeAt = dated.from;
    if (dated.from > time) return;
    state.officialTicks = dated.officialTicks;
    state.tickSizeNext += 1;
  }
  state.nextTickSizeAt = Infinity;
}
