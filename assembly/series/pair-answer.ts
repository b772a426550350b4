/**
 * What is asked of a window of pairs: covariance, correlation, the line of y over x.
 *
 *   covariance = products / (n - ddof)      correlation = products / sqrt(squaresX squaresY)
 *   slope = products / squaresX             intercept = mean y - slope mean x
 *   r2 = correlation^2
 *
 * In    PairWindow, a pair with its time, columns of them
 * Out   the answer after each pair
 * Keeps as series/pair
 * Cost  as series/pair; a division or two, square roots for the correlation
 *
 * What divides by a spread of nothing is unknown. Columns are taken pair by pair: cutting them
 * changes no bit. Where the ring is full a column stops and says how many pairs it has taken.
 *
 * Source: least squares; own construction.
 */
import * as abi from "../abi";
import { PairWindow } from "../layout";
import { isPairSkipped, isPairWarm, pairCount, pairTake } from "./pair";

/** The answer as it stands. */
export function pairValue(w: PairWindow, kind: u32): f64 {
  const count = <f64>pairCount(w);
  if (w.unknowns != 0 || count == 0.0 || !isPairWarm(w)) return NaN;
  if (kind == abi.PAIR_COVARIANCE) {
    const divisor = count - <f64>w.ddof;
    return divisor > 0.0 ? w.products / divisor : NaN;
  }
  if (w.squaresX == 0.0) return NaN;
  const slope = w.products / w.squaresX;
  if (kind == abi.PAIR_SLOPE) return slope;
  if (kind == abi.PAIR_INTERCEPT) {
    return w.shiftY + w.y / count - slope * (w.shiftX + w.x / count);
  }
  if (w.squaresY == 0.0) return NaN;
  const ratio = w.products / (sqrt<f64>(w.squaresX) * sqrt<f64>(w.squaresY));
  const correlation = max<f64>(min<f64>(ratio, 1.0), -1.0);
  return kind == abi.PAIR_R2 ? correlation * correlation : correlation;
}

/** Takes a pair and answers; NaN and `isFull` where there was no room. */
export function pairUpdate(w: PairWindow, x: f64, y: f64, timeUs: f64, kind: u32): f64 {
  w.isFull = 0;
  if (isPairSkipped(w, x, y) || !pairTake(w, x, y, timeUs)) return NaN;
  return pairValue(w, kind);
}

// @ts-ignore: decorator
@inline
function timeOf(w: PairWindow, times: usize): f64 {
  return w.rows != 0 ? 0.0 : load<f64>(times);
}

/** Takes up to `count` pairs, writes as many answers, and says how many. */
export function pairProcess(
  w: PairWindow,
  xs: usize,
  ys: usize,
  times: usize,
  output: usize,
  count: u32,
  kind: u32,
): u32 {
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>i << 3;
    const x = load<f64>(xs + place);
    const y = load<f64>(ys + place);
    const answer = pairUpdate(w, x, y, timeOf(w, times + place), kind);
    if (w.isFull) return i;
    store<f64>(output + place, answer);
  }
  return count;
}

/** As `pairProcess`, for the three columns of a line. */
export function pairLines(
  w: PairWindow,
  xs: usize,
  ys: usize,
  times: usize,
  slope: usize,
  intercept: usize,
  r2: usize,
  count: u32,
): u32 {
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>i << 3;
    const x = load<f64>(xs + place);
    const y = load<f64>(ys + place);
    const answer = pairUpdate(w, x, y, timeOf(w, times + place), abi.PAIR_SLOPE);
    if (w.isFull) return i;
    const isTaken = !isPairSkipped(w, x, y);
    store<f64>(slope + place, answer);
    store<f64>(intercept + place, isTaken ? pairValue(w, abi.PAIR_INTERCEPT) : NaN);
    store<f64>(r2 + place, isTaken ? pairValue(w, abi.PAIR_R2) : NaN);
  }
  return count;
}
