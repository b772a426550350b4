/**
 * A sum that keeps what rounding loses, in a second number beside it.
 *
 *   t = sum + x;  carry += the exact error of that addition;  sum = t        (TwoSum)
 *
 * In    x     any finite value, also the negative of an earlier one
 * Out   sum   the value is sum + carry
 * Keeps two f64 side by side in the record of their owner
 * Cost  7 additions
 *
 * Whole numbers below 2^53 sum exactly and leave the carry at 0. Unknown values must not be added.
 *
 * Source: D. E. Knuth, The Art of Computer Programming 2, 4.2.2, theorem B; T. Ogita, S. M. Rump
 * and S. Oishi, "Accurate Sum and Dot Product", SIAM J. Sci. Comput. 26(6), 2005, algorithm 4.4.
 */

/** Adds `x` to the pair of f64 at `at` (address of the sum; the carry lies behind it). */
export function addTo(at: usize, x: f64): void {
  const sum = load<f64>(at);
  const total = sum + x;
  const added = total - sum;
  const error = sum - (total - added) + (x - added);
  store<f64>(at, total);
  store<f64>(at, load<f64>(at, 8) + error, 8);
}

/** Value of the pair at `at`. */
export function valueOf(at: usize): f64 {
  return load<f64>(at) + load<f64>(at, 8);
}

/** Sets the pair at `at` to 0. */
export function clearAt(at: usize): void {
  store<f64>(at, 0.0);
  store<f64>(at, 0.0, 8);
}
