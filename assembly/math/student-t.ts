/**
 * The distribution of Student's t, of any positive number of degrees of freedom.
 *
 *   tail = x^a sqrt(y) / (2 a B(a, 1/2)) * sum (a + 1/2)_n / (a + 1)_n x^n      if t^2 > degrees
 *   tail = 1/2 - x^a sqrt(y) / B(a, 1/2) * sum (a + 1/2)_n / (3/2)_n y^n       otherwise
 *   a = degrees / 2        x = degrees / (degrees + t^2)        y = 1 - x
 *
 * In    t        any number
 *       degrees  degrees of freedom; `scale` is 1 / (a B(a, 1/2)), worked out once by the host
 * Out   probability that a number of this law is below t; NaN for NaN
 * Keeps nothing
 * Cost  a logarithm, an exponential, up to 60 terms of a series, 150 for hundreds of degrees
 *
 * Both are series of the incomplete beta function, of positive terms: nothing cancels, and what is
 * raised to the power n stays below a half. Error: 1e-14.
 *
 * Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964, 26.5.4 and
 * 26.7.1; cut off where x^a, which is more than both tails, is nothing.
 */
import { exp, ln } from "./elementary";

/** Half an ulp of 1: terms below this share of the sum do not change it. */
const NOTHING: f64 = 5.551115123125783e-17;

/** Probability that a number of this law is below `t`. */
export function studentProb(t: f64, degrees: f64, scale: f64): f64 {
  const a = 0.5 * degrees;
  const distance = abs<f64>(t);
  const root = sqrt<f64>(degrees);
  const tail = distance > root
    ? outerTail(max<f64>(root / distance, f64.MIN_VALUE), a, scale)
    : innerTail(distance / root, a, scale);
  return t > 0.0 ? 1.0 - tail : tail;
}

/** Tail beyond the distance of which sqrt(degrees) is the share `part`. */
function outerTail(part: f64, a: f64, scale: f64): f64 {
  const square = part * part;
  const whole = 1.0 + square;
  const x = square / whole;
  let term = 1.0;
  let sum = 1.0;
  for (let n = 0.0; term > sum * NOTHING; n += 1.0) {
    term *= (a + 0.5 + n) / (a + 1.0 + n) * x;
    sum += term;
  }
  const power = exp(a * (2.0 * ln(part) - lnPlusOne(square)));
  return 0.5 * power * scale * sum / sqrt<f64>(whole);
}

/** Tail beyond the distance that is `part` of sqrt(degrees). */
function innerTail(part: f64, a: f64, scale: f64): f64 {
  const square = part * part;
  const whole = 1.0 + square;
  const power = exp(-a * lnPlusOne(square));
  if (power < NOTHING) return 0.0;
  const y = square / whole;
  let term = 1.0;
  let sum = 1.0;
  for (let n = 0.0; term > sum * NOTHING; n += 1.0) {
    term *= (a + 0.5 + n) / (1.5 + n) * y;
    sum += term;
  }
  return max<f64>(0.5 - part / sqrt<f64>(whole) * power * a * scale * sum, 0.0);
}

/** ln(1 + x) for x >= 0: what rounding takes from 1 + x is put right by the slope. */
function lnPlusOne(x: f64): f64 {
  const whole = 1.0 + x;
  return whole == 1.0 ? x : ln(whole) * (x / (whole - 1.0));
}
