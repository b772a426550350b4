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
 * A window by time is (t - span, t]. Trades leave it when a row is due. Where sums may round, they
 * also leave when a trade comes in, so that the order of additions depends on the data alone; exact
 * sums have no order. Sums restart at 0, around a new anchor, in an empty window. Where the
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

/** Bits of what is known of all trades: the contract is inverse; whole lots, few, at whole ticks. */
export const INVERSE: u32 = 1;
export const WHOLE: u32 = 2;

// which sum of a window a trade belongs to
const BUY_SUM: u32 = <u32>offsetof<TradeWindow>("buy");
const SELL_SUM: u32 = <u32>offsetof<TradeWindow>("sell");
const UNKNOWN_SUM: u32 = <u32>offsetof<TradeWindow>("unknown");

const LOST_BITS: f64 = 9.5367431640625e-7;

/** Takes a trade into the ring and all windows. Callers promise that the ring has room. */
export function tradesAdd(
  ring: Ring,
  windows: usize,
  count: u32,
  time: f64,
  ticks: f64,
  size: f64,
  side: f64,
  nature: u32,
): void {
  const newest = changetype<Trade>(recordAt(ring, ring.head - 1)).time;
  let oldest = ring.head;
  const trade = changetype<Trade>(appendRecord(ring));
  trade.time = time;
  trade.ticks = ticks;
  trade.size = size;
  trade.sum = side > 0.0 ? BUY_SUM : side < 0.0 ? SELL_SUM : UNKNOWN_SUM;
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (window.kind == abi.WINDOW_TIME) {
      const limit = time - window.span;
      if (newest <= limit || !isExact(window, nature)) dropUntil(ring, window, limit, nature);
    }
    if (window.count == 0.0) window.anchor = ticks;
    include(window, trade, 1.0, nature);
    if (window.kind == abi.WINDOW_COUNT) dropBeyond(ring, window, nature);
    if (window.kind != abi.WINDOW_ROW) oldest = olderOf(ring, oldest, window.tail);
  }
  ring.tail = oldest;
}

/** Drops from the windows by time what is not in (time - span, time]. */
export function tradesExpire(
  ring: Ring,
  windows: usize,
  count: u32,
  time: f64,
  nature: u32,
): void {
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (window.kind == abi.WINDOW_TIME) dropUntil(ring, window, time - window.span, nature);
  }
  releaseTrades(ring, windows, count);
}

/** The same for windows whose sums are exact, which shows nowhere: it frees room in the ring. */
export function tradesTidy(
  ring: Ring,
  windows: usize,
  count: u32,
  time: f64,
  nature: u32,
): void {
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (window.kind != abi.WINDOW_TIME || !isExact(window, nature)) continue;
    dropUntil(ring, window, time - window.span, nature);
  }
  releaseTrades(ring, windows, count);
}

/** Gives up the trades that no window holds any longer. */
function releaseTrades(ring: Ring, windows: usize, count: u32): void {
  let oldest = ring.head;
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (window.kind != abi.WINDOW_ROW) oldest = olderOf(ring, oldest, window.tail);
  }
  ring.tail = oldest;
}

/** Whether the sums of a window are exact, whatever their order. */
function isExact(window: TradeWindow, nature: u32): bool {
  return nature == WHOLE && !window.wantsSigma;
}

/** The one of two positions that lies further back. */
function olderOf(ring: Ring, a: u32, b: u32): u32 {
  return ring.head - b > ring.head - a ? b : a;
}

function windowAt(windows: usize, index: u32): TradeWindow {
  return changetype<TradeWindow>(windows + <usize>index * offsetof<TradeWindow>());
}

// @ts-ignore: a decorator of the core's compiler
@inline
function dropUntil(ring: Ring, window: TradeWindow, limit: f64, nature: u32): void {
  const head = ring.head;
  let tail = window.tail;
  while (tail != head) {
    const trade = changetype<Trade>(recordAt(ring, tail));
    if (trade.time > limit) break;
    tail += 1;
    include(window, trade, -1.0, nature);
    if (window.count == 0.0) clearSums(window);
  }
  window.tail = tail;
}

function dropBeyond(ring: Ring, window: TradeWindow, nature: u32): void {
  while (window.count > window.span) {
    const trade = changetype<Trade>(recordAt(ring, window.tail));
    window.tail += 1;
    include(window, trade, -1.0, nature);
  }
}

/** Adds a trade to the sums of a window (`sign` 1) or takes it out again (-1). */
// @ts-ignore: a decorator of the core's compiler
@inline
function include(window: TradeWindow, trade: Trade, sign: f64, nature: u32): void {
  window.count += sign;
  addSize(changetype<usize>(window) + trade.sum, trade.size * sign, nature);
  if (window.wantsPrice) includePrice(window, trade, sign, nature);
}

/** Whole lots need nothing kept beside their sum. */
// @ts-ignore: a decorator of the core's compiler
@inline
function addSize(at: usize, size: f64, nature: u32): void {
  if (nature & WHOLE) store<f64>(at, load<f64>(at) + size);
  else addTo(at, size);
}

function includePrice(window: TradeWindow, trade: Trade, sign: f64, nature: u32): void {
  const at = changetype<usize>(window);
  const d = trade.ticks - window.anchor;
  let weight = trade.size * sign;
  if (nature & INVERSE) {
    weight = (trade.size / trade.ticks) * sign;
    addTo(at + offsetof<TradeWindow>("weight"), weight);
  } else {
    addSize(at + offsetof<TradeWindow>("weight"), weight, nature);
  }
  addTo(at + offsetof<TradeWindow>("first"), weight * d);
  if (window.wantsSigma) addTo(at + offsetof<TradeWindow>("second"), weight * d * d);
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
export function windowSigmaTicks(ring: Ring, window: TradeWindow, nature: u32): f64 {
  let variance = varianceOf(window);
  const at = changetype<usize>(window);
  const second =
    valueOf(at + offsetof<TradeWindow>("second")) / valueOf(at + offsetof<TradeWindow>("weight"));
  if (variance < second * LOST_BITS) {
    rebuildPrices(ring, window, nature);
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

function rebuildPrices(ring: Ring, window: TradeWindow, nature: u32): void {
  clearPrices(window);
  window.anchor = changetype<Trade>(recordAt(ring, ring.head - 1)).ticks;
  for (let position = window.tail; position != ring.head; position++) {
    includePrice(window, changetype<Trade>(recordAt(ring, position)), 1.0, nature);
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
