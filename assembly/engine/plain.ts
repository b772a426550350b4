/**
 * The short way of the two commonest records besides levels: the header that opens a message, and
 * a trade on the grid. Both do what the ordinary way does; false means that it has to be taken.
 */
import * as abi from "../abi";
import { EngineState, Table } from "../layout";
import {
  isPlain,
  isPlainTime,
  lanesOf,
  limitOf,
  perUnitOf,
  roundingOf,
  toleranceOf,
} from "../book/lane";
import { openMessage } from "./clock";
import { closeMessage } from "./message";
import { hasRoomForTick } from "./room";
import { tally } from "./tally";
import { addTrade, takeHeader } from "./ticks";

/** Opens a message by the header at `at`. */
export function takePlainHeader(state: EngineState, table: Table, at: usize): bool {
  const flags = load<u32>(at, abi.TICK_FLAGS);
  if ((flags & (abi.KIND_MASK | abi.TICK_LAST)) != abi.KIND_HEADER) return false;
  if (load<u32>(at, abi.TICK_INSTRUMENT) != state.instrument) return false;
  const time = load<f64>(at, abi.TICK_TIME);
  if (state.isRefusing || !isPlainTime(at) || !opensQuietly(state, time)) return false;
  openMessage(state, table, time);
  takeHeader(state, load<f64>(at, abi.TICK_PRICE), load<f64>(at, abi.TICK_SIZE));
  return true;
}

/** Whether a message at `time` opens without a row, a doubt or a reversal. */
function opensQuietly(state: EngineState, time: f64): bool {
  if (!state.hasStarted || !(time >= state.time && time < state.nextBoundary)) return false;
  return time <= state.time + state.maxSilenceUs;
}

/** Takes the trade at `at` into the open message. */
export function takePlainTrade(state: EngineState, table: Table, at: usize): bool {
  const flags = load<u32>(at, abi.TICK_FLAGS);
  if ((flags & abi.KIND_MASK) != abi.KIND_TRADE || !isPlainTime(at)) return false;
  if (load<u32>(at, abi.TICK_INSTRUMENT) != state.instrument) return false;
  const lane = lanesOf(state);
  const raw = v128.load(at, abi.TICK_PRICE);
  const scaled = f64x2.mul(raw, perUnitOf(lane));
  const rounding = roundingOf(lane);
  const whole = f64x2.sub(f64x2.add(scaled, rounding), rounding);
  if (!isPlain(raw, f64x2.sub(scaled, whole), limitOf(lane), toleranceOf(lane))) return false;
  const ticks = f64x2.extract_lane(whole, 0);
  if (ticks == 0.0 || !hasRoomForTick(state, table)) return false;
  addTrade(state, ticks, f64x2.extract_lane(whole, 1), flags);
  state.ticksSinceRow += 1;
  tally(state, abi.COUNT_TICKS);
  if (flags & abi.TICK_LAST) closeMessage(state, table);
  return true;
}
