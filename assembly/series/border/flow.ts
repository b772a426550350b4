/** The border of flow: volume delta, order flow, realised volatility, sizes, VPIN, VWAP. */
import {
  DeltaState,
  FlowState,
  ImbalanceState,
  RealizedState,
  SlidingSum,
  VpinState,
  VwapState,
} from "../../layout";
import { flowReset, flowUpdate } from "../best-flow";
import { deltaReset, deltaUpdate } from "../delta";
import { realizedReset, realizedUpdate } from "../realized";
import { sizesAdd, sizesProcess, sizesReset, sizesUpdate } from "../sizes";
import { slidingRegrow, slidingRoom } from "../sliding";
import { vpinReset, vpinUpdate } from "../vpin";
import { vwapRegrow, vwapReset, vwapRoom, vwapUpdate } from "../vwap";

/** The newest answer of any record of flow. */
export function newestAt(at: usize): f64 {
  return load<f64>(at);
}

/** Values that any record of flow has taken. */
export function takenAt(at: usize): f64 {
  return load<f64>(at, 8);
}

// what is at `column` and `index`, 0 where there is no column
// @ts-ignore: decorator
@inline
function valueAt(column: usize, index: u32): f64 {
  return column == 0 ? 0.0 : load<f64>(column + (<usize>index << 3));
}

/** Free places of a sliding window. */
export function slidingRoomAt(at: usize): u32 {
  return slidingRoom(changetype<SlidingSum>(at));
}

/** Spreads a sliding window over more places. */
export function slidingRegrowAt(at: usize, places: u32): void {
  slidingRegrow(changetype<SlidingSum>(at), places);
}

export function deltaResetAt(at: usize): void {
  deltaReset(changetype<DeltaState>(at));
}

export function deltaUpdateAt(at: usize, size: f64, side: f64, time: f64): f64 {
  return deltaUpdate(changetype<DeltaState>(at), size, side, time);
}

/** Answers how many were taken: fewer than `count` where the window at `window` is full. */
export function deltaProcessAt(
  at: usize,
  window: usize,
  sizes: usize,
  sides: usize,
  times: usize,
  out: usize,
  count: u32,
): u32 {
  const s = changetype<DeltaState>(at);
  for (let i: u32 = 0; i < count; i++) {
    if (window != 0 && slidingRoom(changetype<SlidingSum>(window)) == 0) return i;
    const value = deltaUpdate(s, valueAt(sizes, i), valueAt(sides, i), valueAt(times, i));
    store<f64>(out + (<usize>i << 3), value);
  }
  return count;
}

export function flowResetAt(at: usize): void {
  flowReset(changetype<FlowState>(at));
}

export function flowUpdateAt(
  at: usize,
  bid: f64,
  bidSize: f64,
  ask: f64,
  askSize: f64,
  time: f64,
): f64 {
  return flowUpdate(changetype<FlowState>(at), bid, bidSize, ask, askSize, time);
}

/** Answers as `deltaProcessAt`. */
export function flowProcessAt(
  at: usize,
  window: usize,
  bids: usize,
  bidSizes: usize,
  asks: usize,
  askSizes: usize,
  times: usize,
  out: usize,
  count: u32,
): u32 {
  const s = changetype<FlowState>(at);
  for (let i: u32 = 0; i < count; i++) {
    if (window != 0 && slidingRoom(changetype<SlidingSum>(window)) == 0) return i;
    const bid = valueAt(bids, i);
    const ask = valueAt(asks, i);
    const bidSize = valueAt(bidSizes, i);
    const value = flowUpdate(s, bid, bidSize, ask, valueAt(askSizes, i), valueAt(times, i));
    store<f64>(out + (<usize>i << 3), value);
  }
  return count;
}

export function realizedResetAt(at: usize): void {
  realizedReset(changetype<RealizedState>(at));
}

export function realizedUpdateAt(at: usize, price: f64, time: f64): f64 {
  return realizedUpdate(changetype<RealizedState>(at), price, time);
}

/** Answers as `deltaProcessAt`. */
export function realizedProcessAt(
  at: usize,
  window: usize,
  prices: usize,
  times: usize,
  out: usize,
  count: u32,
): u32 {
  const s = changetype<RealizedState>(at);
  for (let i: u32 = 0; i < count; i++) {
    if (window != 0 && slidingRoom(changetype<SlidingSum>(window)) == 0) return i;
    store<f64>(out + (<usize>i << 3), realizedUpdate(s, valueAt(prices, i), valueAt(times, i)));
  }
  return count;
}

export function sizesResetAt(at: usize): void {
  sizesReset(changetype<ImbalanceState>(at));
}

export function sizesUpdateAt(at: usize, bid: f64, ask: f64): f64 {
  return sizesUpdate(changetype<ImbalanceState>(at), bid, ask);
}

export function sizesProcessAt(
  at: usize,
  bids: usize,
  asks: usize,
  out: usize,
  count: u32,
): void {
  sizesProcess(changetype<ImbalanceState>(at), bids, asks, out, count);
}

/** Adds a column to another. */
export function sizesAddAt(target: usize, source: usize, count: u32): void {
  sizesAdd(target, source, count);
}

export function vpinResetAt(at: usize): void {
  vpinReset(changetype<VpinState>(at));
}

export function vpinUpdateAt(at: usize, size: f64, what: f64): f64 {
  return vpinUpdate(changetype<VpinState>(at), size, what);
}

export function vpinProcessAt(
  at: usize,
  sizes: usize,
  whats: usize,
  out: usize,
  count: u32,
): void {
  const s = changetype<VpinState>(at);
  for (let i: u32 = 0; i < count; i++) {
    store<f64>(out + (<usize>i << 3), vpinUpdate(s, valueAt(sizes, i), valueAt(whats, i)));
  }
}

export function vwapResetAt(at: usize): void {
  vwapReset(changetype<VwapState>(at));
}

export function vwapUpdateAt(at: usize, price: f64, size: f64, time: f64): f64 {
  return vwapUpdate(changetype<VwapState>(at), price, size, time);
}

/** Free places of the window. */
export function vwapRoomAt(at: usize): u32 {
  return vwapRoom(changetype<VwapState>(at));
}

/** Spreads the window over more places. */
export function vwapRegrowAt(at: usize, places: u32): void {
  vwapRegrow(changetype<VwapState>(at), places);
}

/** Writes vwap, sigma and bands; answers how many there was room for. */
export function vwapProcessAt(
  at: usize,
  prices: usize,
  sizes: usize,
  times: usize,
  vwaps: usize,
  sigmas: usize,
  uppers: usize,
  lowers: usize,
  count: u32,
): u32 {
  const s = changetype<VwapState>(at);
  for (let i: u32 = 0; i < count; i++) {
    if (s.kind != 0 && vwapRoom(s) == 0) return i;
    const to = <usize>i << 3;
    const value = vwapUpdate(s, valueAt(prices, i), valueAt(sizes, i), valueAt(times, i));
    const sigma = value == value ? s.sigma : NaN;
    store<f64>(vwaps + to, value);
    store<f64>(sigmas + to, sigma);
    store<f64>(uppers + to, value + s.width * sigma);
    store<f64>(lowers + to, value - s.width * sigma);
  }
  return count;
}
