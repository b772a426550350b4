/** Order statistics of a window, each from its definition. */

/** Type 7 of Hyndman and Fan; NaN where a value is unknown. */
export function quantile(window: readonly number[], q: number): number {
  if (window.length === 0 || window.some(Number.isNaN)) return NaN;
  const sorted = [...window].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
}

export function medianDeviation(window: readonly number[]): number {
  const median = quantile(window, 0.5);
  return quantile(
    window.map((x) => Math.abs(x - median)),
    0.5,
  );
}

/** Distance of `x` from the median in normal sigmas, `flat` where there is no spread. */
export function robustScore(x: number, window: readonly number[], flat = NaN): number {
  const deviation = medianDeviation(window);
  if (deviation === 0) return x - x + flat;
  return (x - quantile(window, 0.5)) / (1.4826022185056018 * deviation);
}
