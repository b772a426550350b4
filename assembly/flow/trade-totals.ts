/**
 * Exact sums over the trades of a window: differences of running totals in whole numbers, so that a
 * trade costs one addition for all windows and nothing when it leaves.
 *
 *   buy = bought - bought before the window, sell and unknown alike
 *   weight = buy + sell + unknown
 *   first = sum lots (ticks - anchor) = (paid - paid before) - anchor * weight
 *
 * In    trades of whole lots at whole ticks, in numbers that `fitsTotals`
 * Out   the sums of TradeWindow when they are asked for; the same as compensated sums give
 * Keeps TradeTotals of all trades, before each trade of the ring and before each window
 * Cost  two vector additions a trade; a comparison a trade that leaves a window
 *
 * Source: own construction; prefix sums are folklore.
 */
import * as abi from "../abi";
import { Ring, Trade, TradeTotals, TradeWindow } from "../layout";
import { recordAt } from "../stats/ring";
import { clearSums } from "./trade-sums";

// With less than 3 * 2^34 lots in all, at less than 2^25 ticks, no sum comes near 2^63.
const MANY_LOTS: f64 = 1073741824.0;
const MANY_TICKS: f64 = 33554432.0;
const TOTAL_BITS: i64 = 34;

/** Whether a trade may be added to the totals. */
export function fitsTotals(totals: TradeTotals, ticks: f64, lots: f64): bool {
  const isWhole = lots == nearest<f64>(lots) && ticks == nearest<f64>(ticks);
  const isSmall = lots <= MANY_LOTS && abs<f64>(ticks) < MANY_TICKS;
  const used = totals.bought | totals.sold | totals.unsided;
  return isWhole && isSmall && used >> TOTAL_BITS == 0;
}

/** Takes a trade into the totals, after noting in its record what they were before. */
export function countTrade(totals: TradeTotals, trade: Trade, side: u32): void {
  copyTotals(changetype<usize>(totals), changetype<usize>(trade) + BEFORE_TRADE);
  const lots = <i64>trade.size;
  const at = changetype<usize>(totals) + (<usize>side << 3);
  store<i64>(at, load<i64>(at) + lots);
  totals.paid += lots * <i64>trade.ticks;
}

const BEFORE_TRADE: usize = offsetof<Trade>("boughtBefore");
const BEFORE_WINDOW: usize = offsetof<TradeWindow>("boughtBefore");

function copyTotals(from: usize, to: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
}

/** Lets a window begin with the trade at `position`, or with the next one after the newest. */
function beginAt(ring: Ring, window: TradeWindow, totals: TradeTotals, position: u32): void {
  const before =
    position == ring.head
      ? changetype<usize>(totals)
      : recordAt(ring, position) + BEFORE_TRADE;
  copyTotals(before, changetype<usize>(window) + BEFORE_WINDOW);
  window.tail = position;
}

/**
 * The newest trade of the ring, counted before, comes into a window; `newest` is the time of the
 * one before it.
 */
export function noteTrade(
  ring: Ring,
  window: TradeWindow,
  totals: TradeTotals,
  trade: Trade,
  newest: f64,
): void {
  const position = ring.head - 1;
  if (window.kind == abi.WINDOW_COUNT && <f64>(ring.head - window.tail) > window.span) {
    beginAt(ring, window, totals, window.tail + 1);
  } else if (window.kind == abi.WINDOW_TIME && newest <= trade.time - window.span) {
    beginAt(ring, window, totals, position);
  }
  if (window.tail == position) window.anchor = trade.ticks;
}

/** Drops from a window by time what is not after `limit`. */
export function leaveUntil(ring: Ring, window: TradeWindow, totals: TradeTotals, limit: f64): void {
  const head = ring.head;
  let tail = window.tail;
  while (tail != head && !(changetype<Trade>(recordAt(ring, tail)).time > limit)) tail += 1;
  if (tail != window.tail) beginAt(ring, window, totals, tail);
}

/** A window begins with the next trade. */
export function beginAnew(ring: Ring, window: TradeWindow, totals: TradeTotals): void {
  beginAt(ring, window, totals, ring.head);
}

/** Writes the sums of a window. */
export function writeSums(ring: Ring, window: TradeWindow, totals: TradeTotals): void {
  const buy = totals.bought - window.boughtBefore;
  const sell = totals.sold - window.soldBefore;
  const unknown = totals.unsided - window.unsidedBefore;
  const weight = buy + sell + unknown;
  clearSums(window);
  window.count = <f64>(ring.head - window.tail);
  window.buy = <f64>buy;
  window.sell = <f64>sell;
  window.unknown = <f64>unknown;
  if (!window.wantsPrice) return;
  window.weight = <f64>weight;
  window.first = <f64>(totals.paid - window.paidBefore - <i64>window.anchor * weight);
}
