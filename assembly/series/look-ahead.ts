/**
 * Four steps of exponential weights at once, so that no value waits for the answer before it.
 *
 *   y[j] = q^(j+1) y + sum of w[j-i] x[i]      w[n] = q^n - q^(n+1), j = 0 to 3
 *
 * In    y before the group; its values x; q in [0, 1), what a step keeps
 * Out   y after each value
 * Keeps the group: y before it and its first three values
 * Cost  two multiplications and additions of the chain for four values
 *
 * The weights are differences of the rounded powers, exact for q from 1/2: so they sum to 1 with
 * the power of y, and no bias builds up. One value and four at once add in the same order.
 *
 * Source: K. K. Parhi and D. G. Messerschmitt, "Pipeline Interleaving and Parallelism in Recursive
 * Digital Filters", IEEE Trans. ASSP 37(7), 1989 (look-ahead); weights as differences: own
 * construction.
 */

/** Answer after value `step` (0 to 3) of the group at `group`, which keeps it. */
export function aheadOne(group: usize, step: u32, q: f64, x: f64): f64 {
  const base = load<f64>(group);
  const first = load<f64>(group, 8);
  const second = load<f64>(group, 16);
  const q2 = q * q;
  if (step == 0) {
    store<f64>(group, x, 8);
    return q * base + (1.0 - q) * x;
  }
  if (step == 1) {
    store<f64>(group, x, 16);
    return q2 * base + ((q - q2) * first + (1.0 - q) * x);
  }
  const q3 = q2 * q;
  if (step == 2) {
    store<f64>(group, x, 24);
    return q3 * base + ((q2 - q3) * first + (q - q2) * second + (1.0 - q) * x);
  }
  const q4 = q2 * q2;
  const third = load<f64>(group, 24);
  const older = (q3 - q4) * first + (q2 - q3) * second;
  return q4 * base + (older + ((q - q2) * third + (1.0 - q) * x));
}

/** q and q^2; q^3 and q^4. */
// @ts-ignore: decorator
@inline
export function lowPowers(q: f64): v128 {
  return f64x2(q, q * q);
}

// @ts-ignore: decorator
@inline
export function highPowers(q: f64): v128 {
  return f64x2(q * q * q, q * q * (q * q));
}

/** Weights of a value in the pair of answers in which it is the newest but `age` (0 to 3). */
// @ts-ignore: decorator
@inline
export function pairWeights(q: f64, age: i32): v128 {
  const q2 = q * q;
  const q3 = q2 * q;
  if (age == 0) return f64x2(0.0, 1.0 - q);
  if (age == 1) return f64x2(1.0 - q, q - q2);
  if (age == 2) return f64x2(q - q2, q2 - q3);
  return f64x2(q2 - q3, q3 - q2 * q2);
}

/** What the values of a group add to its first two answers, and to its last two. */
// @ts-ignore: decorator
@inline
export function lowPair(young: v128, newest: v128, a: v128, b: v128): v128 {
  return f64x2.add(f64x2.mul(young, a), f64x2.mul(newest, b));
}

// @ts-ignore: decorator
@inline
export function highPair(
  oldest: v128,
  old: v128,
  young: v128,
  newest: v128,
  a: v128,
  b: v128,
  c: v128,
  d: v128,
): v128 {
  return f64x2.add(
    f64x2.add(f64x2.mul(oldest, a), f64x2.mul(old, b)),
    f64x2.add(f64x2.mul(young, c), f64x2.mul(newest, d)),
  );
}
