/**
 * Steps of a row that carry memory over another value: rolling and weighted moments, charts.
 */
import * as abi from "../abi";
import { Chart, EngineState, Ewm, Op, Ring, Rolling } from "../layout";
import { cusumShift, cusumStep } from "../charts/cusum";
import { ewmaChartStep, ewmaLevel, ewmaLimit } from "../charts/ewma";
import { ewmStep } from "../stats/ewm";
import { rollingStep } from "../stats/rolling";
import { valueAt } from "./blocks";
import { tally } from "./tally";

/** Advances the statistic of `op` by the value it follows. */
// @ts-ignore: a decorator of the core's compiler
@inline
export function derivedStep(state: EngineState, op: Op, time: f64): void {
  const at = changetype<usize>(state) + op.block;
  const x = load<f64>(valueAt(state, op.source));
  switch (op.code) {
    case abi.OP_ROLLING_STEP: {
      const rolling = changetype<Rolling>(at);
      rollingStep(rolling, changetype<Ring>(changetype<usize>(state) + rolling.ring), x, time);
      return;
    }
    case abi.OP_EWM_STEP:
      ewmStep(changetype<Ewm>(at), x, time);
      return;
    case abi.OP_EWMA_STEP:
      if (ewmaChartStep(changetype<Chart>(at), x)) raiseAlarm(state);
      return;
    default:
      if (cusumStep(changetype<Chart>(at), x)) raiseAlarm(state);
  }
}

function raiseAlarm(state: EngineState): void {
  state.flags |= abi.FLAG_ALARM;
  tally(state, abi.COUNT_ALARMS);
}

/** An answer of the statistic of `op`. */
export function derivedValue(state: EngineState, op: Op): f64 {
  const at = changetype<usize>(state) + op.block;
  switch (op.code) {
    case abi.OP_ROLLING_SIGMA:
      return sqrt<f64>(changetype<Rolling>(at).variance);
    case abi.OP_EWMA_LEVEL:
      return ewmaLevel(changetype<Chart>(at));
    case abi.OP_EWMA_UPPER:
      return ewmaLimit(changetype<Chart>(at), 1.0);
    case abi.OP_EWMA_LOWER:
      return ewmaLimit(changetype<Chart>(at), -1.0);
    case abi.OP_CUSUM_SHIFT:
      return cusumShift(changetype<Chart>(at));
    default:
      return load<f64>(at + op.source);
  }
}

/** Flags that say why the answer of `op` is NaN. */
export function whyUnknown(state: EngineState, op: Op): u32 {
  const at = changetype<usize>(state) + op.block;
  let why: u32 = 0;
  if (op.code == abi.OP_ROLLING_FIELD || op.code == abi.OP_ROLLING_SIGMA) {
    why = changetype<Rolling>(at).why;
  } else if (op.code == abi.OP_EWM_FIELD) {
    why = changetype<Ewm>(at).why;
  } else if (op.code >= abi.OP_CHART_FIELD) {
    why = changetype<Chart>(at).why;
  }
  return why ? why : abi.FLAG_UNDEFINED;
}
