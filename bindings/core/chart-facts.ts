/** What a control chart must know before its first value. */
import * as abi from "../../assembly/abi.ts";
import type { ChartSpec } from "./grammar.ts";
import { rateOf } from "./units.ts";

/** Fields of a control chart that do not change. */
export function chartFacts({ lambda, limit, slack, cap, baseline }: ChartSpec) {
  const { kind, mean: center, sigma, values } = baseline;
  const isEwm = kind === abi.BASELINE_EWM;
  return {
    ...{ lambda, limit, slack, cap, baseline: kind, center, sigma },
    warm: isEwm ? Math.max(20, Math.min(Math.ceil(values), 100)) : values,
    rate: isEwm ? rateOf(values) : 0,
    maxFrozen: isEwm ? 5 * values : 0,
  };
}
