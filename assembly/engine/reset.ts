/**
 * Brings a planned state to rest: what a new engine is.
 */
import * as abi from "../abi";
import {
  Chart,
  EngineState,
  Ewm,
  Mlofi,
  Ofi,
  Op,
  Ring,
  Rolling,
  Session,
  Volatility,
} from "../layout";
import { ladderClear } from "../book/ladder";
import { askLadder, bidLadder, clearTouch } from "../book/touch";
import { cusumReset } from "../charts/cusum";
import { ewmaChartReset } from "../charts/ewma";
import { volatilityReset } from "../context/volatility";
import { mlofiReset } from "../flow/mlofi";
import { ofiReset } from "../flow/ofi";
import { sessionReset } from "../flow/session";
import { tradesReset } from "../flow/trades";
import { ewmReset } from "../stats/ewm";
import { rollingReset } from "../stats/rolling";
import {
  ofiRing,
  ofiWindows,
  opOf,
  tradeRing,
  tradeTotals,
  tradeWindows,
  volatilityAt,
} from "./blocks";

export function resetEngine(state: EngineState): void {
  const live = offsetof<EngineState>("time");
  memory.fill(changetype<usize>(state) + live, 0, <usize>abi.ENGINE_BYTES - live);
  resetClock(state);
  clearTouch(state);
  if (!(state.options & abi.OPTION_QUOTES)) {
    ladderClear(bidLadder(state));
    ladderClear(askLadder(state));
  }
  resetFlow(state);
  for (let index: u32 = 0; index < state.opCount; index++) resetStep(state, opOf(state, index));
}

function resetClock(state: EngineState): void {
  state.nextBoundary = Infinity;
  state.suspectTime = NaN;
  state.feedSequence = NaN;
  state.feedLatencyUs = NaN;
  state.lastTradeTicks = NaN;
  state.offGridPrice = NaN;
  state.sessionIndex = NaN;
  state.officialTicks = 1.0;
  const topics = changetype<usize>(state) + abi.ENGINE_TOPICS;
  for (let topic = 0; topic < abi.TOPIC_COUNT; topic++) {
    store<f64>(topics + (<usize>topic << 3), NaN);
  }
}

function resetFlow(state: EngineState): void {
  const base = changetype<usize>(state);
  if (state.tradeWindowCount) {
    const windows = tradeWindows(state);
    tradesReset(tradeRing(state), windows, state.tradeWindowCount, tradeTotals(state));
  }
  if (state.session) sessionReset(changetype<Session>(base + state.session));
  if (state.ofi) {
    const ofi = changetype<Ofi>(base + state.ofi);
    ofiReset(ofi, ofiRing(state), ofiWindows(state), state.ofiWindowCount);
  }
  if (state.mlofi) mlofiReset(changetype<Mlofi>(base + state.mlofi));
  for (let index: u32 = 0; index < state.volatilityCount; index++) {
    volatilityReset(changetype<Volatility>(volatilityAt(state, index)));
  }
}

function resetStep(state: EngineState, op: Op): void {
  const base = changetype<usize>(state);
  const at = base + op.block;
  if (op.code == abi.OP_ROLLING_STEP) {
    const rolling = changetype<Rolling>(at);
    rollingReset(rolling, changetype<Ring>(base + rolling.ring));
  } else if (op.code == abi.OP_EWM_STEP) {
    ewmReset(changetype<Ewm>(at));
  } else if (op.code == abi.OP_EWMA_STEP) {
    ewmaChartReset(changetype<Chart>(at));
  } else if (op.code == abi.OP_CUSUM_STEP) {
    cusumReset(changetype<Chart>(at));
  }
}
