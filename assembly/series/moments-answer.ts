/**
 * What the moments of a window say: its spread, and how far a value stands out.
 *
 *   variance = squares / (n - ddof)      sigma = sqrt(variance)      score = (x - mean) / sigma
 *
 * In    MomentsWindow, and the value that is scored
 * Out   variance, sigma, score in sigmas; of bands the middle, both edges, and where x lies
 *       between them (0 lower edge, 1 upper edge)
 * Keeps nothing
 * Cost  a square root where sigma is needed, a division where a score is
 *
 * Every answer exists twice, for one value and for two side by side, with the same operations in
 * the same order: the same bits. A window without spread is scored NaN or 0 as its record says.
 *
 * Source: bands: J. Bollinger, "Bollinger on Bollinger Bands", 2001.
 */
import { MomentsWindow } from "../layout";

export const ANSWER_VARIANCE: i32 = 0;
export const ANSWER_STDDEV: i32 = 1;
/** The newest value against the window before it. */
export const ANSWER_SCORE: i32 = 2;
/** The newest value against the window that contains it. */
export const ANSWER_SCORE_WITHIN: i32 = 3;
export const ANSWER_BANDS: i32 = 4;

/** Sigma of the window as it stands. */
// @ts-ignore: decorator
@inline
export function sigmaOf(w: MomentsWindow): f64 {
  return sqrt<f64>(w.squares * w.scale);
}

// @ts-ignore: decorator
@inline
export function meanOf(w: MomentsWindow, first: f64): f64 {
  return w.shift + first * w.share;
}

/** How far `x` lies from the window as it stands. */
// @ts-ignore: decorator
@inline
export function scoreOf(w: MomentsWindow, first: f64, x: f64): f64 {
  if (w.squares == 0.0) return w.isFlatZero && x == x && w.scale == w.scale ? 0.0 : NaN;
  return (x - w.shift - first * w.share) / sigmaOf(w);
}

/** Sigmas of two states of a window that is warm. */
// @ts-ignore: decorator
@inline
export function sigmaPair(w: MomentsWindow, squares: v128): v128 {
  return f64x2.sqrt(f64x2.mul(squares, f64x2.splat(w.scale)));
}

/** How far two values, given by their distance from the shift, lie from two such states. */
// @ts-ignore: decorator
@inline
export function scorePair(w: MomentsWindow, first: v128, squares: v128, d: v128): v128 {
  const distance = f64x2.sub(d, f64x2.mul(first, f64x2.splat(w.share)));
  const score = f64x2.div(distance, sigmaPair(w, squares));
  const flat = f64x2.splat(w.isFlatZero ? 0.0 : NaN);
  return v128.bitselect(flat, score, f64x2.eq(squares, f64x2.splat(0.0)));
}
