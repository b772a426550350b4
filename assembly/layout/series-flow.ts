/**
 * Flow of a single series. Each record begins with the newest answer and the values taken.
 */

// ╒══════════════ SlidingSum: the values of a window, summed without taking away ═════════════╕
// │ Entries [tail, middle) hold the sum from there to the middle; [middle, head) hold values, │
// │ whose sum is `back`. The sum of the window is that of the tail's entry and `back`.         │
// └───────────────────────────────────────────────────────────────────────────────────────────┘
@unmanaged
export class SlidingSum {
  kind: u32;
  isPartial: u32;
  /** Values, or microseconds. */
  span: f64;
  /** Places less 1; entries of time and value lie behind the record they belong to. */
  mask: u32;
  /** Offset of the entries from here. */
  entries: u32;
  head: u32;
  tail: u32;
  middle: u32;
  /** Latest time, and the first: NaN before. */
  time: f64;
  firstTime: f64;
  reversals: f64;
  back: f64;
  backCarry: f64;
}

/** Sum of signed sizes. */
@unmanaged
export class DeltaState {
  value: f64;
  count: f64;
  unknown: u32;
}

/** Order flow imbalance: the touch before. */
@unmanaged
export class FlowState {
  value: f64;
  count: f64;
  unknown: u32;
  isSummed: u32;
  hasPrevious: u32;
  bid: f64;
  bidSize: f64;
  ask: f64;
  askSize: f64;
}

/** Realised volatility: the price before. */
@unmanaged
export class RealizedState {
  value: f64;
  count: f64;
  unknown: u32;
  /** What the sum of squares is multiplied by. */
  scale: f64;
  price: f64;
}

/** Imbalance of two sizes. */
@unmanaged
export class ImbalanceState {
  value: f64;
  count: f64;
  unknown: u32;
}

/** Volume-weighted price. Behind it entries of time, price, size, and three sums to the middle. */
@unmanaged
export class VwapState {
  value: f64;
  count: f64;
  unknown: u32;
  kind: u32;
  isPartial: u32;
  mask: u32;
  head: u32;
  tail: u32;
  middle: u32;
  /** Trades, microseconds or volume of the window; microseconds of a session, 0 for none. */
  span: f64;
  time: f64;
  firstTime: f64;
  reversals: f64;
  session: f64;
  sigma: f64;
  /** Half the width of the bands, in sigmas. */
  width: f64;
  anchor: f64;
  // sums behind the middle, prices less the anchor
  weight: f64;
  weightCarry: f64;
  first: f64;
  firstCarry: f64;
  second: f64;
  secondCarry: f64;
  /** The whole unknown until the next session. */
  isLost: u32;
}

/** VPIN. Behind it the imbalance of the last buckets and the last changes of price. */
@unmanaged
export class VpinState {
  value: f64;
  count: f64;
  unknown: u32;
  isBulk: u32;
  buckets: u32;
  bucketAt: u32;
  /** Changes of price that sigma is taken from, 0 where it is given. */
  changes: u32;
  changeAt: u32;
  changeCount: f64;
  isLost: u32;
  bucketVolume: f64;
  sigma: f64;
  /** Degrees of freedom of Student's t, 0 for the normal distribution, and its scale. */
  degrees: f64;
  scale: f64;
  filled: f64;
  buy: f64;
  closed: f64;
  price: f64;
}
