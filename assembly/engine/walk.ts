/**
 * The walk of a tick, downhill: clock, book or flow, end of message, row.
 *
 * A call takes ticks until all are taken or until one does not fit; then nothing of that tick has
 * happened, `status` says what is needed, and the caller goes on with the same tick afterwards. So
 * no answer depends on how a stream is cut or on how much memory there was.
 */
import * as abi from "../abi";
import { EngineState, Table, Tick } from "../layout";
import { MAX_TIME } from "../math/guard";
import { ADMITTED, flagOfRefusal, noteLots, refusalOf } from "./admit";
import { OPENED, STOPPED, openMessage } from "./clock";
import { takeClear, takeGap, takeLevel } from "./levels";
import { runLevels } from "./level-run";
import { closeMessage } from "./message";
import { takePlainHeader, takePlainTrade } from "./plain";
import { hasRoomForTick } from "./room";
import { refuse, tally } from "./tally";
import { takeHeader, takeQuote, takeState, takeTrade } from "./ticks";

/** Takes records; answers how many. */
export function walkRecords(state: EngineState, table: Table, ticks: usize, count: u32): u32 {
  state.status = abi.STATUS_OK;
  const end = ticks + <usize>count * abi.TICK_BYTES;
  let at = ticks;
  while (at < end) {
    const next = takePlain(state, table, at, end);
    if (next != at) {
      at = next;
    } else {
      if (!takeRecord(state, table, changetype<Tick>(at))) break;
      at += abi.TICK_BYTES;
    }
  }
  return <u32>(at - ticks) / abi.TICK_BYTES;
}

/** Takes what can go a short way from the record at `at` on; answers the first it did not take. */
// @ts-ignore: a decorator of the core's compiler
@inline
function takePlain(state: EngineState, table: Table, at: usize, end: usize): usize {
  const next = at + abi.TICK_BYTES;
  if (!state.isOpenMessage) return takePlainHeader(state, at) ? next : at;
  const kind = load<u32>(at, abi.TICK_FLAGS) & abi.KIND_MASK;
  if (kind == abi.KIND_LEVEL_SET) return runLevels(state, table, at, end);
  if (kind != abi.KIND_TRADE) return at;
  return takePlainTrade(state, table, at) ? next : at;
}

/** Takes one record the ordinary way. False: nothing of it has happened and `status` says why. */
function takeRecord(state: EngineState, table: Table, tick: Tick): bool {
  if (tick.instrument == state.instrument) {
    return takeTick(state, table, tick.time, tick.price, tick.size, tick.flags);
  }
  tally(state, abi.COUNT_OTHER_INSTRUMENT);
  return true;
}

/** Takes one tick. False: nothing of it has happened and `status` says why. */
export function walkTick(
  state: EngineState,
  table: Table,
  time: f64,
  price: f64,
  size: f64,
  flags: u32,
): bool {
  state.status = abi.STATUS_OK;
  return takeTick(state, table, time, price, size, flags);
}

function takeTick(
  state: EngineState,
  table: Table,
  time: f64,
  price: f64,
  size: f64,
  flags: u32,
): bool {
  const kind = flags & abi.KIND_MASK;
  const mayAppend = kind == abi.KIND_TRADE || (flags & abi.TICK_LAST) != 0;
  if (mayAppend && !hasRoomForTick(state, table)) return false;
  if (!(time >= 0.0 && time < MAX_TIME) || state.isRefusing) {
    return refuseTick(state, table, abi.COUNT_BAD_TIMES, flags);
  }
  const refusal = refusalOf(state, price, size, flags);
  if (refusal != ADMITTED) return refuseTick(state, table, refusal, flags);
  if (!state.isOpenMessage) {
    const opened = openMessage(state, table, time);
    if (opened != OPENED) return opened != STOPPED && endRefused(state, table, flags);
  }
  if (!apply(state, kind, price, size, flags)) return false;
  if (kind != abi.KIND_HEADER) {
    state.ticksSinceRow += 1;
    tally(state, abi.COUNT_TICKS);
    if (hasSize(kind)) noteLots(state, size);
  }
  if (flags & abi.TICK_LAST) closeMessage(state, table);
  return true;
}

function hasSize(kind: u32): bool {
  return (
    kind == abi.KIND_LEVEL_SET ||
    kind == abi.KIND_LEVEL_CHANGE ||
    kind == abi.KIND_TRADE ||
    kind == abi.KIND_QUOTE
  );
}

function apply(state: EngineState, kind: u32, price: f64, size: f64, flags: u32): bool {
  switch (kind) {
    case abi.KIND_LEVEL_SET:
      return takeLevel(state, price, size, flags, false);
    case abi.KIND_LEVEL_CHANGE:
      return takeLevel(state, price, size, flags, true);
    case abi.KIND_TRADE:
      takeTrade(state, price, size, flags);
      return true;
    case abi.KIND_QUOTE:
      takeQuote(state, price, size, flags);
      return true;
    case abi.KIND_STATE:
      takeState(state, price, flags);
      return true;
    case abi.KIND_HEADER:
      takeHeader(state, price, size);
      return true;
    case abi.KIND_CLEAR:
      takeClear(state);
      return true;
    default:
      takeGap(state);
      return true;
  }
}

function refuseTick(state: EngineState, table: Table, counter: i32, flags: u32): bool {
  if (refuse(state, counter, flagOfRefusal(counter))) return false;
  return endRefused(state, table, flags);
}

/** A refused tick still ends its message. */
function endRefused(state: EngineState, table: Table, flags: u32): bool {
  if (flags & abi.TICK_LAST) {
    state.isRefusing = 0;
    if (state.isOpenMessage) closeMessage(state, table);
  }
  return true;
}
