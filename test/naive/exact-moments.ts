/** Moments of a window from their definitions, in exact fractions: a double is m 2^e. */

const bits = new DataView(new ArrayBuffer(8));

/** m and e of a finite double. */
function partsOf(x: number): [bigint, number] {
  bits.setFloat64(0, x);
  const raw = bits.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const m = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  return [x < 0 ? -m : m, Math.max(exponent, 1) - 1075];
}

/** The double nearest to numerator / denominator * 2^exponent, to an ulp. */
function toDouble(numerator: bigint, denominator: bigint, exponent: number): number {
  if (numerator < 0n) return -toDouble(-numerator, denominator, exponent);
  const length = (x: bigint) => x.toString(2).length;
  const up = Math.max(0, 64 - length(numerator) + length(denominator));
  const quotient = (numerator << BigInt(up)) / denominator;
  const down = Math.max(0, length(quotient) - 64);
  const power = exponent - up + down;
  const half = Math.trunc(power / 2);
  return Number(quotient >> BigInt(down)) * 2 ** half * 2 ** (power - half);
}

/** Whole numbers and the power of two that they are multiples of. */
function wholeOf(window: readonly number[]): { whole: bigint[]; exponent: number } {
  const parts = window.map(partsOf);
  const exponent = Math.min(...parts.map(([, e]) => e));
  return { whole: parts.map(([m, e]) => m << BigInt(e - exponent)), exponent };
}

const total = (values: readonly bigint[]) => values.reduce((sum, m) => sum + m, 0n);

export function exactMean(window: readonly number[]): number {
  if (!window.every(Number.isFinite)) return NaN;
  const { whole, exponent } = wholeOf(window);
  return toDouble(total(whole), BigInt(window.length), exponent);
}

/** n sum x y - sum x sum y over n (n - ddof). */
export function exactCovariance(x: readonly number[], y: readonly number[], ddof: number): number {
  if (x.length <= ddof || ![...x, ...y].every(Number.isFinite)) return NaN;
  const n = BigInt(x.length);
  const a = wholeOf(x);
  const b = wholeOf(y);
  const products = total(a.whole.map((m, i) => m * b.whole[i]));
  const spread = n * products - total(a.whole) * total(b.whole);
  return toDouble(spread, n * (n - BigInt(ddof)), a.exponent + b.exponent);
}

export function exactVariance(window: readonly number[], ddof: number): number {
  return exactCovariance(window, window, ddof);
}

/** Distance of `x` from the mean of a window in its sigmas; `flat` where it has none. */
export function exactScore(window: readonly number[], x: number, ddof: number, flat = NaN): number {
  const variance = exactVariance(window, ddof);
  if (!Number.isFinite(x) || Number.isNaN(variance)) return NaN;
  if (variance === 0) return flat;
  const n = BigInt(window.length);
  const { whole, exponent } = wholeOf([x, ...window]);
  const distance = n * whole[0] - total(whole.slice(1));
  return toDouble(distance, n, exponent) / Math.sqrt(variance);
}
