/**
 * The short way of levels: runs of them inside an open message are set without leaving the book.
 */
import * as abi from "../abi";
import { EngineState, Lane } from "../layout";
import { lanesOf } from "../book/lane";
import { recordBits, setLevels } from "../book/level-run";
import { askLadder, bidLadder } from "../book/touch";

/** Whether levels may take the fast lane now. */
export function canRunLevels(state: EngineState): bool {
  if (!state.isOpenMessage || state.options & abi.OPTION_QUOTES) return false;
  return (state.isBookValid | state.isRebuilding) != 0;
}

/** Takes levels from record `from` on; answers the first record it did not take. */
export function runLevels(state: EngineState, ticks: usize, from: u32, end: u32): u32 {
  const instrument = <u64>state.instrument << 32;
  const bid = instrument | abi.KIND_LEVEL_SET | abi.SIDE_BID;
  const ask = instrument | abi.KIND_LEVEL_SET | abi.SIDE_ASK;
  const lanes = lanesOf(state);
  let index = from;
  while (index < end) {
    const start = index;
    const bits = recordBits(ticks + <usize>index * abi.TICK_BYTES);
    if (bits == bid) {
      index = setLevels(bidLadder(state), lanes, bid, ticks, index, end, false);
    } else if (bits == ask) {
      const lane = lanes + offsetof<Lane>();
      index = setLevels(askLadder(state), lane, ask, ticks, index, end, false);
    }
    if (index == start) break;
  }
  const taken = index - from;
  if (taken) {
    state.messageHasBook = 1;
    state.ticksSinceRow += taken;
    countLevels(state, <f64>taken);
  }
  return index;
}

function countLevels(state: EngineState, taken: f64): void {
  const at = changetype<usize>(state) + abi.ENGINE_COUNTERS;
  const ticks = at + (<usize>abi.COUNT_TICKS << 3);
  const levels = at + (<usize>abi.COUNT_LEVELS << 3);
  store<f64>(ticks, load<f64>(ticks) + taken);
  store<f64>(levels, load<f64>(levels) + taken);
}
