/**
 * Accumulators with the names and conventions of `@stdlib/stats-incr`, over the calculators.
 *
 * @module volume-imbalance/compat/stdlib
 */
export type { Accumulator } from "./accumulator.ts";
export { incrmmeanstdev, incrmstdev, type MeanAndStdev } from "./moving-sigma.ts";
export { incrmmean, incrmsum } from "./moving-sum.ts";
export { increwmean, increwvariance } from "./weighted.ts";
