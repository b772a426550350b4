/**
 * Traded volume by aggressor over windows by time, by trades, or since the last row, and the
 * volume-weighted price of the same windows.
 *
 *   imbalance = (buy - sell) / (buy + sell)
 *   vwap = anchor + sum w d / sum w          d = ticks - anchor, w = size, or size / price
 * (inverse)
 *   sigma = sqrt(sum w d^2 / sum w - (vwap - anchor)^2)
 *
 * In    trades: time in microseconds, price in ticks, size in lots, side bought, sold or unknown
 * Out   volumes in lots, imbalance in [-1, 1], prices in ticks
 * Keeps TradeWindow a window and one ring of trades for all of them
 * Cost  constant per trade and window
 *
 * A window by time is (t - span, t]. Sums of whole lots at whole ticks are exact and taken from
 * running totals when a row is due (trade-totals); others may round, and follow each trade that
 * comes and leaves (trade-sums). Sums restart at 0, around a new anchor, in an empty window. Where
 * the anchor has come to lie so far from the mean that less than 2^-20 of the second moment is
 * left, the sums are built anew around the newest price.
 *
 * Source: definition; T. F. Chan, G. H. Golub and R. J. LeVeque 1983 for the shifted sums; inverse
 * contracts: VWAP = sum N / sum (N / p).
 */
import * as abi from "../abi";
import { Ring, Trade, TradeTotals, TradeWindow } from "../layout";
import { imbalance, ratio } from "../math/guard";
import { valueOf } from "../stats/compensated";
import { appendRecord, recordAt } from "../stats/ring";
import { clearSums, dropUntil, rebuildPrices, sumTrade } from "./trade-sums";
import { beginAnew, countTrade, leaveUntil, noteTrade, writeSums } from "./trade-totals";

/** Bits of what is known of all trades: the contract is inverse; whole numbers that fit totals. */
export const INVERSE: u32 = 1;
export const WHOLE: u32 = 2;

/** Sides of a trade, without a branch that would depend on them. */
export const BUY: u32 = 0;
export const SELL: u32 = 1;
export const UNSIDED: u32 = 2;

// which sum of a window a trade belongs to: those of buys, sells and trades without a side follow
// each other
const BUY_SUM: u32 = <u32>offsetof<TradeWindow>("buy");
const SUM_BYTES: u32 = <u32>offsetof<TradeWindow>("sell") - BUY_SUM;

const LOST_BITS: f64 = 9.5367431640625e-7;

/** Whether the sums of a window come from the totals. */
function isExact(window: TradeWindow, nature: u32): bool {
  return nature == WHOLE && !window.wantsSigma;
}

/** Takes a trade into the ring and all windows. Callers promise that the ring has room. */
export function tradesAdd(
  ring: Ring,
  windows: usize,
  count: u32,
  totals: TradeTotals,
  time: f64,
  ticks: f64,
  size: f64,
  side: u32,
  nature: u32,
): void {
  const newest = changetype<Trade>(recordAt(ring, ring.head - 1)).time;
  const trade = changetype<Trade>(appendRecord(ring));
  trade.time = time;
  trade.ticks = ticks;
  trade.size = size;
  trade.sum = BUY_SUM + side * SUM_BYTES;
  if (nature & WHOLE) countTrade(totals, trade, side);
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (isExact(window, nature)) noteTrade(ring, window, totals, trade, newest);
    else sumTrade(ring, window, trade, (nature & INVERSE) != 0);
  }
}

/** Brings all windows to `time`, (time - span, time] for those by time. */
export function tradesExpire(
  ring: Ring,
  windows: usize,
  count: u32,
  totals: TradeTotals,
  time: f64,
  nature: u32,
): void {
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    const limit = time - window.span;
    if (isExact(window, nature)) {
      if (window.kind == abi.WINDOW_TIME) leaveUntil(ring, window, totals, limit);
      writeSums(ring, window, totals);
    } else if (window.kind == abi.WINDOW_TIME) {
      dropUntil(ring, window, limit, (nature & INVERSE) != 0);
    }
  }
  releaseTrades(ring, windows, count);
}

/** Frees room in the ring, which shows nowhere: exact windows by time let go of what is past. */
export function tradesTidy(
  ring: Ring,
  windows: usize,
  count: u32,
  totals: TradeTotals,
  time: f64,
  nature: u32,
): void {
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (window.kind != abi.WINDOW_TIME || !isExact(window, nature)) continue;
    leaveUntil(ring, window, totals, time - window.span);
  }
  releaseTrades(ring, windows, count);
}

/** From here on sums may round: exact windows write what they have come to. */
export function tradesRound(ring: Ring, windows: usize, count: u32, totals: TradeTotals): void {
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (isExact(window, WHOLE)) writeSums(ring, window, totals);
  }
}

/** Gives up the trades that no window needs any longer. */
function releaseTrades(ring: Ring, windows: usize, count: u32): void {
  let oldest = ring.head;
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (window.kind != abi.WINDOW_ROW) oldest = olderOf(ring, oldest, window.tail);
  }
  ring.tail = oldest;
}

/** The one of two positions that lies further back. */
function olderOf(ring: Ring, a: u32, b: u32): u32 {
  return ring.head - b > ring.head - a ? b : a;
}

function windowAt(windows: usize, index: u32): TradeWindow {
  return changetype<TradeWindow>(windows + <usize>index * offsetof<TradeWindow>());
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
    rebuildPrices(ring, window, (nature & INVERSE) != 0);
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

/** Begins a new row: windows of the row are emptied. */
export function tradesNewRow(ring: Ring, windows: usize, count: u32, totals: TradeTotals): void {
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    if (window.kind != abi.WINDOW_ROW) continue;
    window.count = 0.0;
    clearSums(window);
    beginAnew(ring, window, totals);
  }
}

/** Forgets everything. */
export function tradesReset(ring: Ring, windows: usize, count: u32, totals: TradeTotals): void {
  ring.head = 0;
  ring.tail = 0;
  for (let index: u32 = 0; index < count; index++) {
    const window = windowAt(windows, index);
    window.count = 0.0;
    window.anchor = 0.0;
    clearSums(window);
    beginAnew(ring, window, totals);
  }
}
