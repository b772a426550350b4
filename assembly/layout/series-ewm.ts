/**
 * Exponentially weighted mean and variance of a series.
 */

/** Plan, state, and the groups of four values that a batch is filling. */
@unmanaged
export class EwmSeries {
  /** What an unknown value does: `UNKNOWN_SKIP`, `UNKNOWN_PROPAGATE`. */
  unknown: u32;
  /** 0 at rest; 1 to 7: values in the groups that are being filled; 8: weights still change. */
  phase: u32;
  /** Weight of a new value, or microseconds of half-life by time. */
  rate: f64;
  /** Values whose weights still change, and values before there is an answer. */
  young: f64;
  needed: f64;
  /** What is left of the weights before while they change; by time: 1 if each value weighs 1. */
  growth: f64;
  /** Answer of a score without a spread: NaN or 0. */
  flat: f64;
  /** A spread below this share of the mean is rounding. */
  noise: f64;
  /** Whether the score is that of the mean and variance with the value. */
  isAfter: u32;
  /** Values until the next anchor. */
  left: i32;
  count: f64;
  /** Sum of the weights while they change. */
  mass: f64;
  /** Latest time, and values that came with an earlier one. */
  time: f64;
  reversals: f64;
  /** The variance's mean is kept as a distance from here. */
  anchor: f64;
  level: f64;
  variance: f64;
  score: f64;
  /** The group: where it began and its values, of the mean and of the variance. */
  base: f64;
  first: f64;
  second: f64;
  third: f64;
  spreadBase: f64;
  spreadFirst: f64;
  spreadSecond: f64;
  spreadThird: f64;
}
