/**
 * The normal distribution, to 1e-15.
 */
import { exp } from "./elementary";

const ROOT_TWO_PI: f64 = 2.5066282746310002;

/** Probability that a standard normal number is below `x`; NaN for NaN. */
export function normalProb(x: f64): f64 {
  const z = abs<f64>(x);
  if (z > 38.0) return x > 0.0 ? 1.0 : 0.0;
  const density = exp(-z * z * 0.5);
  const tail = z < 7.07106781186547 ? density * ratioOf(z) : density / (tailOf(z) * ROOT_TWO_PI);
  return x > 0.0 ? 1.0 - tail : tail;
}

/** Tail over exp(-z^2 / 2): Hart 1968, formula 5666. */
function ratioOf(z: f64): f64 {
  let p = 3.52624965998911e-2 * z + 0.700383064443688;
  p = p * z + 6.37396220353165;
  p = p * z + 33.912866078383;
  p = p * z + 112.079291497871;
  p = p * z + 221.213596169931;
  p = p * z + 220.206867912376;
  let q = 8.83883476483184e-2 * z + 1.75566716318264;
  q = q * z + 16.064177579207;
  q = q * z + 86.7807322029461;
  q = q * z + 296.564248779674;
  q = q * z + 637.333633378831;
  q = q * z + 793.826512519948;
  q = q * z + 440.413735824752;
  return p / q;
}

/** Continued fraction of the tail. */
function tailOf(z: f64): f64 {
  return z + 1.0 / (z + 2.0 / (z + 3.0 / (z + 4.0 / (z + 0.65))));
}
