/**
 * How much stands, and where: questions about the levels of a valid book.
 *
 * In    levels   how many of the best levels count (fewer where the side is thinner)
 *       mid      in ticks; kappa, per tick of distance; bps, size in lots
 * Out   sums of lots and imbalances in [-1, 1], positive when the bids weigh more; prices in ticks
 * Keeps nothing: it reads the settled top levels, or walks the ladder for bands
 * Cost  one load and one addition a level
 *
 * Callers promise that at least `levels` levels are settled where that many stand.
 *
 * Source: R. Cont, S. Stoikov and R. Talreja, "A Stochastic Model for Order Book Dynamics",
 * Operations Research 58(3), 2010 (depth imbalance); weights by distance: `docs/definitions.md`.
 */
import { Ladder } from "../layout";
import { exp } from "../math/elementary";
import { imbalance, ratio } from "../math/guard";
import { keyAt, lotsAt, overflowOf } from "./overflow";
import { ladderSize, windowLotsAbove } from "./ladder";
import { topKeys, topSizes } from "./top";

/** Lots on keys from `lowest` up. */
export function depthAbove(ladder: Ladder, lowest: f64): f64 {
  let sum = windowLotsAbove(ladder, lowest);
  const list = overflowOf(ladder);
  for (let index = list.head; index > 0; index--) {
    if (<f64>keyAt(list, index - 1) < lowest) break;
    sum += lotsAt(list, index - 1);
  }
  return sum;
}

/** Imbalance of the best `levels` levels, level i weighted by 1 / i. */
export function levelWeightedImbalance(bids: Ladder, asks: Ladder, levels: u32): f64 {
  return imbalance(levelWeighted(bids, levels), levelWeighted(asks, levels));
}

function levelWeighted(ladder: Ladder, levels: u32): f64 {
  const sizes = topSizes(ladder);
  const end = min<u32>(levels, ladder.topCount);
  let sum = 0.0;
  for (let level: u32 = 0; level < end; level++) {
    sum += load<f64>(sizes + (<usize>level << 3)) / <f64>(level + 1);
  }
  return sum;
}

/** Imbalance of the best `levels` levels weighted by 1 / distance from mid, in ticks. */
export function inverseDistanceImbalance(
  bids: Ladder,
  asks: Ladder,
  levels: u32,
  bidMidKey: f64,
): f64 {
  return imbalance(
    inverseDistance(bids, levels, bidMidKey),
    inverseDistance(asks, levels, -bidMidKey),
  );
}

function inverseDistance(ladder: Ladder, levels: u32, midKey: f64): f64 {
  const keys = topKeys(ladder);
  const sizes = topSizes(ladder);
  const end = min<u32>(levels, ladder.topCount);
  let sum = 0.0;
  for (let level: u32 = 0; level < end; level++) {
    const distance = abs<f64>(midKey - <f64>load<i32>(keys + (<usize>level << 2)));
    sum += ratio(load<f64>(sizes + (<usize>level << 3)), distance);
  }
  return sum;
}

/** Imbalance of the best `levels` levels weighted by exp(-kappa distance), ticks of `unit` keys. */
export function decayedImbalance(
  bids: Ladder,
  asks: Ladder,
  levels: u32,
  bidMidKey: f64,
  kappa: f64,
): f64 {
  return imbalance(
    decayed(bids, levels, bidMidKey, kappa),
    decayed(asks, levels, -bidMidKey, kappa),
  );
}

function decayed(ladder: Ladder, levels: u32, midKey: f64, kappa: f64): f64 {
  const keys = topKeys(ladder);
  const sizes = topSizes(ladder);
  const end = min<u32>(levels, ladder.topCount);
  let sum = 0.0;
  for (let level: u32 = 0; level < end; level++) {
    const distance = abs<f64>(midKey - <f64>load<i32>(keys + (<usize>level << 2)));
    sum += load<f64>(sizes + (<usize>level << 3)) * exp(-kappa * distance);
  }
  return sum;
}

/** Sum of lots times keys that a market order of `lots` would pay, NaN if the side is too thin. */
export function sweepPaid(ladder: Ladder, lots: f64): f64 {
  let left = lots;
  let paid = 0.0;
  if (ladder.count > 0) {
    for (let key = ladder.ceiling; key >= ladder.base && left > 0.0; key--) {
      const take = min<f64>(left, ladderSize(ladder, key));
      paid += take * <f64>key;
      left -= take;
    }
  }
  const list = overflowOf(ladder);
  for (let index = list.head; index > 0 && left > 0.0; index--) {
    const take = min<f64>(left, lotsAt(list, index - 1));
    paid += take * <f64>keyAt(list, index - 1);
    left -= take;
  }
  return left > 0.0 ? NaN : paid;
}
