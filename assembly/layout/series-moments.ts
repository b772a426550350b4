/**
 * Mean and spread of a window.
 */

/** Moments over rows; behind it f64 values[rows]. */
@unmanaged
export class MomentsWindow {
  /** What an unknown value does: `UNKNOWN_SKIP`, `UNKNOWN_PROPAGATE`. */
  unknown: u32;
  rows: u32;
  /** 1: answers while the window is not yet full, too. */
  isPartial: u32;
  ddof: u32;
  /** 1: the score of a window without spread is 0, not NaN. */
  isFlatZero: u32;
  /** Where the next value goes: the place of the oldest one. */
  at: u32;
  /** Values in the group that is being filled, 0 to 3; 4: any number, one at a time. */
  step: u32;
  /** Values until the moments are taken anew, and how many will have been taken by then. */
  left: u32;
  planned: f64;
  /** A value near which the window lay when its moments were taken anew. */
  shift: f64;
  /** Sums of x - shift and of its square: all groups before. */
  first: f64;
  second: f64;
  /** The group that is being filled: all of it, its first two, its third. */
  groupFirst: f64;
  groupSecond: f64;
  pairFirst: f64;
  pairSecond: f64;
  thirdFirst: f64;
  thirdSecond: f64;
  /** Sum of squared distances from the mean. */
  squares: f64;
  /** Largest `second` since it was taken anew, of values at even and at odd places of a group. */
  peakEven: f64;
  peakOdd: f64;
  /** What is left of it when the moments are taken anew. */
  lost: f64;
  /** 1 / values, and 1 / (values - ddof); NaN while there is no answer yet. */
  share: f64;
  scale: f64;
  /** Half the width of the bands, in sigmas, and 1 / the whole of it. */
  width: f64;
  perWidth: f64;
  /** The newest score. */
  score: f64;
}
