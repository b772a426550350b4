/**
 * Natural logarithm and exponential without tables: the standard ones bring static data, which
 * a second instance over the same memory would write again.
 *
 * `ln`   x = 2^k m with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh(s), s = (m - 1) / (m + 1), by its
 *        Taylor series in s^2 <= 0.0295: 11 terms leave less than 1e-18
 * `exp`  x = k ln 2 + r with abs(r) <= 0.347, by its Taylor series: 14 terms leave less than 1e-18
 *
 * Against the platform's own: relative 1e-14 (`ln`) and 1e-13 (`exp`), see test/core/elementary.
 * ln 2 is split in two, the upper part with 21 trailing zero bits, so that k times it is exact.
 */

const LN2_UPPER: f64 = 0.6931471803691238;
const LN2_LOWER: f64 = 1.9082149292705877e-10;
const EXPONENT_MASK: u64 = 0x7ff0000000000000;
const ONE_BITS: u64 = 0x3ff0000000000000;

/** Natural logarithm of a positive normal number; NaN for negative or unknown, -Infinity for 0. */
export function ln(x: f64): f64 {
  if (!(x >= 0.0)) return NaN;
  if (x == 0.0) return -Infinity;
  if (x == Infinity) return x;
  let scale = 0;
  let value = x;
  if (value < 2.2250738585072014e-308) {
    value *= 18014398509481984.0;
    scale = -54;
  }
  const bits = reinterpret<u64>(value);
  let k = <i32>((bits & EXPONENT_MASK) >> 52) - 1023;
  let m = reinterpret<f64>((bits & ~EXPONENT_MASK) | ONE_BITS);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k += 1;
  }
  const s = (m - 1.0) / (m + 1.0);
  const z = s * s;
  const w = z * z;
  const v = w * w;
  const low = 1.0 / 3.0 + z * (1.0 / 5.0) + w * (1.0 / 7.0 + z * (1.0 / 9.0));
  const middle = 1.0 / 11.0 + z * (1.0 / 13.0) + w * (1.0 / 15.0 + z * (1.0 / 17.0));
  const high = 1.0 / 19.0 + z * (1.0 / 21.0) + w * (1.0 / 23.0);
  const tail = z * (low + v * (middle + v * high));
  // 2s = f - s f with f = m - 1, exact up to the product
  const f = m - 1.0;
  const n = <f64>(k + scale);
  return n * LN2_UPPER + (f - (s * (f - 2.0 * tail) - n * LN2_LOWER));
}

/** e to the power x. */
export function exp(x: f64): f64 {
  if (x != x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.2) return 0.0;
  const k = nearest<f64>(x * 1.4426950408889634);
  const upper = x - k * LN2_UPPER;
  const lower = k * LN2_LOWER;
  const r = upper - lower;
  let tail = 1.0 / 6227020800.0;
  tail = tail * r + 1.0 / 479001600.0;
  tail = tail * r + 1.0 / 39916800.0;
  tail = tail * r + 1.0 / 3628800.0;
  tail = tail * r + 1.0 / 362880.0;
  tail = tail * r + 1.0 / 40320.0;
  tail = tail * r + 1.0 / 5040.0;
  tail = tail * r + 1.0 / 720.0;
  tail = tail * r + 1.0 / 120.0;
  tail = tail * r + 1.0 / 24.0;
  tail = tail * r + 1.0 / 6.0;
  tail = tail * r + 0.5;
  const value = 1.0 + (r + r * r * tail + ((upper - r) - lower));
  const half = <i64>k >> 1;
  return value * powerOfTwo(half) * powerOfTwo(<i64>k - half);
}

function powerOfTwo(k: i64): f64 {
  return reinterpret<f64>(<u64>(k + 1023) << 52);
}
