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
import { beginMessage, passesQuietly } from "./clock";
import { closeMessage } from "./message";
import { hasRoomForTick } from "./room";
import { tally } from "./tally";
import { addTrade, takeHeader } from "./ticks";

/** Opens a message by the header at `at`. */
export function takePlainHeader(state: EngineState, at: usize): bool {
  const flags = load<u32>(at, abi.TICK_FLAGS);
  if ((flags & (abi.KIND_MASK | abi.TICK_LAST)) != abi.KIND_HEADER) return false;
  if (load<u32>(at, abi.TICK_INSTRUMENT) != state.instrument) return false;
  const time = load<f64>(at, abi.TICK_TIME);
  if (state.isRefusing || !isPlainTime(at) || !passesQuietly(state, time)) return false;
  beginMessage(state, time);
  takeHeader(state, load<f64>(at, abi.TICK_PRICE), load<f64>(at, abi.TICK_SIZE));
  return true;
}

/** Takes the trade at `at` into the open message. Callers promise that it is one. */
export function takePlainTrade(state: EngineState, table: Table, at: usize): bool {
  const flags = load<u32>(at, abi.TICK_FLAGS);
  if (!isPlainTime(at) || load<u32>(at, abi.TICK_INSTRUMENT) != state.instrument) return false;
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
