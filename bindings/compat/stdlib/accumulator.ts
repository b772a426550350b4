/** What accumulators are: functions that take a value and answer, or only answer. */
import type { Calculator } from "../../calculators/calculator.ts";

/** Takes `x` if given and answers the statistic as it stands, null before the first value. */
export type Accumulator<T = number> = (x?: number) => T | null;

/** Windows answer from their first value on, and NaN as long as an unknown value is in them. */
export const MOVING = { warmup: "partial", nan: "propagate" } as const;

/** What an accumulator answers without a value. Each calls its own calculator: that is faster. */
export function standing(calculator: Calculator): number | null {
  return calculator.count === 0 ? null : calculator.value;
}
