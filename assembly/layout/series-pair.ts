/**
 * How two series move together in a window, by rows or by event time.
 */

/** One pair of values. */
@unmanaged
export class PairEvent {
  timeUs: f64;
  x: f64;
  y: f64;
}

/** Moments of pairs; behind it a Ring of PairEvents. */
@unmanaged
export class PairWindow {
  /** What an unknown value does: `UNKNOWN_SKIP`, `UNKNOWN_PROPAGATE`. */
  unknown: u32;
  /** Pairs of the window; 0: by time. */
  rows: u32;
  /** 1: answers while the window is not yet full, too. */
  isPartial: u32;
  ddof: u32;
  /** 1: the last pair was not taken because the ring is full. */
  isFull: u32;
  /** Pairs in the window of which a value is unknown. */
  unknowns: u32;
  /** Pairs until the moments are taken anew. */
  left: u32;
  /** Microseconds of the window, of the newest pair, of the first. */
  spanUs: f64;
  timeUs: f64;
  startUs: f64;
  /** Pairs taken, and how many of them came with a time before the newest. */
  taken: f64;
  reversals: f64;
  shiftX: f64;
  shiftY: f64;
  /** Sums of dx, dy, and of their squares and products; d is the distance from the shift. */
  x: f64;
  y: f64;
  xx: f64;
  yy: f64;
  xy: f64;
  /** Sums of squared distances from the means, and of their products. */
  squaresX: f64;
  squaresY: f64;
  products: f64;
  /** Pairs that `share` and `divisor` are of: 1 / pairs, and pairs - ddof, NaN if not above 0. */
  counted: f64;
  share: f64;
  divisor: f64;
  /** Largest `xx` and `yy` since the moments were taken anew. */
  peakX: f64;
  peakY: f64;
}
