/**
 * Exponentially weighted mean and variance of a column.
 *
 *   d = x - mean;  mean += a d;  variance = (1 - a) (variance + a d^2)       first value: mean = x
 *   score = d / sqrt(variance)                                               before the update
 *
 * In    x      value of a column, any unit; time in microseconds
 *       rate   a in (0, 1] by rows, or the half-life in microseconds: a = 1 - 2^(-dt / half-life)
 * Out   mean, variance (population weights), score (sigmas)
 * Keeps Ewm
 * Cost  constant; one exponential more by time
 *
 * The incremental form does not cancel at large offsets, where the mean of squares minus the square
 * of the mean is off by 10 % already at price 60,000 +- 0.01. NaN in, NaN out, no trace.
 *
 * Source: T. Finch, "Incremental calculation of weighted mean and variance", University of
 * Cambridge, 2009, equations 124 and 143.
 */
import * as abi from "../abi";
import { Ewm } from "../layout";
import { exp } from "../math/elementary";
import { settle } from "../math/guard";

const LN2: f64 = 0.6931471805599453;

/** Takes one value in; the answers are fields of `state`. */
export function ewmStep(state: Ewm, x: f64, time: f64): void {
  state.score = NaN;
  state.outMean = NaN;
  state.outVariance = NaN;
  state.why = abi.FLAG_UNDEFINED;
  if (x != x) return;
  if (state.count == 0) {
    state.why = abi.FLAG_WARMING;
    state.mean = x;
    state.variance = 0.0;
  } else {
    const rate = state.isTimed
      ? 1.0 - exp((-LN2 * (time - state.time)) / state.rate)
      : state.rate;
    const d = x - state.mean;
    if (state.variance > 0.0) state.score = d / sqrt<f64>(state.variance);
    state.mean = settle(state.mean + rate * d);
    state.variance = settle((1.0 - rate) * (state.variance + d * (rate * d)));
  }
  state.count = min<u32>(state.count, 0x7ffffffe) + 1;
  state.time = time;
  state.outMean = state.mean;
  state.outVariance = state.variance;
}

/** Forgets everything. */
export function ewmReset(state: Ewm): void {
  state.count = 0;
  state.mean = 0.0;
  state.variance = 0.0;
  state.time = 0.0;
  state.score = NaN;
  state.outMean = NaN;
  state.outVariance = NaN;
}
