/**
 * What is asked of a window by event time: sum, mean, variance, sigma, score, bands.
 *
 *   as series/moments-answer and series/moments-bands, with the values that are in the window
 *
 * In    TimedWindow, a value with its time, columns of both
 * Out   the answer after each value
 * Keeps as series/timed
 * Cost  as series/timed
 *
 * A column is taken value by value: cutting it changes no bit. Where the ring is full a column
 * stops and says how many values it has taken.
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { Event, TimedWindow } from "../layout";
import { recordAt } from "../stats/ring";
import {
  isSkipped,
  isWarm,
  knownCount,
  ringOf,
  timedAdvance,
  timedSettle,
  timedTake,
} from "./timed";
import { timedRun } from "./timed-run";

/** The answer as it stands. */
export function timedValue(w: TimedWindow, kind: u32): f64 {
  if (kind == abi.TIMED_SCORE || kind == abi.TIMED_SCORE_WITHIN) return w.score;
  if (w.unknowns != 0 || !isWarm(w) || knownCount(w) == 0) return NaN;
  if (kind == abi.TIMED_SUM) return w.first;
  const mean = w.shift + w.first / <f64>knownCount(w);
  if (kind == abi.TIMED_MEAN) return mean;
  if (kind == abi.TIMED_VARIANCE) return varianceOf(w);
  if (kind == abi.TIMED_SIGMA) return sqrt<f64>(varianceOf(w));
  if (kind == abi.TIMED_UPPER) return mean + w.width * sqrt<f64>(varianceOf(w));
  if (kind == abi.TIMED_LOWER) return mean - w.width * sqrt<f64>(varianceOf(w));
  return 0.5 + scoreOf(w, newestOf(w)) / (w.width + w.width);
}

/** Takes a value and answers; NaN and `isFull` where there was no room. */
export function timedUpdate(w: TimedWindow, x: f64, timeUs: f64, kind: u32): f64 {
  w.isFull = 0;
  if (isSkipped(w, x) || !timedAdvance(w, timeUs)) return NaN;
  if (kind == abi.TIMED_SCORE) {
    timedSettle(w);
    w.score = scoreOf(w, x);
  }
  timedTake(w, x);
  if (kind == abi.TIMED_SCORE_WITHIN) w.score = scoreOf(w, x);
  return timedValue(w, kind);
}

/** Takes up to `count` values, writes as many answers, and says how many. */
export function timedProcess(
  w: TimedWindow,
  values: usize,
  times: usize,
  output: usize,
  count: u32,
  kind: u32,
): u32 {
  for (let i: u32 = 0; i < count; i++) {
    let place = <usize>i << 3;
    const left = count - i;
    i += w.isCentred
      ? timedRun(w, values + place, times + place, output + place, left, kind, true)
      : timedRun(w, values + place, times + place, output + place, left, kind, false);
    if (i == count) break;
    place = <usize>i << 3;
    const answer = timedUpdate(w, load<f64>(values + place), load<f64>(times + place), kind);
    if (w.isFull) return i;
    store<f64>(output + place, answer);
  }
  return count;
}

/** As `timedProcess`, for the four columns of bands. */
export function timedBands(
  w: TimedWindow,
  values: usize,
  times: usize,
  middle: usize,
  upper: usize,
  lower: usize,
  percent: usize,
  count: u32,
): u32 {
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>i << 3;
    const x = load<f64>(values + place);
    const mean = timedUpdate(w, x, load<f64>(times + place), abi.TIMED_MEAN);
    if (w.isFull) return i;
    const isTaken = !isSkipped(w, x);
    store<f64>(middle + place, mean);
    store<f64>(upper + place, isTaken ? timedValue(w, abi.TIMED_UPPER) : NaN);
    store<f64>(lower + place, isTaken ? timedValue(w, abi.TIMED_LOWER) : NaN);
    store<f64>(percent + place, isTaken ? timedValue(w, abi.TIMED_PERCENT) : NaN);
  }
  return count;
}

function varianceOf(w: TimedWindow): f64 {
  const divisor = <f64>knownCount(w) - <f64>w.ddof;
  return divisor > 0.0 ? w.squares / divisor : NaN;
}

function scoreOf(w: TimedWindow, x: f64): f64 {
  if (w.unknowns != 0 || !isWarm(w)) return NaN;
  const sigma = sqrt<f64>(varianceOf(w));
  if (sigma == 0.0) return w.isFlatZero && x == x ? 0.0 : NaN;
  return (x - w.shift - w.first / <f64>knownCount(w)) / sigma;
}

function newestOf(w: TimedWindow): f64 {
  const ring = ringOf(w);
  return changetype<Event>(recordAt(ring, ring.head - 1)).value;
}
