/**
 * Imbalance of sizes: of the two best queues, or of the sums of many levels.
 *
 *   imbalance = (bid - ask) / (bid + ask)
 *
 * In    sizes of bids and asks
 * Out   imbalance in [-1, 1], positive when the bids weigh more, NaN where nothing stands
 * Keeps ImbalanceState
 * Cost  one division
 *
 * Source: M. D. Gould and J. Bonart, "Queue imbalance as a one-tick-ahead price predictor in a
 * limit order book", Market Microstructure and Liquidity 2(2), 2016.
 */
import * as abi from "../abi";
import { ImbalanceState } from "../layout";
import { imbalance } from "../math/guard";

/** Forgets everything. */
export function sizesReset(s: ImbalanceState): void {
  s.value = NaN;
  s.count = 0.0;
}

/** Takes the sizes of both sides and answers their imbalance. */
// @ts-ignore: decorator
@inline
export function sizesUpdate(s: ImbalanceState, bid: f64, ask: f64): f64 {
  if ((bid - bid != 0.0 || ask - ask != 0.0) && s.unknown == abi.UNKNOWN_SKIP) return NaN;
  s.count += 1.0;
  const value = imbalance(bid - bid == 0.0 ? bid : NaN, ask - ask == 0.0 ? ask : NaN);
  s.value = value;
  return value;
}

/** Takes columns of both sides and writes the imbalance of each pair. */
export function sizesProcess(
  s: ImbalanceState,
  bids: usize,
  asks: usize,
  out: usize,
  count: u32,
): void {
  for (let index: u32 = 0; index < count; index++) {
    const at = <usize>index << 3;
    store<f64>(out + at, sizesUpdate(s, load<f64>(bids + at), load<f64>(asks + at)));
  }
}

/** Adds a column to another. */
export function sizesAdd(target: usize, source: usize, count: u32): void {
  const end = target + (<usize>count << 3);
  while (target + 16 <= end) {
    v128.store(target, f64x2.add(v128.load(target), v128.load(source)));
    target += 16;
    source += 16;
  }
  if (target < end) store<f64>(target, load<f64>(target) + load<f64>(source));
}
