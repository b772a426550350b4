/**
 * Smallest and largest value of a window.
 */

/** By rows; behind it a pair f64 max, -min for each row. By time: a time and a pair each. */
@unmanaged
export class MinMaxWindow {
  /** What an unknown value does: `UNKNOWN_SKIP`, `UNKNOWN_PROPAGATE`. */
  unknown: u32;
  rows: u32;
  /** Values before there is an answer; by time 1: answers before the span has passed, too. */
  needed: u32;
  /** By rows: where the next value goes. */
  at: u32;
  /** By rows: values until the last unknown one has left. */
  lost: u32;
  /** By time: places there are; oldest value, first one after the last turn, next one. */
  capacity: u32;
  tail: u32;
  middle: u32;
  head: u32;
  /** Microseconds. */
  span: f64;
  count: f64;
  /** Of the values since the last turn. */
  runMax: f64;
  runMinusMin: f64;
  /** The newest answer. */
  max: f64;
  min: f64;
  /** Times of the first and the latest value and of the last unknown one; reversals. */
  first: f64;
  time: f64;
  lostTime: f64;
  reversals: f64;
}
