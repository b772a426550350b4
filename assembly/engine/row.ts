/**
 * One row: every value is asked once, in the planned order, and written to the signal table.
 */
import * as abi from "../abi";
import { EngineState, Mlofi, Ofi, Op, Table, Volatility } from "../layout";
import { levelCount } from "../book/ladder";
import { pullTop } from "../book/top";
import { askLadder, bidLadder, touchFlags } from "../book/touch";
import { volatilityAdvance, volatilityThrough } from "../context/volatility";
import { mlofiFold, mlofiNewRow } from "../flow/mlofi";
import { ofiNewRow, ofiWindowsExpire } from "../flow/ofi";
import { tradesExpire, tradesNewRow } from "../flow/trades";
import {
  ofiRing,
  ofiWindows,
  opOf,
  tradeRing,
  tradeTotals,
  tradeWindows,
  valueAt,
  volatilityAt,
} from "./blocks";
import { depthValue, touchValue } from "./book-values";
import { fundingCountdown } from "./funding";
import { derivedStep, derivedValue, whyUnknown } from "./derived-values";
import { bookFlowValue, sessionValue, tradeValue } from "./flow-values";
import { cellAt, openRow, publishRow } from "./table";
import { tally } from "./tally";
import { natureOf } from "./ticks";

/** Emits the row that stands at `time`. Callers promise that there is room for it. */
export function emitRow(state: EngineState, table: Table, time: f64): void {
  prepare(state, time);
  const position = openRow(table);
  store<f64>(cellAt(table, 0, position), time);
  store<f64>(cellAt(table, 1, position), state.sequence);
  publishRow(table, evaluate(state, time, cellAt(table, 2, position), table.stride));
  beginRow(state);
}

/** Brings everything up to `time` that is only looked at when a row is due. */
function prepare(state: EngineState, time: f64): void {
  if (state.rowLevels > state.messageLevels && state.isBookValid) {
    deepen(state, state.rowLevels);
  }
  if (state.mlofi) {
    const mlofi = changetype<Mlofi>(changetype<usize>(state) + state.mlofi);
    mlofiFold(mlofi, bidLadder(state), askLadder(state));
  }
  if (state.tradeWindowCount) {
    const windows = tradeWindows(state);
    const totals = tradeTotals(state);
    const nature = natureOf(state);
    tradesExpire(tradeRing(state), windows, state.tradeWindowCount, totals, time, nature);
  }
  if (state.ofiWindowCount) {
    ofiWindowsExpire(ofiRing(state), ofiWindows(state), state.ofiWindowCount, time);
  }
  const isInterval = state.clock == abi.CLOCK_INTERVAL;
  for (let index: u32 = 0; index < state.volatilityCount; index++) {
    const volatility = changetype<Volatility>(volatilityAt(state, index));
    if (isInterval) volatilityThrough(volatility, time);
    else volatilityAdvance(volatility, time);
  }
}

/** Settles `levels` levels a side where more stand than are settled. */
function deepen(state: EngineState, levels: u32): void {
  const bids = bidLadder(state);
  const asks = askLadder(state);
  if (bids.topCount < min<u32>(levels, levelCount(bids))) pullTop(bids, levels);
  if (asks.topCount < min<u32>(levels, levelCount(asks))) pullTop(asks, levels);
}

/** Writes the values of the row to `cells`, columns `stride` apart, and answers its flags. */
function evaluate(state: EngineState, time: f64, cells: usize, stride: u32): u32 {
  const outputs = state.outputCount;
  const isValid = state.isBookValid != 0;
  let flags: u32 = isValid ? 0 : abi.FLAG_INVALID_BOOK;
  if (state.isHalted) flags |= abi.FLAG_HALTED;
  if (isValid) flags |= touchFlags(state);
  for (let index: u32 = 0; index < state.opCount; index++) {
    const op = opOf(state, index);
    const code = op.code;
    if (code >= abi.OP_ROLLING_STEP && code <= abi.OP_CUSUM_STEP) {
      derivedStep(state, op, time);
      continue;
    }
    let value = NaN;
    if (code > abi.OP_LAST_BOOK) {
      value = otherValue(state, op, time);
      if (value != value) flags |= whyUnknown(state, op);
    } else if (isValid) {
      value = bookValue(state, op);
      if (value != value) {
        flags |= code == abi.OP_REALIZED_VOLATILITY ? abi.FLAG_WARMING : abi.FLAG_UNDEFINED;
      }
    }
    const target = op.target;
    store<f64>(valueAt(state, target), value);
    if (target < outputs) store<f64>(cells + <usize>(target * stride), value);
  }
  return flags | state.flags;
}

// @ts-ignore: a decorator of the core's compiler
@inline
function bookValue(state: EngineState, op: Op): f64 {
  if (op.code <= abi.OP_QUEUE_IMBALANCE) return touchValue(state, op.code);
  return op.code < abi.OP_OFI ? depthValue(state, op) : bookFlowValue(state, op);
}

// @ts-ignore: a decorator of the core's compiler
@inline
function otherValue(state: EngineState, op: Op, time: f64): f64 {
  const code = op.code;
  if (code <= abi.OP_VWAP_SCORE) return tradeValue(state, op);
  if (code <= abi.OP_SESSION_SCORE) return sessionValue(state, code);
  switch (code) {
    case abi.OP_TOPIC:
      return load<f64>(changetype<usize>(state) + abi.ENGINE_TOPICS + (<usize>op.levels << 3));
    case abi.OP_FEED_SEQUENCE:
      return state.feedSequence;
    case abi.OP_FUNDING_COUNTDOWN:
      return fundingCountdown(state, time);
    case abi.OP_FEED_LATENCY:
      return state.feedLatencyUs * 1e-3;
    default:
      return derivedValue(state, op);
  }
}

function beginRow(state: EngineState): void {
  const base = changetype<usize>(state);
  tally(state, abi.COUNT_ROWS);
  state.sequence += 1.0;
  state.flags = 0;
  state.ticksSinceRow = 0;
  state.messagesSinceRow = 0;
  state.volumeSinceRow = 0.0;
  if (state.ofi) ofiNewRow(changetype<Ofi>(base + state.ofi));
  if (state.mlofi) mlofiNewRow(changetype<Mlofi>(base + state.mlofi));
  if (state.tradeWindowCount) {
    const windows = tradeWindows(state);
    tradesNewRow(tradeRing(state), windows, state.tradeWindowCount, tradeTotals(state));
  }
}
