/** Statistics of windows by rows, each from its definition. */

/** `answer` of the last `rows` values after each; of fewer in the beginning if `isPartial`. */
export function overWindows(
  values: ArrayLike<number>,
  rows: number,
  answer: (window: number[]) => number,
  isPartial = false,
): number[] {
  const all = Array.from(values);
  return all.map((_, index) => {
    const window = all.slice(Math.max(0, index + 1 - rows), index + 1);
    return window.length < rows && !isPartial ? NaN : answer(window);
  });
}

export function sum(window: readonly number[]): number {
  return window.reduce((total, x) => total + x, 0);
}

export function mean(window: readonly number[]): number {
  return sum(window) / window.length;
}

/**
 * `answer` of the values in (t - span, t] after each; NaN before a span has passed since the first
 * unless `isPartial`. A time before the newest counts as the newest.
 */
export function overTime(
  values: ArrayLike<number>,
  timesUs: ArrayLike<number>,
  spanUs: number,
  answer: (window: number[]) => number,
  isPartial = false,
): number[] {
  const all = Array.from(values);
  const times = Array.from(timesUs).map((_, i, raw) => Math.max(...raw.slice(0, i + 1)));
  return all.map((_, index) => {
    const now = times[index];
    const window = all.filter((__, i) => i <= index && times[i] > now - spanUs);
    return now - times[0] < spanUs && !isPartial ? NaN : answer(window);
  });
}

/** Largest less smallest. */
export function range(window: readonly number[]): number {
  return Math.max(...window) - Math.min(...window);
}
