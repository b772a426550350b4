/**
 * Order statistics of a window.
 */

/** One of several quantiles that a column is asked for. */
@unmanaged
export class QuantileColumn {
  q: f64;
  /** Address of the answers. */
  output: u32;
}

/** Behind it the values as they came (f64; by time a time and a value each), then in order. */
@unmanaged
export class OrderWindow {
  /** What an unknown value does: `UNKNOWN_SKIP`, `UNKNOWN_PROPAGATE`. */
  unknown: u32;
  rows: u32;
  /** Values before there is an answer; by time 1: answers before the span has passed, too. */
  needed: u32;
  /** Whether the newest value is in the window that it is scored by. */
  isWithin: u32;
  /** By rows: where the next value goes. */
  at: u32;
  /** By rows: answers until the last unknown value has left. */
  lost: u32;
  /** Known values in the window. */
  known: u32;
  /** By time: places there are, oldest value, next one. */
  capacity: u32;
  tail: u32;
  head: u32;
  /** Bytes from the end of the record to the values in order. */
  ordered: u32;
  /** Microseconds. */
  span: f64;
  /** Share of the values below the quantile. */
  q: f64;
  /** Score where the window has no spread: NaN or 0. */
  flat: f64;
  count: f64;
  answer: f64;
  /** Times of the first and the latest value and of the last unknown one; reversals. */
  first: f64;
  time: f64;
  lostTime: f64;
  reversals: f64;
}
