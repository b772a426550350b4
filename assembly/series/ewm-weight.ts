/**
 * Weights of exponentially weighted series: while they still change, and by time.
 *
 *   young    mass = growth * mass + 1, weight 1 / mass: growth 1 - a as if nothing had been
 *            before, growth 1 the plain mean of the first values
 *   by time  weight 1 - 2^(-dt / half-life), or with mass: each value weighs 1 when it comes
 *
 * In    time in microseconds
 * Out   weight of the next value
 * Keeps mass, count and latest time of EwmSeries
 * Cost  one division, or one exponential
 *
 * A time before the latest one counts as the latest.
 *
 * Source: T. Finch, "Incremental calculation of weighted mean and variance", University of
 * Cambridge, 2009.
 */
import * as abi from "../abi";
import { EwmSeries } from "../layout";
import { exp } from "../math/elementary";

/** Phase in which weights still change. */
export const YOUNG: u32 = 8;
export const LN2: f64 = 0.6931471805599453;

/** Values between two anchors. */
export const ANCHOR_VALUES: i32 = 1024;

/** Forgets everything. */
export function ewmReset(w: EwmSeries): void {
  w.phase = YOUNG;
  w.left = ANCHOR_VALUES;
  w.count = 0.0;
  w.mass = 0.0;
  w.time = -Infinity;
  w.reversals = 0.0;
  w.anchor = 0.0;
  w.level = 0.0;
  w.variance = 0.0;
  w.score = NaN;
}

/** Whether a value is unknown and leaves no trace. */
// @ts-ignore: decorator
@inline
export function isSkipped(w: EwmSeries, x: f64): bool {
  return x - x != 0.0 && w.unknown == abi.UNKNOWN_SKIP;
}

/** Weight of the next value by rows, while weights change. */
export function youngRate(w: EwmSeries): f64 {
  w.mass = w.growth * w.mass + 1.0;
  if (w.count + 1.0 >= w.young) w.phase = 0;
  return 1.0 / w.mass;
}

/** Weight of a value at `time`. */
export function timedRate(w: EwmSeries, time: f64): f64 {
  if (w.count == 0.0) {
    w.time = time;
    w.mass = 1.0;
    return 1.0;
  }
  const passed = time - w.time;
  if (passed < 0.0) {
    w.reversals += 1.0;
  } else {
    w.time = time;
  }
  const forgotten = shareForgotten((LN2 * max<f64>(passed, 0.0)) / w.rate);
  if (w.growth == 0.0) return forgotten;
  w.mass = (1.0 - forgotten) * w.mass + 1.0;
  return 1.0 / w.mass;
}

/** 1 - e^(-a), without cancellation where a is small. */
function shareForgotten(a: f64): f64 {
  if (a > 0.0625) return 1.0 - exp(-a);
  const tail = 1.0 - (a / 6.0) * (1.0 - (a / 7.0) * (1.0 - a / 8.0));
  const inner = 1.0 - (a / 3.0) * (1.0 - (a / 4.0) * (1.0 - (a / 5.0) * tail));
  return a * (1.0 - (a / 2.0) * inner);
}
