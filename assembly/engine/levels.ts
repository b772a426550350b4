/**
 * Ticks that change the ladder.
 */
import * as abi from "../abi";
import { EngineState, Ladder } from "../layout";
import { GRID_TOLERANCE } from "../math/guard";
import { ladderClear, ladderSet, ladderSize } from "../book/ladder";
import { askLadder, bidLadder, clearTouch } from "../book/touch";
import { lotsOf } from "./admit";
import { breakFlow } from "./flow-break";
import { needBlockAt } from "./room";
import { tally } from "./tally";

/** Sets or changes a level. Callers promise an admitted tick. False: there is no room for it. */
export function takeLevel(
  state: EngineState,
  price: f64,
  size: f64,
  flags: u32,
  isChange: bool,
): bool {
  if (state.options & abi.OPTION_QUOTES || (!state.isBookValid && !state.isRebuilding)) {
    ignore(state);
    return true;
  }
  const scaled = price * state.ticksPerUnit;
  const ticks = nearest<f64>(scaled);
  if (abs<f64>(scaled - ticks) > GRID_TOLERANCE) {
    takeOffGrid(state, price);
    return true;
  }
  const isBid = (flags & abi.SIDE_MASK) == abi.SIDE_BID;
  const ladder = isBid ? bidLadder(state) : askLadder(state);
  const key = isBid ? <i32>ticks : -(<i32>ticks);
  const before = isChange ? ladderSize(ladder, key) : 0.0;
  const lots = max<f64>(before + lotsOf(state, size), 0.0);
  if (!ladderSet(ladder, key, lots)) {
    needOverflow(state, ladder);
    return false;
  }
  state.messageHasBook = 1;
  tally(state, abi.COUNT_LEVELS);
  return true;
}

function ignore(state: EngineState): void {
  tally(state, abi.COUNT_DELTAS_IGNORED);
  state.flags |= abi.FLAG_DELTA_IGNORED;
}

/** Off the grid every level is in doubt: the book is not known until the next clear. */
function takeOffGrid(state: EngineState, price: f64): void {
  if (state.offGridPrice != state.offGridPrice) state.offGridPrice = price;
  tally(state, abi.COUNT_OFF_GRID_LEVELS);
  state.flags |= abi.FLAG_OFF_GRID;
  invalidateBook(state);
}

function needOverflow(state: EngineState, ladder: Ladder): void {
  needBlockAt(state, <u32>(changetype<usize>(ladder) - changetype<usize>(state)) + ladder.overflow);
}

/** The book is not known from here on. */
export function invalidateBook(state: EngineState): void {
  if (state.isBookValid) breakFlow(state);
  state.isBookValid = 0;
  state.isRebuilding = 0;
}

/** Empties the book; the levels that follow in this message are a snapshot. */
export function takeClear(state: EngineState): void {
  tally(state, abi.COUNT_CLEARS);
  state.flags |= abi.FLAG_RESYNC;
  invalidateBook(state);
  clearTouch(state);
  if (state.options & abi.OPTION_QUOTES) return;
  ladderClear(bidLadder(state));
  ladderClear(askLadder(state));
  state.isRebuilding = 1;
  state.messageHasBook = 1;
}

/** The feed lost messages. */
export function takeGap(state: EngineState): void {
  tally(state, abi.COUNT_GAPS);
  state.flags |= abi.FLAG_GAP;
  invalidateBook(state);
  if (state.options & abi.OPTION_QUOTES) clearTouch(state);
}
