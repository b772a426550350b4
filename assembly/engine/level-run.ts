/**
 * The short way of levels: runs of them inside an open message are set without leaving the book.
 */
import * as abi from "../abi";
import { EngineState, Lane, Table } from "../layout";
import { lanesOf } from "../book/lane";
import { recordBits, setBeyond, setLevels } from "../book/level-run";
import { askLadder, bidLadder } from "../book/touch";
import { closeMessage } from "./message";
import { hasRoomForTick } from "./room";
import { tallyMany } from "./tally";

/**
 * Takes levels of the open message from the record at `from` on, and closes it with its last one;
 * answers the first record it did not take.
 */
export function runLevels(state: EngineState, table: Table, from: usize, end: usize): usize {
  if (state.options & abi.OPTION_QUOTES || !(state.isBookValid | state.isRebuilding)) return from;
  const instrument = <u64>state.instrument << 32;
  const bid = instrument | abi.KIND_LEVEL_SET | abi.SIDE_BID;
  const ask = instrument | abi.KIND_LEVEL_SET | abi.SIDE_ASK;
  const bids = bidLadder(state);
  const asks = askLadder(state);
  const lanes = lanesOf(state);
  const askLane = lanes + offsetof<Lane>();
  const last: u64 = canClose(state, table) ? abi.TICK_LAST : 0;
  let at = from;
  while (at < end) {
    const start = at;
    const bits = recordBits(at);
    const side = bits & ~last;
    const stop = side == bits ? end : at + abi.TICK_BYTES;
    if (side == bid) {
      at = setLevels(bids, lanes, bits, at, stop, bids.window);
      if (at == start) at = setBeyond(bids, lanes, at);
    } else if (side == ask) {
      at = setLevels(asks, askLane, bits, at, stop, asks.window);
      if (at == start) at = setBeyond(asks, askLane, at);
    }
    if (at == start) break;
    if (side != bits) {
      countLevels(state, <u32>(at - from));
      closeMessage(state, table);
      return at;
    }
  }
  if (at != from) countLevels(state, <u32>(at - from));
  return at;
}

/** Whether a message may be closed now; where it may not, the ordinary way says what is needed. */
function canClose(state: EngineState, table: Table): bool {
  if (hasRoomForTick(state, table)) return true;
  state.status = abi.STATUS_OK;
  return false;
}

function countLevels(state: EngineState, bytes: u32): void {
  const taken = bytes / abi.TICK_BYTES;
  state.messageHasBook = 1;
  state.ticksSinceRow += taken;
  tallyMany(state, abi.COUNT_TICKS, <f64>taken);
  tallyMany(state, abi.COUNT_LEVELS, <f64>taken);
}
