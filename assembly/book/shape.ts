/**
 * The shape of the book: where the weight of each side lies and how steeply it builds up.
 *
 * In    levels  how many of the best levels count; mid in ticks
 * Out   prices in keys (ticks, turned for asks), slopes per unit of relative or tick distance
 * Keeps nothing: it reads the settled top levels
 * Cost  one division a level, one logarithm more for the Naes-Skjeltorp slope
 *
 * `slope` is NaN where the best level holds one lot or less (its logarithm is the divisor). It
 * depends on the unit of size and is exempt from the scale law.
 *
 * Source: R. Naes and J. A. Skjeltorp, "Order book characteristics and the volume-volatility
 * relation", J. Financial Markets 9(4), 2006, equation 2; volume-adjusted mid price:
 * cross-weighted.
 */
import { Ladder } from "../layout";
import { ln } from "../math/elementary";
import { ratio } from "../math/guard";
import { topKeys, topSizes } from "./top";

function keyAt(ladder: Ladder, level: u32): f64 {
  return <f64>load<i32>(topKeys(ladder) + (<usize>level << 2));
}

function lotsAt(ladder: Ladder, level: u32): f64 {
  return load<f64>(topSizes(ladder) + (<usize>level << 3));
}

/** Size-weighted mean key of the best `levels` levels, NaN for an empty side. */
export function sideVwapKey(ladder: Ladder, levels: u32): f64 {
  const end = min<u32>(levels, ladder.topCount);
  let lots = 0.0;
  let paid = 0.0;
  for (let level: u32 = 0; level < end; level++) {
    lots += lotsAt(ladder, level);
    paid += lotsAt(ladder, level) * keyAt(ladder, level);
  }
  return ratio(paid, lots);
}

/** sum (pb qa + pa qb) / sum (qb + qa) over the levels that both sides have, in ticks. */
export function volumeAdjustedMid(bids: Ladder, asks: Ladder, levels: u32): f64 {
  const end = min<u32>(levels, min<u32>(bids.topCount, asks.topCount));
  let lots = 0.0;
  let paid = 0.0;
  for (let level: u32 = 0; level < end; level++) {
    const bidLots = lotsAt(bids, level);
    const askLots = lotsAt(asks, level);
    paid += keyAt(bids, level) * askLots - keyAt(asks, level) * bidLots;
    lots += bidLots + askLots;
  }
  return ratio(paid, lots);
}

/** Naes-Skjeltorp slope of one side; `midKey` is mid in this side's keys. */
export function slope(ladder: Ladder, levels: u32, midKey: f64): f64 {
  const end = min<u32>(levels, ladder.topCount);
  if (end == 0) return NaN;
  let lots = lotsAt(ladder, 0);
  let height = ln(lots);
  if (!(height > 0.0)) return NaN;
  let sum = ratio(height, abs<f64>(keyAt(ladder, 0) / midKey - 1.0));
  for (let level: u32 = 1; level < end; level++) {
    lots += lotsAt(ladder, level);
    const next = ln(lots);
    const distance = abs<f64>(keyAt(ladder, level) / keyAt(ladder, level - 1) - 1.0);
    sum += ratio(next / height - 1.0, distance);
    height = next;
  }
  return sum / <f64>end;
}

/** Slope of cumulative lots on distance from mid, least squares through 0; `unit` keys a tick. */
export function linearSlope(ladder: Ladder, levels: u32, midKey: f64, unit: f64): f64 {
  const end = min<u32>(levels, ladder.topCount);
  let lots = 0.0;
  let cross = 0.0;
  let square = 0.0;
  for (let level: u32 = 0; level < end; level++) {
    lots += lotsAt(ladder, level);
    const distance = abs<f64>(midKey - keyAt(ladder, level)) / unit;
    cross += distance * lots;
    square += distance * distance;
  }
  return ratio(cross, square);
}
