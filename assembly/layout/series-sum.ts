/**
 * Sum of a window by rows.
 */

/** Sum over rows; behind it f64 values[rows]. */
@unmanaged
export class SumWindow {
  /** What an unknown value does: `UNKNOWN_SKIP`, `UNKNOWN_PROPAGATE`. */
  unknown: u32;
  rows: u32;
  /** 1: answers while the window is not yet full, too. */
  isPartial: u32;
  /** Where the next value goes: the place of the oldest one. */
  at: u32;
  /** Values in the group that is being filled, 0 to 3. */
  step: u32;
  /** Values until the sum is taken anew, and how many will have been taken by then. */
  left: u32;
  planned: f64;
  /** All groups before; the one that is being filled: all of it, its first two, its third. */
  base: f64;
  group: f64;
  pair: f64;
  third: f64;
  /** 1, or NaN while there is no answer yet; the mean's divisor likewise. */
  factor: f64;
  divisor: f64;
  /** No sum has been larger, either sign, since it was taken anew. */
  peak: f64;
  /** Where the sum is looked at below; 0 while a large value is in the window. */
  floor: f64;
  /** Size of a value that covers what rounding left behind, as long as it is in the window. */
  cover: f64;
  /** Values from when that one has left until the sum is taken anew; 0 if there is none. */
  rest: u32;
  /** Whether small sums are looked at. */
  isWatched: u32;
}
