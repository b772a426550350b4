/**
 * Ticks that change the ladder.
 */
import * as abi from "../abi";
import { EngineState, Ladder } from "../layout";
import { GRID_TOLERANCE, MAX_LOTS, MAX_TICKS } from "../math/guard";
import { ladderClear, ladderSet, ladderSize } from "../book/ladder";
import { askLadder, bidLadder, clearTouch } from "../book/touch";
import { breakFlow } from "./flow-break";
import { needBlockAt } from "./room";
import { refuse, tally } from "./tally";

/** Sets (`isChange` false) or changes a level. False: `status` says why the tick was not taken. */
export function takeLevel(
  state: EngineState,
  price: f64,
  size: f64,
  flags: u32,
  isChange: bool,
): bool {
  if (state.options & abi.OPTION_QUOTES) return ignore(state);
  const scaled = price * state.ticksPerUnit;
  const ticks = nearest<f64>(scaled);
  if (!(abs<f64>(ticks) < MAX_TICKS)) {
    return !refuse(state, abi.COUNT_BAD_PRICES, abi.FLAG_BAD_TICK);
  }
  const side = flags & abi.SIDE_MASK;
  if (side != abi.SIDE_BID && side != abi.SIDE_ASK) {
    return !refuse(state, abi.COUNT_UNKNOWN_KINDS, abi.FLAG_BAD_TICK);
  }
  const lots = lotsOf(state, size);
  if (!(abs<f64>(lots) <= MAX_LOTS) || (lots < 0.0 && !isChange)) {
    return !refuse(state, abi.COUNT_BAD_SIZES, abi.FLAG_BAD_SIZE);
  }
  if (!state.isBookValid && !state.isRebuilding) return ignore(state);
  if (abs<f64>(scaled - ticks) > GRID_TOLERANCE) return takeOffGrid(state, price);
  const ladder = side == abi.SIDE_BID ? bidLadder(state) : askLadder(state);
  const key = side == abi.SIDE_BID ? <i32>ticks : -(<i32>ticks);
  if (isChange) return changeLevel(state, ladder, key, lots);
  return setLevel(state, ladder, key, lots);
}

function setLevel(state: EngineState, ladder: Ladder, key: i32, lots: f64): bool {
  if (!ladderSet(ladder, key, lots)) return stopForOverflow(state, ladder);
  state.messageHasBook = 1;
  tally(state, abi.COUNT_LEVELS);
  return true;
}

function changeLevel(state: EngineState, ladder: Ladder, key: i32, change: f64): bool {
  let lots = ladderSize(ladder, key) + change;
  if (lots < 0.0) {
    if (lots < -GRID_TOLERANCE) return !refuse(state, abi.COUNT_BAD_SIZES, abi.FLAG_BAD_SIZE);
    lots = 0.0;
  }
  return setLevel(state, ladder, key, lots);
}

/** Size in lots, whole ones where a lot size is given. */
export function lotsOf(state: EngineState, size: f64): f64 {
  const scaled = size * state.lotsPerUnit;
  if (!(state.options & abi.OPTION_LOTS)) return scaled;
  const lots = nearest<f64>(scaled);
  if (abs<f64>(scaled - lots) <= GRID_TOLERANCE) return lots;
  if (scaled == scaled) tally(state, abi.COUNT_OFF_LOT_SIZES);
  return scaled;
}

function ignore(state: EngineState): bool {
  tally(state, abi.COUNT_DELTAS_IGNORED);
  state.flags |= abi.FLAG_DELTA_IGNORED;
  return true;
}

function takeOffGrid(state: EngineState, price: f64): bool {
  if (state.offGridPrice != state.offGridPrice) state.offGridPrice = price;
  if (refuse(state, abi.COUNT_OFF_GRID_LEVELS, abi.FLAG_OFF_GRID)) return false;
  invalidateBook(state);
  return true;
}

function stopForOverflow(state: EngineState, ladder: Ladder): bool {
  needBlockAt(state, <u32>(changetype<usize>(ladder) - changetype<usize>(state)) + ladder.overflow);
  return false;
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
