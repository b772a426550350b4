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
