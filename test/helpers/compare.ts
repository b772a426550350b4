/** Comparison of columns: bits, units in the last place, or a tolerance; NaN equals NaN. */
const f64 = new Float64Array(1);
const i64 = new BigInt64Array(f64.buffer);

/** Position of a double on the line of all doubles; neighbours differ by 1. */
function ordinal(x: number): bigint {
  f64[0] = x;
  const bits = i64[0];
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

/** Number of doubles between a and b; 0 for two NaN, Infinity if only one is NaN. */
export function ulps(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  const d = ordinal(a) - ordinal(b);
  return Number(d < 0n ? -d : d);
}

export interface Tolerance {
  /** Units in the last place; 0 with nothing else set means equal (0 and -0 are equal). */
  ulp?: number;
  rel?: number;
  abs?: number;
}

/** Whether `actual` is `expected` within any one of the given tolerances. */
export function isNear(actual: number, expected: number, tolerance: Tolerance = {}): boolean {
  if (Number.isNaN(actual) || Number.isNaN(expected)) {
    return Number.isNaN(actual) && Number.isNaN(expected);
  }
  if (actual === expected) return true;
  const difference = Math.abs(actual - expected);
  const { ulp = 0, rel = 0, abs = 0 } = tolerance;
  if (difference <= abs + rel * Math.abs(expected)) return true;
  return ulp > 0 && ulps(actual, expected) <= ulp;
}

type Numbers = ArrayLike<number>;

/** Says where two columns differ first and how often, or "" where they agree. */
export function difference(
  actual: Numbers,
  expected: Numbers,
  tolerance: Tolerance = {},
  isSame = (i: number) => isNear(actual[i], expected[i], tolerance),
): string {
  if (actual.length !== expected.length) {
    return `${actual.length} values instead of ${expected.length}`;
  }
  let first = -1;
  let count = 0;
  for (let i = 0; i < actual.length; i++) {
    if (isSame(i)) continue;
    if (first < 0) first = i;
    count++;
  }
  if (first < 0) return "";
  const a = actual[first];
  const b = expected[first];
  return (
    `row ${first} was ${a}, expected ${b} (${ulps(a, b)} ulp, difference ${a - b}); ` +
    `${count} of ${actual.length} rows differ`
  );
}

/** The same with every bit, the sign of zero included. */
export function bitDifference(actual: Numbers, expected: Numbers): string {
  return difference(actual, expected, {}, (i) => Object.is(actual[i], expected[i]));
}

/** Throws with the first difference. */
export function assertSame(
  what: string,
  actual: Numbers,
  expected: Numbers,
  tolerance?: Tolerance,
): void {
  const text = difference(actual, expected, tolerance);
  if (text !== "") throw new Error(`${what}: ${text}`);
}

/** Throws with the first difference in any bit. */
export function assertSameBits(what: string, actual: Numbers, expected: Numbers): void {
  const text = bitDifference(actual, expected);
  if (text !== "") throw new Error(`${what}: ${text}`);
}
