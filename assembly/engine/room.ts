/**
 * Is there room? Asked before a tick is taken, so that a call can stop where the host must help:
 * regions are finite, windows by time and unread rows are not.
 */
import * as abi from "../abi";
import { EngineState, Ring, Table } from "../layout";
import { freeRecords } from "../stats/ring";
import { entryOf } from "./blocks";
import { freeRows } from "./table";

/** Ticks that can be taken without asking again; 0 says in `status` what is needed. */
export function roomForTicks(state: EngineState, table: Table): u32 {
  let room: u32 = 0x7fffffff;
  if (state.clock != abi.CLOCK_INTERVAL) {
    room = freeRows(table);
    if (room == 0) {
      state.status = abi.STATUS_NEED_ROWS;
      return 0;
    }
  }
  return min<u32>(room, freeInRings(state));
}

/** Whether one more row can be written. */
export function hasRoomForRow(state: EngineState, table: Table): bool {
  if (freeRows(table) == 0) {
    state.status = abi.STATUS_NEED_ROWS;
    return false;
  }
  return freeInRings(state) > 0;
}

function freeInRings(state: EngineState): u32 {
  let room: u32 = 0x7fffffff;
  for (let index: u32 = 0; index < state.directoryCount; index++) {
    const entry = entryOf(state, index);
    if (entry.kind != abi.BLOCK_RING) continue;
    const free = freeRecords(changetype<Ring>(changetype<usize>(state) + entry.offset));
    if (free == 0) {
      state.status = abi.STATUS_NEED_ROOM;
      state.needBlock = index;
      return 0;
    }
    room = min<u32>(room, free);
  }
  return room;
}

/** Says that the block at `offset` of the state is full. */
export function needBlockAt(state: EngineState, offset: u32): void {
  state.status = abi.STATUS_NEED_ROOM;
  for (let index: u32 = 0; index < state.directoryCount; index++) {
    if (entryOf(state, index).offset == offset) state.needBlock = index;
  }
}
