/**
 * Sum, mean and spread of a window by event time.
 */

/** Moments over event time; behind it a Ring of Events. */
@unmanaged
export class TimedWindow {
  /** What an unknown value does: `UNKNOWN_SKIP`, `UNKNOWN_PROPAGATE`. */
  unknown: u32;
  /** 1: answers before the time of a whole window has passed, too. */
  isPartial: u32;
  ddof: u32;
  /** 1: the score of a window without spread is 0, not NaN. */
  isFlatZero: u32;
  /** 1: spread around the mean is asked for; 0: sums, around 0. */
  isCentred: u32;
  /** 1: the last value was not taken because the ring is full. */
  isFull: u32;
  /** Unknown values in the window. */
  unknowns: u32;
  /** Values until the moments are taken anew. */
  left: u32;
  /** Microseconds of the window, of the newest value, of the first. */
  spanUs: f64;
  timeUs: f64;
  startUs: f64;
  /** Values taken, and how many of them came with a time before the newest. */
  taken: f64;
  reversals: f64;
  /** Largest magnitude that is known. */
  largest: f64;
  shift: f64;
  /** Sums of d = x - shift and of d^2; of x and of its magnitude where not centred. */
  first: f64;
  second: f64;
  /** Sum of squared distances from the mean. */
  squares: f64;
  /** Largest `second` since the moments were taken anew. */
  peak: f64;
  /** Half the width of the bands, in sigmas. */
  width: f64;
  score: f64;
}
