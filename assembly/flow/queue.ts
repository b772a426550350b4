/**
 * What the two best queues say: imbalance of the touch and the price it leans to.
 *
 *   imbalance = (bid size - ask size) / (bid size + ask size)
 *   weighted mid = (bid * ask size + ask * bid size) / (bid size + ask size)
 *
 * In    the touch: prices in ticks, sizes in lots
 * Out   imbalance in [-1, 1], positive when the bid queue is longer; weighted mid in ticks
 * Keeps nothing
 * Cost  one division
 *
 * NaN where both queues are empty.
 *
 * Source: M. D. Gould and J. Bonart, "Queue imbalance as a one-tick-ahead price predictor in a
 * limit order book", Market Microstructure and Liquidity 2(2), 2016; J. Gatheral and R. C. A.
 * Oomen, "Zero-intelligence realized variance estimation", Finance and Stochastics 14, 2010.
 */
import { imbalance, ratio } from "../math/guard";

export function queueImbalance(bidSize: f64, askSize: f64): f64 {
  return imbalance(bidSize, askSize);
}

export function weightedMid(bidTicks: f64, bidSize: f64, askTicks: f64, askSize: f64): f64 {
  return ratio(bidTicks * askSize + askTicks * bidSize, bidSize + askSize);
}
