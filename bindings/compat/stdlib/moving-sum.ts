/** Sum and mean of a moving window. */
import { RollingMean, RollingSum } from "../../calculators/index.ts";
import { type Accumulator, MOVING, standing } from "./accumulator.ts";
import { checkedWindow } from "./arguments.ts";

/**
 * Sum of the last `window` values, of fewer in the beginning.
 * @throws {TypeError} if `window` is no positive whole number
 */
export function incrmsum(window: number): Accumulator {
  const sum = new RollingSum({ window: checkedWindow("incrmsum", window), ...MOVING });
  return (x) => (x === undefined ? standing(sum) : sum.update(x));
}

/**
 * Mean of the last `window` values, of fewer in the beginning.
 * @throws {TypeError} if `window` is no positive whole number
 */
export function incrmmean(window: number): Accumulator {
  const mean = new RollingMean({ window: checkedWindow("incrmmean", window), ...MOVING });
  return (x) => (x === undefined ? standing(mean) : mean.update(x));
}
