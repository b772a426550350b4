/**
 * What is asked of a window of pairs, one by one and in columns.
 *
 * In    PairWindow, a pair with its time, columns of them
 * Out   the answer after each pair
 * Keeps as series/pair
 * Cost  as series/pair and series/pair-line
 *
 * Cutting a column changes no bit. Where the ring is full a column stops and says how many pairs it
 * has taken.
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { PairWindow } from "../layout";
import { isPairSkipped, isPairWarm, pairCount, pairTake } from "./pair";
import { correlationOf, interceptOf, r2Of, slopeOf } from "./pair-line";
import { pairRun } from "./pair-run";

/** The answer as it stands. */
export function pairValue(w: PairWindow, kind: u32): f64 {
  if (w.unknowns != 0 || pairCount(w) == 0 || !isPairWarm(w)) return NaN;
  const record = changetype<usize>(w);
  const products = w.products;
  if (kind == abi.PAIR_COVARIANCE) return products / w.divisor;
  const squares = v128.load(record, offsetof<PairWindow>("squaresX"));
  if (kind == abi.PAIR_CORRELATION) return correlationOf(squares, products);
  const slope = slopeOf(squares, products);
  if (kind == abi.PAIR_SLOPE) return slope;
  if (kind == abi.PAIR_R2) return r2Of(squares, products, slope);
  const shift = v128.load(record, offsetof<PairWindow>("shiftX"));
  const first = v128.load(record, offsetof<PairWindow>("x"));
  return interceptOf(shift, first, w.share, slope);
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
    let place = <usize>i << 3;
    i += pairRun(w, xs + place, ys + place, output + place, 0, 0, count - i, kind);
    if (i == count) break;
    place = <usize>i << 3;
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
    let place = <usize>i << 3;
    i += pairRun(
      w,
      xs + place,
      ys + place,
      slope + place,
      intercept + place,
      r2 + place,
      count - i,
      abi.PAIR_SLOPE,
    );
    if (i == count) break;
    place = <usize>i << 3;
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
