/**
 * Sums over the trades of one window that may round: compensated, and changed trade by trade in an
 * order that depends on the data alone.
 *
 *   weight = sum w;  first = sum w d;  second = sum w d^2    d = ticks - anchor, w = size, or
 *                                                            size / ticks of an inverse contract
 *
 * In    trades as they come and leave; prices in ticks, sizes in lots
 * Out   the sums of TradeWindow
 * Keeps nothing of its own
 * Cost  constant per trade
 *
 * Source: T. F. Chan, G. H. Golub and R. J. LeVeque 1983 for the shifted sums.
 */
import * as abi from "../abi";
import { Ring, Trade, TradeWindow } from "../layout";
import { addTo, clearAt } from "../stats/compensated";
import { recordAt } from "../stats/ring";

/** Takes the newest trade of the ring into a window. */
export function sumTrade(ring: Ring, window: TradeWindow, trade: Trade, isInverse: bool): void {
  if (window.kind == abi.WINDOW_TIME) {
    dropUntil(ring, window, trade.time - window.span, isInverse);
  }
  if (window.count == 0.0) window.anchor = trade.ticks;
  include(window, trade, 1.0, isInverse);
  if (window.kind == abi.WINDOW_COUNT) dropBeyond(ring, window, isInverse);
}

/** Drops the trades of a window that are not after `limit`. */
export function dropUntil(ring: Ring, window: TradeWindow, limit: f64, isInverse: bool): void {
  const head = ring.head;
  let tail = window.tail;
  while (tail != head) {
    const trade = changetype<Trade>(recordAt(ring, tail));
    if (trade.time > limit) break;
    tail += 1;
    include(window, trade, -1.0, isInverse);
    if (window.count == 0.0) clearSums(window);
  }
  window.tail = tail;
}

function dropBeyond(ring: Ring, window: TradeWindow, isInverse: bool): void {
  while (window.count > window.span) {
    const trade = changetype<Trade>(recordAt(ring, window.tail));
    window.tail += 1;
    include(window, trade, -1.0, isInverse);
  }
}

/** Adds a trade to the sums of a window (`sign` 1) or takes it out again (-1). */
// @ts-ignore: a decorator of the core's compiler
@inline
function include(window: TradeWindow, trade: Trade, sign: f64, isInverse: bool): void {
  window.count += sign;
  addTo(changetype<usize>(window) + trade.sum, trade.size * sign);
  if (window.wantsPrice) includePrice(window, trade, sign, isInverse);
}

function includePrice(window: TradeWindow, trade: Trade, sign: f64, isInverse: bool): void {
  const at = changetype<usize>(window);
  const d = trade.ticks - window.anchor;
  const weight = (isInverse ? trade.size / trade.ticks : trade.size) * sign;
  addTo(at + offsetof<TradeWindow>("weight"), weight);
  addTo(at + offsetof<TradeWindow>("first"), weight * d);
  if (window.wantsSigma) addTo(at + offsetof<TradeWindow>("second"), weight * d * d);
}

/** Sets the sums of a window to 0. */
export function clearSums(window: TradeWindow): void {
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

/** Builds the sums of prices anew, around the newest price. */
export function rebuildPrices(ring: Ring, window: TradeWindow, isInverse: bool): void {
  clearPrices(window);
  window.anchor = changetype<Trade>(recordAt(ring, ring.head - 1)).ticks;
  for (let position = window.tail; position != ring.head; position++) {
    includePrice(window, changetype<Trade>(recordAt(ring, position)), 1.0, isInverse);
  }
}
