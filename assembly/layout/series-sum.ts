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
  /** Values beyond it make the sum be taken anew when they have left. */
  limit: f64;
}
