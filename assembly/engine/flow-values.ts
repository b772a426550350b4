/**
 * Values of a row that the flow knows.
 */
import * as abi from "../abi";
import { EngineState, Mlofi, Ofi, Op, Session, TradeWindow, Volatility } from "../layout";
import { volatilityBps } from "../context/volatility";
import { hasMid, midTicks } from "../book/touch";
import { mlofiDepth, mlofiLevel, mlofiSum } from "../flow/mlofi";
import { ofiOfRow, ofiWindowSum } from "../flow/ofi";
import { sessionDelta, sessionSigmaTicks, sessionVwapTicks } from "../flow/session";
import {
  buyLots,
  sellLots,
  tradeImbalance,
  unknownLots,
  windowSigmaTicks,
  windowVwapTicks,
} from "../flow/trades";
import { ratio } from "../math/guard";
import { tradeRing } from "./blocks";
import { priceOf, sizeOf } from "./book-values";
import { natureOf } from "./ticks";

/** A value of the flow between books. Callers promise a valid book. */
// @ts-ignore: a decorator of the core's compiler
@inline
export function bookFlowValue(state: EngineState, op: Op): f64 {
  const base = changetype<usize>(state);
  switch (op.code) {
    case abi.OP_OFI:
      return sizeOf(state, ofiOfRow(changetype<Ofi>(base + state.ofi)));
    case abi.OP_OFI_WINDOW:
      return sizeOf(state, ofiWindowSum(base + op.block));
    case abi.OP_OFI_LEVEL:
      return sizeOf(state, mlofiLevel(changetype<Mlofi>(base + state.mlofi), op.levels - 1));
    case abi.OP_MLOFI_DEPTH:
      return sizeOf(state, mlofiDepth(changetype<Mlofi>(base + state.mlofi), op.levels));
    case abi.OP_MLOFI:
      return mlofiSum(changetype<Mlofi>(base + state.mlofi), op.levels);
    default:
      return volatilityBps(changetype<Volatility>(base + op.block));
  }
}

/** The price that deviations are measured from: mid, or the last trade where there is no mid. */
function referenceTicks(state: EngineState): f64 {
  return hasMid(state) ? midTicks(state) : state.lastTradeTicks;
}

/** A value of a window of trades. */
// @ts-ignore: a decorator of the core's compiler
@inline
export function tradeValue(state: EngineState, op: Op): f64 {
  const window = changetype<TradeWindow>(changetype<usize>(state) + op.block);
  switch (op.code) {
    case abi.OP_BUY_VOLUME:
      return sizeOf(state, buyLots(window));
    case abi.OP_SELL_VOLUME:
      return sizeOf(state, sellLots(window));
    case abi.OP_UNKNOWN_VOLUME:
      return sizeOf(state, unknownLots(window));
    case abi.OP_TRADE_COUNT:
      return window.count;
    case abi.OP_TRADE_IMBALANCE:
      return tradeImbalance(window);
  }
  if (op.code == abi.OP_NOTIONAL) return notional(state, window);
  if (window.count == 0.0) return NaN;
  const vwap = windowVwapTicks(window);
  if (op.code == abi.OP_VWAP) return priceOf(state, vwap);
  if (op.code == abi.OP_VWAP_DEVIATION) return deviationBps(state, vwap);
  const sigma = windowSigmaTicks(tradeRing(state), window, natureOf(state));
  if (op.code == abi.OP_VWAP_SIGMA) return priceOf(state, sigma);
  return ratio(referenceTicks(state) - vwap, sigma);
}

/** Traded value in quote currency: sum of price x size x multiplier, or of size for inverse. */
function notional(state: EngineState, window: TradeWindow): f64 {
  const lots = buyLots(window) + sellLots(window) + unknownLots(window);
  if (lots == 0.0) return 0.0;
  const size = sizeOf(state, lots) * state.multiplier;
  return state.options & abi.OPTION_INVERSE
    ? size
    : size * priceOf(state, windowVwapTicks(window));
}

/** A value of the session. */
export function sessionValue(state: EngineState, code: i32): f64 {
  const session = changetype<Session>(changetype<usize>(state) + state.session);
  if (code == abi.OP_CVD) return sizeOf(state, sessionDelta(session));
  const vwap = sessionVwapTicks(session);
  if (code == abi.OP_SESSION_VWAP) return priceOf(state, vwap);
  if (code == abi.OP_SESSION_DEVIATION) return deviationBps(state, vwap);
  const sigma = sessionSigmaTicks(session);
  if (code == abi.OP_SESSION_SIGMA) return priceOf(state, sigma);
  return ratio(referenceTicks(state) - vwap, sigma);
}

function deviationBps(state: EngineState, vwapTicks: f64): f64 {
  return ratio(1e4 * (referenceTicks(state) - vwapTicks), vwapTicks);
}
