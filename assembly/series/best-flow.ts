/**
 * Order flow imbalance of best quotes: what was added to the bid and taken from the ask, less the
 * reverse, from one quote to the next.
 *
 *   e = 1{pb >= pb'} qb - 1{pb <= pb'} qb' - 1{pa <= pa'} qa + 1{pa >= pa'} qa'      primes: before
 *
 * In    best bid and ask with sizes; a side of size 0 is empty, whatever its price
 * Out   e, or its sum over a window; positive when buyers press; NaN for the first quote
 * Keeps FlowState, SlidingSum and its entries
 * Cost  four comparisons a quote
 *
 * An empty side is a price at infinity with size 0, so it needs no case of its own.
 *
 * Source: R. Cont, A. Kukanov and S. Stoikov, "The Price Impact of Order Book Events",
 * J. Financial Econometrics 12(1), 2014, equation for e_n.
 */
import * as abi from "../abi";
import { FlowState, SlidingSum } from "../layout";
import { slidingAdd, slidingReset } from "./sliding";

// @ts-ignore: decorator
@inline
function windowOf(state: FlowState): SlidingSum {
  return changetype<SlidingSum>(changetype<usize>(state) + ((offsetof<FlowState>() + 7) & ~7));
}

/** Forgets everything. */
export function flowReset(state: FlowState): void {
  state.value = NaN;
  state.count = 0.0;
  state.hasPrevious = 0;
  slidingReset(windowOf(state));
}

/** Contribution of one side that stands at `price` with `size`; prices rise towards better. */
// @ts-ignore: decorator
@inline
function sideFlow(price: f64, size: f64, priceBefore: f64, sizeBefore: f64): f64 {
  return (price >= priceBefore ? size : 0.0) - (price <= priceBefore ? sizeBefore : 0.0);
}

// @ts-ignore: decorator
@inline
function isKnown(price: f64, size: f64): bool {
  return size - size == 0.0 && (size == 0.0 || price - price == 0.0);
}

/** Takes a quote and answers e, or the sum of the window. */
// @ts-ignore: decorator
@inline
export function flowUpdate(
  state: FlowState,
  bid: f64,
  bidSize: f64,
  ask: f64,
  askSize: f64,
  time: f64,
): f64 {
  const isUnknown = !isKnown(bid, bidSize) || !isKnown(ask, askSize) || time != time;
  if (isUnknown && state.unknown == abi.UNKNOWN_SKIP) return NaN;
  state.count += 1.0;
  const bidPrice = isUnknown ? NaN : bidSize == 0.0 ? -Infinity : bid;
  const askPrice = isUnknown ? NaN : askSize == 0.0 ? -Infinity : -ask;
  let flow = NaN;
  const hasPrevious = state.hasPrevious != 0;
  // a price is NaN where the quote was unknown, and so is every change from or to it
  if (state.bid == state.bid && !isUnknown && hasPrevious) {
    flow =
      sideFlow(bidPrice, bidSize, state.bid, state.bidSize) -
      sideFlow(askPrice, askSize, state.ask, state.askSize);
  }
  state.bid = bidPrice;
  state.bidSize = bidSize;
  state.ask = askPrice;
  state.askSize = askSize;
  state.hasPrevious = 1;
  if (!hasPrevious) return NaN;
  const value = state.isSummed ? slidingAdd(windowOf(state), flow, time) : flow;
  state.value = value;
  return value;
}
