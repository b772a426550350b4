/** Sums as exact as doubles allow (Neumaier), and the ratio rules all columns share. */
export function sum(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const x of values) {
    const next = total + x;
    lost += Math.abs(total) >= Math.abs(x) ? total - next + x : x - next + total;
    total = next;
  }
  return total + lost;
}

export function mean(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const rough = sum(values) / values.length;
  return rough + sum(values.map((x) => x - rough)) / values.length;
}

/** Sample variance (ddof 1), two passes; NaN below two values. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  return sum(values.map((x) => (x - centre) ** 2)) / (values.length - 1);
}

/** NaN instead of an infinity or 0/0. */
export function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? Number.NaN : numerator / denominator;
}

/** (b - a) / (b + a). */
export function imbalance(b: number, a: number): number {
  return ratio(b - a, b + a);
}
