/**
 * The touch: best bid and best ask after a complete message, in one place for all who ask.
 *
 * In    both ladders, or quotes written straight to the touch
 * Out   bidTicks, bidSize, askTicks, askSize of the engine's record; flags of the market's state
 * Keeps the four numbers; an empty side is a bid at -Infinity or an ask at +Infinity with size 0
 * Cost  nothing when no level at or above the settled ones changed
 *
 * Source: design of this project; the convention for an empty side makes order flow formulas hold
 * without exceptions (Cont, Kukanov and Stoikov 2014 leave the case open).
 */
import * as abi from "../abi";
import { EngineState, Ladder } from "../layout";
import { settleTop, topKeys, topSizes } from "./top";

export function bidLadder(state: EngineState): Ladder {
  return changetype<Ladder>(changetype<usize>(state) + state.bidLadder);
}

export function askLadder(state: EngineState): Ladder {
  return changetype<Ladder>(changetype<usize>(state) + state.askLadder);
}

/** Brings the best levels and the touch up to date. Answers flags: the window moved. */
export function settleTouch(state: EngineState): u32 {
  const bids = bidLadder(state);
  const asks = askLadder(state);
  const levels = state.messageLevels;
  let moved: u32 = 0;
  bids.hasChanged = bids.isStale;
  asks.hasChanged = asks.isStale;
  if (bids.isStale) {
    moved |= settleTop(bids, levels);
    const stands = bids.topCount > 0;
    state.bidTicks = stands ? <f64>load<i32>(topKeys(bids)) : -Infinity;
    state.bidSize = stands ? load<f64>(topSizes(bids)) : 0.0;
  }
  if (asks.isStale) {
    moved |= settleTop(asks, levels);
    const stands = asks.topCount > 0;
    state.askTicks = stands ? -(<f64>load<i32>(topKeys(asks))) : Infinity;
    state.askSize = stands ? load<f64>(topSizes(asks)) : 0.0;
  }
  return moved ? abi.FLAG_WINDOW_MOVED : 0;
}

/** What is odd about the touch of a valid book: one-sided, crossed, locked. */
export function touchFlags(state: EngineState): u32 {
  if (state.bidSize == 0.0 || state.askSize == 0.0) return abi.FLAG_ONE_SIDED;
  if (state.bidTicks < state.askTicks) return 0;
  return state.bidTicks == state.askTicks ? abi.FLAG_LOCKED : abi.FLAG_CROSSED;
}

/** Empties the touch. */
export function clearTouch(state: EngineState): void {
  state.bidTicks = -Infinity;
  state.bidSize = 0.0;
  state.askTicks = Infinity;
  state.askSize = 0.0;
}

/** Whether both sides stand in a valid book. */
export function hasMid(state: EngineState): bool {
  return state.isBookValid != 0 && state.bidSize > 0.0 && state.askSize > 0.0;
}

/** Mid price in ticks, NaN where there is none. */
export function midTicks(state: EngineState): f64 {
  return hasMid(state) ? (state.bidTicks + state.askTicks) * 0.5 : NaN;
}
