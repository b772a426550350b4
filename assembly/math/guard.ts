/**
 * Rules for numbers: what is unknown, what is a ratio, what is too small to matter.
 *
 * An average fed only zeros sinks into subnormals, where each operation is slow for ever;
 * `settle` lets it reach zero. A ratio over nothing is unknown, not infinite.
 */
import * as abi from "../abi";

/** Largest size in lots that a tick may carry: sums of 2^13 of them are still exact. */
export const MAX_LOTS: f64 = abi.MAX_LOTS;
/** Largest price in ticks that a tick may carry, either sign. */
export const MAX_TICKS: f64 = abi.MAX_TICKS;
/** 2^53: up to here every microsecond is a number of its own. */
export const MAX_TIME: f64 = 9007199254740992.0;
/** How far from a whole number of ticks or lots still counts as on the grid. */
export const GRID_TOLERANCE: f64 = abi.GRID_TOLERANCE;

/** `x`, or 0 where it is too small to matter. */
export function settle(x: f64): f64 {
  return abs<f64>(x) < 1e-150 ? 0.0 : x;
}

/**
 * One of two values, without a branch: where the answer is as good as random, a branch guessed
 * wrong costs more than all the rest.
 */
export function either(isFirst: bool, first: f64, second: f64): f64 {
  const bits = select<u64>(reinterpret<u64>(first), reinterpret<u64>(second), isFirst);
  return reinterpret<f64>(bits);
}

/** `numerator / denominator`, NaN where the denominator is 0. */
export function ratio(numerator: f64, denominator: f64): f64 {
  return denominator == 0.0 ? NaN : numerator / denominator;
}

/** (buy - sell) / (buy + sell) in [-1, 1], NaN where nothing is there. */
export function imbalance(buy: f64, sell: f64): f64 {
  return ratio(buy - sell, buy + sell);
}
