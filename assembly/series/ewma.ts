/**
 * Exponentially weighted mean of a series.
 *
 *   mean += a (x - mean)           a of the first values and by time: ewm-weight
 *
 * In    x     up to 2^1022 in size; time in microseconds
 * Out   mean, in the unit of x
 * Keeps EwmSeries
 * Cost  constant a value; one exponential more by time
 *
 * Many values at once look ahead by four. Rounding leaves at most 2^-52 / a of the largest value in
 * either form. An unknown value that is taken makes the mean unknown until the reset.
 *
 * Source: S. W. Roberts, "Control Chart Tests Based on Geometric Moving Averages", Technometrics
 * 1(3), 1959.
 */
import { EwmSeries } from "../layout";
import { settle } from "../math/guard";
import { isSkipped, timedRate, YOUNG, youngRate } from "./ewm-weight";
import { aheadOne, highPair, highPowers, lowPair, lowPowers, pairWeights } from "./look-ahead";

const TINY: f64 = 1e-150;

/** The mean as it stands, NaN while there is none. */
export function ewmaValue(w: EwmSeries): f64 {
  return w.count < w.needed ? NaN : w.level;
}

// @ts-ignore: decorator
@inline
function take(w: EwmSeries, x: f64, rate: f64): f64 {
  const level = settle(w.level + rate * (x - w.level));
  w.level = level;
  w.count += 1.0;
  return level;
}

/** Takes one value. */
// @ts-ignore: decorator
@inline
export function ewmaUpdate(w: EwmSeries, x: f64): f64 {
  if (x - x != 0.0 || w.phase != 0) return takeOther(w, x);
  return take(w, x, w.rate);
}

/** Takes a value that is unknown, among the first ones, or after a group that was left open. */
function takeOther(w: EwmSeries, x: f64): f64 {
  if (isSkipped(w, x)) return NaN;
  const value = x - x == 0.0 ? x : NaN;
  if (w.phase != YOUNG) {
    w.phase = 0;
    return take(w, value, w.rate);
  }
  take(w, value, youngRate(w));
  return ewmaValue(w);
}

/** Takes one value at a time. */
export function ewmaUpdateTimed(w: EwmSeries, x: f64, time: f64): f64 {
  if (isSkipped(w, x)) return NaN;
  return take(w, x - x == 0.0 ? x : NaN, timedRate(w, time));
}

/** Takes one value of a batch: adds in the order in which `run` does. */
function step(w: EwmSeries, x: f64): f64 {
  if (isSkipped(w, x) || w.phase == YOUNG) return takeOther(w, x);
  const phase = w.phase;
  const group = changetype<usize>(w) + offsetof<EwmSeries>("base");
  if ((phase & 3) == 0) w.base = w.level;
  const level = aheadOne(group, phase & 3, 1.0 - w.rate, x - x == 0.0 ? x : NaN);
  w.phase = (phase + 1) & 7;
  w.level = phase == 7 ? settle(level) : level;
  w.count += 1.0;
  return w.level;
}

/** Takes `count` values from `input` and writes as many answers. */
export function ewmaProcess(w: EwmSeries, input: usize, output: usize, count: u32): void {
  let at = input;
  let to = output;
  const end = input + (<usize>count << 3);
  while (at < end) {
    if (w.phase == 0 && at + 64 <= end && w.rate < 1.0) {
      const bytes = run(w, at, to, end);
      at += bytes;
      to += bytes;
      if (at == end) return;
    }
    store<f64>(to, step(w, load<f64>(at)));
    at += 8;
    to += 8;
  }
}

/** Takes two groups of four known values at a time; answers how many bytes. */
function run(w: EwmSeries, input: usize, output: usize, end: usize): usize {
  const q = 1.0 - w.rate;
  const lowKept = lowPowers(q);
  const highKept = highPowers(q);
  const newest = pairWeights(q, 0);
  const young = pairWeights(q, 1);
  const old = pairWeights(q, 2);
  const oldest = pairWeights(q, 3);
  let level = f64x2.splat(w.level);
  let at = input;
  let to = output;
  while (at + 64 <= end) {
    const a = v128.load64_splat(at);
    const b = v128.load64_splat(at, 8);
    const c = v128.load64_splat(at, 16);
    const d = v128.load64_splat(at, 24);
    const e = v128.load64_splat(at, 32);
    const f = v128.load64_splat(at, 40);
    const g = v128.load64_splat(at, 48);
    const h = v128.load64_splat(at, 56);
    const low = lowPair(young, newest, a, b);
    const high = highPair(oldest, old, young, newest, a, b, c, d);
    const second = f64x2.add(f64x2.mul(highKept, level), high);
    const middle = v128.shuffle<f64>(second, second, 1, 1);
    const lowAfter = lowPair(young, newest, e, f);
    const highAfter = highPair(oldest, old, young, newest, e, f, g, h);
    const fourth = f64x2.add(f64x2.mul(highKept, middle), highAfter);
    const last = v128.shuffle<f64>(fourth, fourth, 1, 1);
    const size = abs<f64>(f64x2.extract_lane(last, 0));
    if (!(size <= f64.MAX_VALUE)) break;
    if (size < TINY && size != 0.0) break;
    v128.store(to, f64x2.add(f64x2.mul(lowKept, level), low));
    v128.store(to, second, 16);
    v128.store(to, f64x2.add(f64x2.mul(lowKept, middle), lowAfter), 32);
    v128.store(to, fourth, 48);
    level = last;
    at += 64;
    to += 64;
  }
  w.level = f64x2.extract_lane(level, 0);
  w.count += <f64>((at - input) >> 3);
  return at - input;
}

/** Takes values with their times. */
export function ewmaProcessTimed(
  w: EwmSeries,
  input: usize,
  times: usize,
  output: usize,
  count: u32,
): void {
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>i << 3;
    const answer = ewmaUpdateTimed(w, load<f64>(input + place), load<f64>(times + place));
    store<f64>(output + place, answer);
  }
}
