/**
 * VPIN: how one-sided trading has been, in volume time.
 *
 *   vpin = sum over the last n buckets of |sell - buy| / (n V)
 *   bulk: buy share of a bar = Z(change of price / sigma), Z normal or Student's t
 *
 * In    size from 0 and side (+1, -1, 0 for half and half), or for bulk size and price of a bar
 * Out   vpin in [0, 1], NaN until n buckets are full; it changes when one fills
 * Keeps VpinState, n imbalances and the changes that sigma is taken from
 * Cost  constant a trade; n additions a bucket; bulk with sigma of its own: one pass a bar
 *
 * A trade that crosses the end of a bucket is split with the same share. Sigma is the sample
 * deviation of the changes before the bar's own, or a number that is given; the first bar gives the
 * reference only, as do those before sigma is known.
 *
 * Source: D. Easley, M. Lopez de Prado and M. O'Hara, "Flow Toxicity and Liquidity in a
 * High-frequency World", Review of Financial Studies 25(5), 2012; Student's t: the same, "Bulk
 * Classification of Trading Activity", Johnson School Research Paper 8-2012.
 */
import * as abi from "../abi";
import { VpinState } from "../layout";
import { normalProb } from "../math/normal";
import { studentProb } from "../math/student-t";
import { sumOf } from "./ring";

// @ts-ignore: decorator
@inline
function bucketsAt(s: VpinState): usize {
  return changetype<usize>(s) + offsetof<VpinState>();
}

function changesAt(s: VpinState): usize {
  return bucketsAt(s) + (<usize>s.buckets << 3);
}

/** Forgets everything. */
export function vpinReset(s: VpinState): void {
  s.value = NaN;
  s.count = 0.0;
  s.bucketAt = 0;
  s.changeAt = 0;
  s.changeCount = 0.0;
  s.isLost = 0;
  s.filled = 0.0;
  s.buy = 0.0;
  s.closed = 0.0;
  s.price = NaN;
  memory.fill(bucketsAt(s), 0, (<usize>s.buckets + <usize>s.changes) << 3);
}

/** Takes a trade of `size`; `what` is its side, or for bulk the price. Answers vpin. */
export function vpinUpdate(s: VpinState, size: f64, what: f64): f64 {
  if (!(size >= 0.0 && size < Infinity) || what - what != 0.0) {
    if (s.unknown == abi.UNKNOWN_SKIP) return NaN;
    s.isLost = 1;
  }
  s.count += 1.0;
  if (s.isLost) {
    s.value = NaN;
    return NaN;
  }
  const share = s.isBulk ? bulkShare(s, what) : (what > 0.0 ? 1.0 : what < 0.0 ? 0.0 : 0.5);
  if (share == share) fill(s, size, share);
  return s.value;
}

/** Share of buyers in a bar that closed at `price`, NaN where it is not known. */
function bulkShare(s: VpinState, price: f64): f64 {
  const before = s.price;
  s.price = price;
  if (before != before) return NaN;
  const change = price - before;
  const sigma = s.changes == 0 ? s.sigma : sigmaBefore(s, change);
  if (sigma == 0.0) return change > 0.0 ? 1.0 : change < 0.0 ? 0.0 : 0.5;
  const z = change / sigma;
  return s.degrees > 0.0 ? studentProb(z, s.degrees, s.scale) : normalProb(z);
}

/** Sample deviation of the changes before this one, which is then kept; NaN while too few. */
function sigmaBefore(s: VpinState, change: f64): f64 {
  const count = s.changes;
  const values = changesAt(s);
  let sigma = NaN;
  if (s.changeCount >= <f64>count) {
    const mean = sumOf(values, count) / <f64>count;
    let squares = 0.0;
    for (let index: u32 = 0; index < count; index++) {
      const d = load<f64>(values + (<usize>index << 3)) - mean;
      squares += d * d;
    }
    sigma = sqrt<f64>(squares / <f64>(count - 1));
  }
  store<f64>(values + (<usize>s.changeAt << 3), change);
  s.changeAt = s.changeAt + 1 == count ? 0 : s.changeAt + 1;
  s.changeCount += 1.0;
  return sigma;
}

/** Pours a trade into the buckets. */
function fill(s: VpinState, size: f64, share: f64): void {
  const volume = s.bucketVolume;
  const room = volume - s.filled;
  if (size < room) {
    s.filled += size;
    s.buy += size * share;
    return;
  }
  close(s, s.buy + room * share);
  let left = size - room;
  const whole = floor<f64>(left / volume);
  // of many equal buckets only the last n can be seen
  const seen = <u32>min<f64>(whole, <f64>s.buckets);
  for (let bucket: u32 = 0; bucket < seen; bucket++) close(s, volume * share);
  s.closed += whole - <f64>seen;
  left = max<f64>(left - whole * volume, 0.0);
  s.filled = left;
  s.buy = left * share;
  if (s.closed < <f64>s.buckets) return;
  s.value = sumOf(bucketsAt(s), s.buckets) / (<f64>s.buckets * volume);
}

/** A bucket is full, `buy` of it bought. */
function close(s: VpinState, buy: f64): void {
  const imbalance = abs<f64>(s.bucketVolume - 2.0 * buy);
  store<f64>(bucketsAt(s) + (<usize>s.bucketAt << 3), imbalance);
  s.bucketAt = s.bucketAt + 1 == s.buckets ? 0 : s.bucketAt + 1;
  s.closed += 1.0;
}
