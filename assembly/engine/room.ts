/**
 * Is there room? Asked before a tick is taken that may append to a ring or make a row, so that a
 * call can stop where the host must help: regions are finite, windows and unread rows are not.
 */
import * as abi from "../abi";
import { EngineState, Ring, Table } from "../layout";
import { tradesTidy } from "../flow/trades";
import { freeRecords } from "../stats/ring";
import { entryOf, tradeRing, tradeTotals, tradeWindows } from "./blocks";
import { freeRows } from "./table";
import { natureOf } from "./ticks";

/** Whether a trade or the last tick of a message can be taken; if not, `status` says why. */
export function hasRoomForTick(state: EngineState, table: Table): bool {
  return state.clock == abi.CLOCK_INTERVAL ? hasFreeRings(state) : hasRoomForRow(state, table);
}

/** Whether one more row can be written; if not, `status` says why. */
export function hasRoomForRow(state: EngineState, table: Table): bool {
  if (freeRows(table) == 0) {
    state.status = abi.STATUS_NEED_ROWS;
    return false;
  }
  return hasFreeRings(state);
}

function hasFreeRings(state: EngineState): bool {
  const base = changetype<usize>(state);
  for (let index: u32 = 0; index < state.ringCount; index++) {
    const offset = load<u32>(base + <usize>state.rings + (<usize>index << 2));
    if (freeRecords(changetype<Ring>(base + offset)) > 0) continue;
    if (offset == state.tradeRing && hasTidied(state)) continue;
    needBlockAt(state, offset);
    return false;
  }
  return true;
}

/** Lets go of trades that have left their windows; whether there is room now. */
function hasTidied(state: EngineState): bool {
  const ring = tradeRing(state);
  const windows = tradeWindows(state);
  const totals = tradeTotals(state);
  tradesTidy(ring, windows, state.tradeWindowCount, totals, state.time, natureOf(state));
  return freeRecords(ring) > 0;
}

/** Says that the block at `offset` of the state is full. */
export function needBlockAt(state: EngineState, offset: u32): void {
  state.status = abi.STATUS_NEED_ROOM;
  for (let index: u32 = 0; index < state.directoryCount; index++) {
    if (entryOf(state, index).offset == offset) state.needBlock = index;
  }
}
