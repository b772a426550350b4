/**
 * What moments of pairs say: correlation, the line of y over x.
 *
 *   correlation = products / sqrt(squaresX squaresY)      slope = products / squaresX
 *   intercept = mean y - slope mean x                     r2 = slope products / squaresY
 *
 * In    squares of x and y around their means side by side; sum of products; sums of distances;
 *       share 1 / n
 * Out   answers, NaN where they divide by a spread of nothing
 * Keeps nothing
 * Cost  a division, and two roots at once for the correlation
 *
 * Source: least squares.
 */
// @ts-ignore: decorator
@inline
export function correlationOf(squares: v128, products: f64): f64 {
  if (hasNoSpread(squares)) return NaN;
  const roots = f64x2.sqrt(squares);
  const ratio = products / (f64x2.extract_lane(roots, 0) * f64x2.extract_lane(roots, 1));
  return max<f64>(min<f64>(ratio, 1.0), -1.0);
}

/** Whether x or y has none. */
// @ts-ignore: decorator
@inline
function hasNoSpread(squares: v128): bool {
  return f64x2.extract_lane(squares, 0) == 0.0 || f64x2.extract_lane(squares, 1) == 0.0;
}

// @ts-ignore: decorator
@inline
export function slopeOf(squares: v128, products: f64): f64 {
  const squaresX = f64x2.extract_lane(squares, 0);
  return squaresX == 0.0 ? NaN : products / squaresX;
}

// @ts-ignore: decorator
@inline
export function interceptOf(shift: v128, first: v128, share: f64, slope: f64): f64 {
  const means = f64x2.add(shift, f64x2.mul(first, f64x2.splat(share)));
  return f64x2.extract_lane(means, 1) - slope * f64x2.extract_lane(means, 0);
}

// @ts-ignore: decorator
@inline
export function r2Of(squares: v128, products: f64, slope: f64): f64 {
  if (hasNoSpread(squares)) return NaN;
  return min<f64>((slope * products) / f64x2.extract_lane(squares, 1), 1.0);
}
