/** Statistics of an array that is at hand. */

/** Mean of all values, 0 of none. */
export function getAverage(values: readonly number[]): number {
  if (values.length === 0) return 0;
  // Distances from the first value are small where values lie close together, and 0 where equal.
  const [first] = values;
  let sum = 0;
  for (const x of values) sum += x - first;
  return first + sum / values.length;
}

/**
 * Population standard deviation, 0 of no values.
 * @param average centre that is known; without it the mean
 */
export function getStandardDeviation(values: readonly number[], average?: number): number {
  if (values.length === 0) return 0;
  const centre = average ?? getAverage(values);
  let squares = 0;
  for (const x of values) squares += (x - centre) ** 2;
  return Math.sqrt(squares / values.length);
}

/**
 * How many standard deviations a value, the last one by default, lies above the values' mean.
 * @throws {RangeError} if the values do not differ: then there is no score
 */
export function getZScore(values: readonly number[], value = values[values.length - 1]): number {
  const average = getAverage(values);
  const sigma = getStandardDeviation(values, average);
  if (sigma !== 0) return (value - average) / sigma;
  throw new RangeError(
    "volume-imbalance/compat/trading-signals.getZScore: values that are all the same have no score",
  );
}
