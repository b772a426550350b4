/**
 * What signals remember: sums, means, charts.
 */

/** Sums over the trades of a window; prices around `anchor`, in ticks. */
@unmanaged
export class TradeWindow {
  kind: u32;
  wantsPrice: u32;
  wantsSigma: u32;
  /** Microseconds (by time) or trades (by count). */
  span: f64;
  /** Position of the first trade of the window, and `TradeTotals` of the trades before it. */
  tail: u32;
  boughtBefore: i64;
  soldBefore: i64;
  unsidedBefore: i64;
  paidBefore: i64;
  count: f64;
  anchor: f64;
  buy: f64;
  buyCarry: f64;
  sell: f64;
  sellCarry: f64;
  unknown: f64;
  unknownCarry: f64;
  weight: f64;
  weightCarry: f64;
  first: f64;
  firstCarry: f64;
  second: f64;
  secondCarry: f64;
}

/** Trades since the session opened: weighted Welford around the running mean, in ticks. */
@unmanaged
export class Session {
  buy: f64;
  buyCarry: f64;
  sell: f64;
  sellCarry: f64;
  unknown: f64;
  unknownCarry: f64;
  weight: f64;
  weightCarry: f64;
  /** Mean price and weighted sum of squared deviations, in ticks. */
  mean: f64;
  spread: f64;
}

/** Order flow imbalance of the touch. */
@unmanaged
export class Ofi {
  hasPrevious: u32;
  bidTicks: f64;
  bidSize: f64;
  askTicks: f64;
  askSize: f64;
  row: f64;
  rowCarry: f64;
}

@unmanaged
export class OfiWindow {
  /** Microseconds. */
  span: f64;
  sum: f64;
  carry: f64;
  tail: u32;
}

/**
 * Multi-level order flow imbalance, `levels` wide. Behind the record lie flow and depth, f64 each,
 * `levels` long and padded to an even length.
 */
@unmanaged
export class Mlofi {
  levels: u32;
  hasPrevious: u32;
  /** Book messages of the row. */
  events: f64;
  /** Events whose depth is not yet in the sums, because the top has not changed since. */
  pending: f64;
}

/** Squared log returns of mid on a grid; the ring of returns lies behind the record. */
@unmanaged
export class Volatility {
  /** Microseconds between grid points. */
  step: f64;
  capacity: u32;
  count: u32;
  position: u32;
  /** Next grid point; 0 before the first message. */
  next: f64;
  mid: f64;
  /** Mid at the last grid point, NaN before the first. */
  gridMid: f64;
  sum: f64;
  carry: f64;
}

/** Moments of a window over a column: shifted sums around `shift`. */
@unmanaged
export class Rolling {
  /** 0 by rows, else microseconds. */
  span: f64;
  rows: u32;
  /** Values that must be known before a score is given. */
  minimum: u32;
  /** Offset of its ring from the state. */
  ring: u32;
  /** Whether somebody reads the moments, and whether the score. */
  wantsMoments: u32;
  wantsScore: u32;
  /** Flags that say why an answer is NaN. */
  why: u32;
  updates: u32;
  shift: f64;
  first: f64;
  firstCarry: f64;
  second: f64;
  secondCarry: f64;
  // answers of the last row
  sum: f64;
  mean: f64;
  variance: f64;
  score: f64;
}

@unmanaged
export class Ewm {
  /** Weight of a new value by rows, or microseconds of half-life when `isTimed`. */
  rate: f64;
  isTimed: u32;
  /** Flags that say why an answer is NaN. */
  why: u32;
  count: u32;
  mean: f64;
  variance: f64;
  time: f64;
  // answers of the last row
  score: f64;
  outMean: f64;
  outVariance: f64;
}

/** An EWMA chart or a CUSUM with its baseline. */
@unmanaged
export class Chart {
  // plan
  lambda: f64;
  limit: f64;
  slack: f64;
  cap: f64;
  baseline: u32;
  /** Values of phase 1, or values before an exponentially weighted baseline speaks. */
  warm: u32;
  rate: f64;
  maxFrozen: f64;
  /** Flags that say why an answer is NaN. */
  why: u32;
  // baseline
  center: f64;
  sigma: f64;
  mean: f64;
  spread: f64;
  count: f64;
  frozen: f64;
  // statistic
  up: f64;
  down: f64;
  decay: f64;
  /** Width of the chart; no longer changes once the decay is 0. */
  factor: f64;
  upRun: f64;
  downRun: f64;
  /** Side on which the chart is alarming: +1, -1 or 0. */
  alarming: f64;
  // answers of the last row
  score: f64;
  width: f64;
  alarm: f64;
  value: f64;
  outUp: f64;
  outDown: f64;
  usedCenter: f64;
  usedSigma: f64;
}
