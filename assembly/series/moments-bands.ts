/**
 * Bollinger bands: the mean, two edges `width` sigmas away, and where the newest value lies.
 *
 *   upper = mean + width * sigma        percent = 1/2 + score / (2 width)
 *
 * In    MomentsWindow, its moments and the value
 * Out   middle, upper, lower in the unit of x; percent: 0 on the lower edge, 1 on the upper
 * Keeps nothing
 * Cost  a square root, and a division for percent
 *
 * Percent is unknown where the edges meet.
 *
 * Source: J. Bollinger, "Bollinger on Bollinger Bands", McGraw-Hill, 2001.
 */
import { MomentsWindow } from "../layout";
import { meanOf, scoreOf, scorePair, sigmaOf, sigmaPair } from "./moments-answer";

/** The edge `width` sigmas above the mean, or below it where `width` is negative. */
// @ts-ignore: decorator
@inline
export function edgeOf(w: MomentsWindow, first: f64, width: f64): f64 {
  return meanOf(w, first) + width * sigmaOf(w);
}

/** Where `x` lies between the edges. */
// @ts-ignore: decorator
@inline
export function percentOf(w: MomentsWindow, first: f64, x: f64): f64 {
  return 0.5 + scoreOf(w, first, x) * w.perWidth;
}

/** Writes the bands of two values side by side, with the operations of the functions above. */
// @ts-ignore: decorator
@inline
export function storeBands(
  w: MomentsWindow,
  first: v128,
  squares: v128,
  d: v128,
  middle: usize,
  upper: usize,
  lower: usize,
  percent: usize,
): void {
  const width = w.width;
  const mean = f64x2.add(f64x2.splat(w.shift), f64x2.mul(first, f64x2.splat(w.share)));
  const half = f64x2.mul(f64x2.splat(width), sigmaPair(w, squares));
  const score = scorePair(w, first, squares, d);
  v128.store(middle, mean);
  v128.store(upper, f64x2.add(mean, half));
  v128.store(lower, f64x2.sub(mean, half));
  v128.store(
    percent,
    f64x2.add(f64x2.splat(0.5), f64x2.mul(score, f64x2.splat(w.perWidth))),
  );
}
