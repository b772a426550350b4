/**
 * Ticks that do not change the ladder: trades, quotes, state values, headers.
 */
import * as abi from "../abi";
import { EngineState, Session } from "../layout";
import { GRID_TOLERANCE } from "../math/guard";
import { sessionAdd } from "../flow/session";
import { fitsTotals } from "../flow/trade-totals";
import { BUY, INVERSE, SELL, UNSIDED, WHOLE, tradesAdd, tradesRound } from "../flow/trades";
import { tradeRing, tradeTotals, tradeWindows } from "./blocks";
import { lotsOf } from "./admit";
import { isOpenAt } from "./session";
import { tally } from "./tally";

/** Price in ticks; whole ones where it is on the grid. */
function ticksOf(state: EngineState, price: f64): f64 {
  const scaled = price * state.ticksPerUnit;
  const ticks = nearest<f64>(scaled);
  return abs<f64>(scaled - ticks) <= GRID_TOLERANCE ? ticks : scaled;
}

/** What the sums of trades may count on. */
export function natureOf(state: EngineState): u32 {
  const options = state.options;
  const isWhole = options & abi.OPTION_LOTS && !state.hasFractions;
  return (options & abi.OPTION_INVERSE ? INVERSE : 0) | (isWhole ? WHOLE : 0);
}

/** Takes an admitted trade. */
export function takeTrade(state: EngineState, price: f64, size: f64, flags: u32): void {
  addTrade(state, ticksOf(state, price), lotsOf(state, size), flags);
}

/** Takes a trade at `ticks`, whole or not, of `lots`. */
export function addTrade(state: EngineState, ticks: f64, lots: f64, flags: u32): void {
  if (!fitsTotals(tradeTotals(state), ticks, lots)) giveUpTotals(state);
  const nature = natureOf(state);
  const sideBits = flags & abi.SIDE_MASK;
  const isBuy = sideBits == abi.SIDE_BUY;
  const side = select<u32>(BUY, select<u32>(SELL, UNSIDED, sideBits == abi.SIDE_SELL), isBuy);
  if (side == UNSIDED) {
    tally(state, abi.COUNT_UNKNOWN_SIDES);
    state.flags |= abi.FLAG_UNKNOWN_SIDE;
  }
  tally(state, abi.COUNT_TRADES);
  state.messageHasTrade = 1;
  state.lastTradeTicks = ticks;
  state.volumeSinceRow += lots;
  if (state.tradeWindowCount) {
    const windows = tradeWindows(state);
    const count = state.tradeWindowCount;
    const totals = tradeTotals(state);
    tradesAdd(tradeRing(state), windows, count, totals, state.time, ticks, lots, side, nature);
  }
  if (state.session && isOpenAt(state, state.time)) {
    const session = changetype<Session>(changetype<usize>(state) + state.session);
    sessionAdd(session, ticks, lots, side, (nature & INVERSE) != 0);
  }
}

/** Sums of trades may round from here on. */
function giveUpTotals(state: EngineState): void {
  if (natureOf(state) == WHOLE) {
    const totals = tradeTotals(state);
    tradesRound(tradeRing(state), tradeWindows(state), state.tradeWindowCount, totals);
  }
  state.hasFractions = 1;
}

/** Takes an admitted quote; beside a ladder it is only counted. */
export function takeQuote(state: EngineState, price: f64, size: f64, flags: u32): void {
  if (!(state.options & abi.OPTION_QUOTES)) {
    tally(state, abi.COUNT_QUOTES_IGNORED);
    return;
  }
  const lots = lotsOf(state, size);
  const ticks = ticksOf(state, price);
  if ((flags & abi.SIDE_MASK) == abi.SIDE_BID) {
    state.bidTicks = lots > 0.0 ? ticks : -Infinity;
    state.bidSize = lots;
  } else {
    state.askTicks = lots > 0.0 ? ticks : Infinity;
    state.askSize = lots;
  }
  state.messageHasBook = 1;
  tally(state, abi.COUNT_QUOTES);
}

/** Takes an admitted value of the instrument; a halt is one of them. */
export function takeState(state: EngineState, value: f64, flags: u32): void {
  const topic = <i32>((flags >> abi.TOPIC_SHIFT) & 0xff);
  store<f64>(changetype<usize>(state) + abi.ENGINE_TOPICS + (<usize>topic << 3), value);
  if (topic == abi.TOPIC_HALTED) state.isHalted = value != 0.0 ? 1 : 0;
}

/** The header of a message: when it was received and which number it bears. */
export function takeHeader(state: EngineState, localTime: f64, sequence: f64): void {
  state.feedLatencyUs = localTime - state.time;
  state.feedSequence = sequence;
}
