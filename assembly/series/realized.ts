/**
 * Realised volatility of prices.
 *
 *   r = ln(price / price before);  volatility = sqrt(scale * sum of r^2 over the window)
 *
 * In    price above 0; time for windows by time
 * Out   volatility; without unit where scale is 1: the standard deviation of a whole window's move
 * Keeps RealizedState, SlidingSum and its entries
 * Cost  one division and a short polynomial a price, one logarithm where it moved by over 4 %
 *
 * Source: T. G. Andersen, T. Bollerslev, F. X. Diebold and P. Labys, "Modeling and Forecasting
 * Realized Volatility", Econometrica 71(2), 2003.
 */
import * as abi from "../abi";
import { RealizedState, SlidingSum } from "../layout";
import { ln } from "../math/elementary";
import { slidingAdd, slidingReset } from "./sliding";

// @ts-ignore: decorator
@inline
function windowOf(state: RealizedState): SlidingSum {
  return changetype<SlidingSum>(changetype<usize>(state) + offsetof<RealizedState>());
}

/** Forgets everything. */
export function realizedReset(state: RealizedState): void {
  state.value = NaN;
  state.count = 0.0;
  state.price = 0.0;
  slidingReset(windowOf(state));
}

/** ln(price / before), to the last bits also where they hardly differ. */
function logReturn(price: f64, before: f64): f64 {
  const change = (price - before) / before;
  if (abs<f64>(change) > 0.04) {
    const quotient = price / before;
    const isPlain = quotient > 1e-290 && quotient < 1e290;
    return isPlain ? ln(quotient) : ln(price) - ln(before);
  }
  const s = change / (2.0 + change);
  const q = s * s;
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0)))));
}

/** Takes a price and answers the volatility. */
// @ts-ignore: decorator
@inline
export function realizedUpdate(state: RealizedState, price: f64, time: f64): f64 {
  const isUnknown = !(price > 0.0 && price < Infinity) || time != time;
  if (isUnknown && state.unknown == abi.UNKNOWN_SKIP) return NaN;
  state.count += 1.0;
  const before = state.price;
  state.price = isUnknown ? NaN : price;
  if (before == 0.0) return NaN;
  const r = isUnknown ? NaN : logReturn(price, before);
  const sum = slidingAdd(windowOf(state), r * r, time);
  const value = sqrt<f64>(state.scale * sum);
  state.value = value;
  return value;
}
