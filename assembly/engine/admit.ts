/**
 * The door for values: what a tick must be before anything of it may happen.
 */
import * as abi from "../abi";
import { EngineState } from "../layout";
import { GRID_TOLERANCE, MAX_LOTS, MAX_TICKS } from "../math/guard";
import { ladderSize } from "../book/ladder";
import { askLadder, bidLadder } from "../book/touch";
import { tally } from "./tally";

/** Answer of `refusalOf` for a tick that may be taken. */
export const ADMITTED: i32 = -1;

/** The counter under which a tick is refused, or ADMITTED. */
export function refusalOf(state: EngineState, price: f64, size: f64, flags: u32): i32 {
  switch (flags & abi.KIND_MASK) {
    case abi.KIND_LEVEL_SET:
      return refusalOfLevel(state, price, size, flags, false);
    case abi.KIND_LEVEL_CHANGE:
      return refusalOfLevel(state, price, size, flags, true);
    case abi.KIND_TRADE:
      return refusalOfTrade(state, price, size);
    case abi.KIND_QUOTE:
      return refusalOfQuote(state, price, size, flags);
    case abi.KIND_STATE:
      return refusalOfState(price, flags);
    case abi.KIND_HEADER:
    case abi.KIND_CLEAR:
    case abi.KIND_GAP:
      return ADMITTED;
    default:
      return abi.COUNT_UNKNOWN_KINDS;
  }
}

/** Flag of a tick refused under `counter`. */
export function flagOfRefusal(counter: i32): u32 {
  if (counter == abi.COUNT_BAD_SIZES) return abi.FLAG_BAD_SIZE;
  return counter == abi.COUNT_OFF_GRID_LEVELS ? abi.FLAG_OFF_GRID : abi.FLAG_BAD_TICK;
}

/** Size in lots, whole ones where a lot size is given and the size is on it. */
export function lotsOf(state: EngineState, size: f64): f64 {
  const scaled = size * state.lotsPerUnit;
  if (!(state.options & abi.OPTION_LOTS)) return scaled;
  const lots = nearest<f64>(scaled);
  return abs<f64>(scaled - lots) <= GRID_TOLERANCE ? lots : scaled;
}

/** Counts a size that is no whole number of lots. */
export function noteLots(state: EngineState, size: f64): void {
  const lots = lotsOf(state, size);
  if (state.options & abi.OPTION_LOTS && lots != nearest<f64>(lots)) {
    tally(state, abi.COUNT_OFF_LOT_SIZES);
  }
}

function isSided(flags: u32): bool {
  const side = flags & abi.SIDE_MASK;
  return side == abi.SIDE_BID || side == abi.SIDE_ASK;
}

function isPrice(state: EngineState, price: f64): bool {
  return abs<f64>(price * state.ticksPerUnit) < MAX_TICKS;
}

function isSize(state: EngineState, size: f64): bool {
  const lots = lotsOf(state, size);
  return lots >= 0.0 && lots <= MAX_LOTS;
}

function refusalOfLevel(
  state: EngineState,
  price: f64,
  size: f64,
  flags: u32,
  isChange: bool,
): i32 {
  if (state.options & abi.OPTION_QUOTES) return ADMITTED;
  if (!isSided(flags)) return abi.COUNT_UNKNOWN_KINDS;
  if (!isPrice(state, price)) return abi.COUNT_BAD_PRICES;
  const isGood = isChange ? abs<f64>(lotsOf(state, size)) <= MAX_LOTS : isSize(state, size);
  if (!isGood) return abi.COUNT_BAD_SIZES;
  if (!state.isBookValid && !state.isRebuilding) return ADMITTED;
  const scaled = price * state.ticksPerUnit;
  const ticks = nearest<f64>(scaled);
  if (abs<f64>(scaled - ticks) > GRID_TOLERANCE) {
    return state.options & abi.OPTION_STRICT ? abi.COUNT_OFF_GRID_LEVELS : ADMITTED;
  }
  if (!isChange) return ADMITTED;
  const isBid = (flags & abi.SIDE_MASK) == abi.SIDE_BID;
  const stands = isBid
    ? ladderSize(bidLadder(state), <i32>ticks)
    : ladderSize(askLadder(state), -(<i32>ticks));
  return stands + lotsOf(state, size) < -GRID_TOLERANCE ? abi.COUNT_BAD_SIZES : ADMITTED;
}

function refusalOfTrade(state: EngineState, price: f64, size: f64): i32 {
  const isInverse = (state.options & abi.OPTION_INVERSE) != 0;
  if (!isPrice(state, price) || (isInverse && !(price > 0.0))) return abi.COUNT_BAD_PRICES;
  return isSize(state, size) ? ADMITTED : abi.COUNT_BAD_SIZES;
}

function refusalOfQuote(state: EngineState, price: f64, size: f64, flags: u32): i32 {
  if (!(state.options & abi.OPTION_QUOTES)) return ADMITTED;
  if (!isSided(flags)) return abi.COUNT_UNKNOWN_KINDS;
  if (!isSize(state, size)) return abi.COUNT_BAD_SIZES;
  return size > 0.0 && !isPrice(state, price) ? abi.COUNT_BAD_PRICES : ADMITTED;
}

function refusalOfState(value: f64, flags: u32): i32 {
  const topic = <i32>((flags >> abi.TOPIC_SHIFT) & 0xff);
  if (topic >= abi.TOPIC_COUNT) return abi.COUNT_UNKNOWN_KINDS;
  return value - value == 0.0 ? ADMITTED : abi.COUNT_BAD_PRICES;
}
