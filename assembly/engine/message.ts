/**
 * The end of a message: only now does the book have a meaning, and only now do signals look.
 */
import * as abi from "../abi";
import { EngineState, Mlofi, Ofi, Table, Volatility } from "../layout";
import { askLadder, bidLadder, midTicks, settleTouch, touchFlags } from "../book/touch";
import { mlofiFold, mlofiStep } from "../flow/mlofi";
import { ofiStep, ofiWindowsAdd } from "../flow/ofi";
import { volatilityStep } from "../context/volatility";
import { ofiRing, ofiWindows, volatilityAt } from "./blocks";
import { emitRow } from "./row";
import { tally } from "./tally";

/** Ends the open message and emits the row that is due by it. */
export function closeMessage(state: EngineState, table: Table): void {
  state.isOpenMessage = 0;
  state.messagesSinceRow += 1;
  tally(state, abi.COUNT_MESSAGES);
  if (state.messageHasBook) closeBook(state);
  if (isRowDue(state)) emitRow(state, table, state.time);
}

function closeBook(state: EngineState): void {
  const isLadder = !(state.options & abi.OPTION_QUOTES);
  if (!state.isBookValid) {
    const isKnown = isLadder ? state.isRebuilding != 0 : state.bidSize + state.askSize > 0.0;
    if (!isKnown) return;
    state.isBookValid = 1;
    state.isRebuilding = 0;
  }
  let changed = true;
  if (isLadder) {
    changed = (bidLadder(state).isStale | askLadder(state).isStale) != 0;
    if (changed) foldDepth(state);
    const moved = settleTouch(state);
    if (moved) tally(state, abi.COUNT_WINDOW_MOVES);
    state.flags |= moved;
  }
  const flags = touchFlags(state);
  if (flags & abi.FLAG_CROSSED) tally(state, abi.COUNT_CROSSED_MESSAGES);
  if (flags & abi.FLAG_LOCKED) tally(state, abi.COUNT_LOCKED_MESSAGES);
  state.flags |= flags;
  feedFlow(state, changed);
}

/** The depth that stood until now belongs to the messages before. */
function foldDepth(state: EngineState): void {
  if (state.mlofi) {
    const mlofi = changetype<Mlofi>(changetype<usize>(state) + state.mlofi);
    mlofiFold(mlofi, bidLadder(state), askLadder(state));
  }
}

function feedFlow(state: EngineState, changed: bool): void {
  const base = changetype<usize>(state);
  if (state.ofi) feedOfi(state, changetype<Ofi>(base + state.ofi), changed);
  if (state.mlofi) {
    const mlofi = changetype<Mlofi>(base + state.mlofi);
    mlofiStep(mlofi, bidLadder(state), askLadder(state));
  }
  for (let index: u32 = 0; index < state.volatilityCount; index++) {
    volatilityStep(
      changetype<Volatility>(volatilityAt(state, index)),
      midTicks(state),
      state.time,
    );
  }
}

function feedOfi(state: EngineState, ofi: Ofi, changed: bool): void {
  if (!changed && ofi.hasPrevious) return;
  const flow = ofiStep(ofi, state);
  const count = state.ofiWindowCount;
  if (flow != 0.0 && count) {
    ofiWindowsAdd(ofiRing(state), ofiWindows(state), count, state.time, flow);
  }
}

function isRowDue(state: EngineState): bool {
  const clock = state.clock;
  if (clock == abi.CLOCK_INTERVAL) return false;
  if (clock == abi.CLOCK_TICKS) return <f64>state.ticksSinceRow >= state.clockStep;
  if (clock == abi.CLOCK_TRADE) return state.messageHasTrade != 0;
  if (clock == abi.CLOCK_VOLUME) return state.volumeSinceRow >= state.clockStep;
  return true;
}
