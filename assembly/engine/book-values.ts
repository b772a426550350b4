/**
 * Values of a row that the book knows. Prices come out in the instrument's unit, sizes too.
 */
import * as abi from "../abi";
import { EngineState, Ladder, Op } from "../layout";
import {
  decayedImbalance,
  depthAbove,
  inverseDistanceImbalance,
  levelWeightedImbalance,
  sweepPaid,
} from "../book/depth";
import { depthOfLevels } from "../book/top";
import { linearSlope, sideVwapKey, slope, volumeAdjustedMid } from "../book/shape";
import { askLadder, bidLadder, hasMid, midTicks } from "../book/touch";
import { queueImbalance, weightedMid } from "../flow/queue";
import { ln } from "../math/elementary";
import { imbalance, ratio } from "../math/guard";

/** Levels a side that a decayed imbalance looks at. */
const DECAYED_LEVELS: u32 = 20;

/** Price of `ticks`; exactly the decimal where a unit is a whole number of ticks. */
export function priceOf(state: EngineState, ticks: f64): f64 {
  return state.options & abi.OPTION_WHOLE_TICKS
    ? ticks / state.ticksPerUnit
    : ticks * state.tickSize;
}

/** Size of `lots`. */
export function sizeOf(state: EngineState, lots: f64): f64 {
  return state.options & abi.OPTION_WHOLE_LOTS ? lots / state.lotsPerUnit : lots * state.lotSize;
}

/** A value of the touch. Callers promise a valid book. */
// @ts-ignore: a decorator of the core's compiler
@inline
export function touchValue(state: EngineState, code: i32): f64 {
  switch (code) {
    case abi.OP_BID:
      return state.bidSize > 0.0 ? priceOf(state, state.bidTicks) : NaN;
    case abi.OP_ASK:
      return state.askSize > 0.0 ? priceOf(state, state.askTicks) : NaN;
    case abi.OP_BID_SIZE:
      return state.bidSize > 0.0 ? sizeOf(state, state.bidSize) : NaN;
    case abi.OP_ASK_SIZE:
      return state.askSize > 0.0 ? sizeOf(state, state.askSize) : NaN;
    case abi.OP_QUEUE_IMBALANCE:
      return queueImbalance(state.bidSize, state.askSize);
  }
  if (!hasMid(state)) return NaN;
  const spread = state.askTicks - state.bidTicks;
  switch (code) {
    case abi.OP_MID:
      return priceOf(state, midTicks(state));
    case abi.OP_SPREAD_TICKS:
      return spread / state.officialTicks;
    case abi.OP_SPREAD_BPS:
      return ratio(1e4 * spread, midTicks(state));
    default:
      return priceOf(
        state,
        weightedMid(state.bidTicks, state.bidSize, state.askTicks, state.askSize),
      );
  }
}

/** A value of the depth. Callers promise a valid book with enough settled levels. */
// @ts-ignore: a decorator of the core's compiler
@inline
export function depthValue(state: EngineState, op: Op): f64 {
  const bids = bidLadder(state);
  const asks = askLadder(state);
  const levels = op.levels;
  switch (op.code) {
    case abi.OP_BID_DEPTH:
      return sizeOf(state, depthOfLevels(bids, levels));
    case abi.OP_ASK_DEPTH:
      return sizeOf(state, depthOfLevels(asks, levels));
    case abi.OP_DEPTH_IMBALANCE:
      return imbalance(depthOfLevels(bids, levels), depthOfLevels(asks, levels));
    case abi.OP_BOOK_SKEW:
      return depthSkew(depthOfLevels(bids, levels), depthOfLevels(asks, levels));
    case abi.OP_LEVEL_WEIGHTED_IMBALANCE:
      return levelWeightedImbalance(bids, asks, levels);
    case abi.OP_BID_VWAP:
      return priceOf(state, sideVwapKey(bids, levels));
    case abi.OP_ASK_VWAP:
      return priceOf(state, -sideVwapKey(asks, levels));
    case abi.OP_BOOK_VWAP_MID:
      return priceOf(state, (sideVwapKey(bids, levels) - sideVwapKey(asks, levels)) * 0.5);
    case abi.OP_VAMP:
      return priceOf(state, volumeAdjustedMid(bids, asks, levels));
  }
  return hasMid(state) ? distanceValue(state, op, bids, asks, midTicks(state)) : NaN;
}

/** ln(bid / ask), of the larger over the smaller, so that swapping the sides turns the sign. */
function depthSkew(bidLots: f64, askLots: f64): f64 {
  if (!(bidLots > 0.0 && askLots > 0.0)) return NaN;
  const size = ln(max<f64>(bidLots, askLots) / min<f64>(bidLots, askLots));
  return copysign<f64>(size, bidLots - askLots);
}

function distanceValue(state: EngineState, op: Op, bids: Ladder, asks: Ladder, mid: f64): f64 {
  const levels = op.levels;
  const unit = state.officialTicks;
  switch (op.code) {
    case abi.OP_DECAYED_IMBALANCE:
      return decayedImbalance(bids, asks, DECAYED_LEVELS, mid, op.parameter / unit);
    case abi.OP_INVERSE_DISTANCE_IMBALANCE:
      return inverseDistanceImbalance(bids, asks, levels, mid);
    case abi.OP_BID_SLOPE:
      return slope(bids, levels, mid);
    case abi.OP_ASK_SLOPE:
      return slope(asks, levels, -mid);
    case abi.OP_BOOK_SLOPE:
      return (slope(bids, levels, mid) + slope(asks, levels, -mid)) * 0.5;
    case abi.OP_BID_LINEAR_SLOPE:
      return sizeOf(state, linearSlope(bids, levels, mid, unit));
    case abi.OP_ASK_LINEAR_SLOPE:
      return sizeOf(state, linearSlope(asks, levels, -mid, unit));
    case abi.OP_SLOPE_SKEW:
      return imbalance(linearSlope(bids, levels, mid, unit), linearSlope(asks, levels, -mid, unit));
    case abi.OP_BUY_COST:
      return costBps(asks, op.parameter, -mid);
    case abi.OP_SELL_COST:
      return costBps(bids, op.parameter, mid);
  }
  return bandValue(state, op, bids, asks, mid);
}

/** Depth of all levels within `parameter` bps of mid. */
function bandValue(state: EngineState, op: Op, bids: Ladder, asks: Ladder, mid: f64): f64 {
  const reach = abs<f64>(mid) * (op.parameter * 1e-4);
  const bidLots = depthAbove(bids, mid - reach);
  const askLots = depthAbove(asks, -mid - reach);
  if (op.code == abi.OP_BID_DEPTH_BPS) return sizeOf(state, bidLots);
  if (op.code == abi.OP_ASK_DEPTH_BPS) return sizeOf(state, askLots);
  return imbalance(bidLots, askLots);
}

/** Cost of `lots` at market against mid, in bps of mid. */
function costBps(ladder: Ladder, lots: f64, midKey: f64): f64 {
  const averageKey = sweepPaid(ladder, lots) / lots;
  return (1e4 * (midKey - averageKey)) / abs<f64>(midKey);
}
