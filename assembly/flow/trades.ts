/**
 * Traded volume by aggressor over windows by time, by trades, or since the last row, and the
 * volume-weighted price of the same windows.
 *
 *   imbalance = (buy - sell) / (buy + sell)
 *   vwap = anchor + sum w d / sum w          d = ticks - anchor, w = size, or size / price
 * (inverse)
 *   sigma = sqrt(sum w d^2 / sum w - (vwap - anchor)^2)
 *
 * In    trades: time in microseconds, price in ticks, size in lots, side +1 buy, -1 sell, 0 unknown
 * Out   volumes in lots, imbalance in [-1, 1], prices in ticks
 * Keeps TradeWindow a window and one ring of trades for all of them
 * Cost  constant per trade and window
 *
 * A window by time is (t - span, t]. Trades leave when one comes in and when a row is due, so the
 * order of additions depends on the data alone. Sums restart at 0 in an empty window. Where the
 * anchor has come to lie so far from the mean that less than 2^-20 of the second moment is left,
 * the sums are built anew around the newest price.
 *
 * Source: definition; T. F. Chan, G. H. Golub and R. J. LeVeque 1983 for the shifted sums; inverse
 * contracts: VWAP = sum N / sum (N / p).
 */
import * as abi from "../abi";
import { Ring, Trade, TradeWindow } from "../layout";
import { imbalance, ratio } from "../math/guard";
import { addTo, clearAt, valueOf } from "../stats/compensated";
import { appendRecord, recordAt } from "../stats/ring";

const LOST_BITS: f64 = 9.5367431640625e-7;

/** Takes a trade into the ring and all windows. */
export function tradesAdd(
  ring: Ring,
  windows: usize,
  count: u32,
  time: f64,
  ticks: f64,
  size: f64,
  side: f64,
  isInverse: bool,
): void {
  tradesExpire(ring, windows, count, time, isInverse);
  const trade = changetype<Trade>(appendRecord(ring));
  trade.time = time;
  trade.ticks = ticks;
  trade.size = size;
  trade.side = side;
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (window.count == 0.0) window.anchor = ticks;
    include(window, trade, 1.0, isInverse);
    if (window.kind == abi.WINDOW_COUNT) dropBeyond(ring, window, isInverse);
  }
}

/** Drops from the windows by time what is not in (time - span, time]. */
export function tradesExpire(
  ring: Ring,
  windows: usize,
  count: u32,
  time: f64,
  isInverse: bool,
): void {
  let oldest = ring.head;
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (window.kind == abi.WINDOW_ROW) continue;
    if (window.kind == abi.WINDOW_TIME) dropUntil(ring, window, time - window.span, isInverse);
    if (ring.head - window.tail > ring.head - oldest) oldest = window.tail;
  }
  ring.tail = oldest;
}

function windowAt(windows: usize, index: u32): TradeWindow {
  return changetype<TradeWindow>(windows + <usize>index * offsetof<TradeWindow>());
}

function dropUntil(ring: Ring, window: TradeWindow, limit: f64, isInverse: bool): void {
  while (window.tail != ring.head) {
    const trade = changetype<Trade>(recordAt(ring, window.tail));
    if (trade.time > limit) return;
    window.tail += 1;
    include(window, trade, -1.0, isInverse);
    if (window.count == 0.0) clearSums(window);
  }
}

function dropBeyond(ring: Ring, window: TradeWindow, isInverse: bool): void {
  while (window.count > window.span) {
    const trade = changetype<Trade>(recordAt(ring, window.tail));
    window.tail += 1;
    include(window, trade, -1.0, isInverse);
  }
}

/** Adds a trade to the sums of a window (`sign` 1) or takes it out again (-1). */
function include(window: TradeWindow, trade: Trade, sign: f64, isInverse: bool): void {
  const at = changetype<usize>(window);
  window.count += sign;
  const size = trade.size * sign;
  const sum =
    trade.side > 0.0
      ? offsetof<TradeWindow>("buy")
      : trade.side < 0.0
        ? offsetof<TradeWindow>("sell")
        : offsetof<TradeWindow>("unknown");
  addTo(at + sum, size);
  if (window.wantsPrice) includePrice(window, trade, sign, isInverse);
}

function includePrice(window: TradeWindow, trade: Trade, sign: f64, isInverse: bool): void {
  const at = changetype<usize>(window);
  const weight = isInverse ? trade.size / trade.ticks : trade.size;
  const d = trade.ticks - window.anchor;
  addTo(at + offsetof<TradeWindow>("weight"), weight * sign);
  addTo(at + offsetof<TradeWindow>("first"), weight * d * sign);
  addTo(at + offsetof<TradeWindow>("second"), weight * d * d * sign);
}

function clearSums(window: TradeWindow): void {
  const at = changetype<usize>(window);
  clearAt(at + offsetof<TradeWindow>("buy"));
  clearAt(at + offsetof<TradeWindow>("sell"));
  clearAt(at + offsetof<TradeWindow>("unknown"));
  clearPrices(window);
}

function clearPrices(window: TradeWindow): void {
  const at = changetype<usize>(window);
  clearAt(at + offsetof<TradeWindow>("weight"));
  clearAt(at + offsetof<TradeWindow>("first"));
  clearAt(at + offsetof<TradeWindow>("second"));
}

export function buyLots(window: TradeWindow): f64 {
  return valueOf(changetype<usize>(window) + offsetof<TradeWindow>("buy"));
}

export function sellLots(window: TradeWindow): f64 {
  return valueOf(changetype<usize>(window) + offsetof<TradeWindow>("sell"));
}

export function unknownLots(window: TradeWindow): f64 {
  return valueOf(changetype<usize>(window) + offsetof<TradeWindow>("unknown"));
}

export function tradeImbalance(window: TradeWindow): f64 {
  return imbalance(buyLots(window), sellLots(window));
}

function meanOffset(window: TradeWindow): f64 {
  const at = changetype<usize>(window);
  return ratio(
    valueOf(at + offsetof<TradeWindow>("first")),
    valueOf(at + offsetof<TradeWindow>("weight")),
  );
}

/** Volume-weighted price of the window in ticks, NaN where nothing was traded. */
export function windowVwapTicks(window: TradeWindow): f64 {
  return window.anchor + meanOffset(window);
}

/** Volume-weighted standard deviation of the window's prices in ticks. */
export function windowSigmaTicks(ring: Ring, window: TradeWindow, isInverse: bool): f64 {
  let variance = varianceOf(window);
  const at = changetype<usize>(window);
  const second =
    valueOf(at + offsetof<TradeWindow>("second")) / valueOf(at + offsetof<TradeWindow>("weight"));
  if (variance < second * LOST_BITS) {
    rebuildPrices(ring, window, isInverse);
    variance = varianceOf(window);
  }
  return sqrt<f64>(max<f64>(variance, 0.0));
}

function varianceOf(window: TradeWindow): f64 {
  const at = changetype<usize>(window);
  const offset = meanOffset(window);
  return (
    ratio(
      valueOf(at + offsetof<TradeWindow>("second")),
      valueOf(at + offsetof<TradeWindow>("weight")),
    ) -
    offset * offset
  );
}

function rebuildPrices(ring: Ring, window: TradeWindow, isInverse: bool): void {
  clearPrices(window);
  window.anchor = changetype<Trade>(recordAt(ring, ring.head - 1)).ticks;
  for (let position = window.tail; position != ring.head; position++) {
    includePrice(window, changetype<Trade>(recordAt(ring, position)), 1.0, isInverse);
  }
}

/** Begins a new row: windows of the row are emptied. */
export function tradesNewRow(windows: usize, count: u32): void {
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (window.kind != abi.WINDOW_ROW) continue;
    window.count = 0.0;
    clearSums(window);
  }
}

/** Forgets everything. */
export function tradesReset(ring: Ring, windows: usize, count: u32): void {
  ring.head = 0;
  ring.tail = 0;
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    window.tail = 0;
    window.count = 0.0;
    window.anchor = 0.0;
    clearSums(window);
  }
}
