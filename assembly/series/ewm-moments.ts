/**
 * Exponentially weighted variance of a series, and how far its newest value stands out.
 *
 *   d = x - mean;  mean += a d;  variance = (1 - a) (variance + a d^2)
 *   score = d / sqrt(variance)     before the update, or with both after it
 *
 * In    x     up to 2^1022 in size; time in microseconds
 * Out   variance (population weights); score in sigmas
 * Keeps EwmSeries
 * Cost  constant a value; a root and a division more for a score, an exponential by time
 *
 * The mean is kept as a distance from an anchor, a value of the series that is taken anew every
 * 1,024 values: differences are exact there, and no offset shows. The variance is the mean of
 * (1 - a) d^2 with the same weights, so a batch looks ahead by four for both. A spread that is
 * mere rounding of the mean, or below 1e-75, is none.
 *
 * Source: T. Finch, "Incremental calculation of weighted mean and variance", University of
 * Cambridge, 2009, equations 124 and 143; anchor: own construction.
 */
import { EwmSeries } from "../layout";
import { settle } from "../math/guard";
import { ANCHOR_VALUES, isSkipped, timedRate, YOUNG, youngRate } from "./ewm-weight";
import { aheadOne, highPowers, lowPowers, pairWeights } from "./look-ahead";

export const ANSWER_VARIANCE: i32 = 0;
export const ANSWER_SCORE: i32 = 1;

const TINY: f64 = 1e-150;
/** A value within 1,024 sigmas may be an anchor. */
const CALM: f64 = 1048576.0;

/** The newest answer, NaN while there is none. */
// @ts-ignore: decorator
@inline
export function momentsValue(w: EwmSeries, kind: i32): f64 {
  if (w.count < w.needed) return NaN;
  return kind == ANSWER_SCORE ? w.score : w.variance;
}

/** The mean as it stands. */
export function momentsMean(w: EwmSeries): f64 {
  return w.count < w.needed ? NaN : w.anchor + w.level;
}

/** Distance `d` from the mean in sigmas, what `flat` says where there is no spread. */
// @ts-ignore: decorator
@inline
function scoreOf(w: EwmSeries, d: f64, level: f64, variance: f64): f64 {
  const noise = w.noise * level;
  if (variance > max<f64>(noise * noise, TINY)) return d / sqrt<f64>(variance);
  return variance - variance + w.flat;
}

/** Moves the anchor to the newest value, which lies `d` from the mean, if it is a calm one. */
function moveAnchor(w: EwmSeries, x: f64, d: f64): void {
  if (!(d * d <= CALM * w.variance)) return;
  w.level -= x - w.anchor;
  w.anchor = x;
  w.left = ANCHOR_VALUES;
}

// @ts-ignore: decorator
@inline
function take(w: EwmSeries, x: f64, rate: f64, kind: i32): f64 {
  if (w.count == 0.0) w.anchor = x;
  const before = w.level;
  const d = x - w.anchor - before;
  const grown = (1.0 - rate) * (w.variance + d * (rate * d));
  const variance = min<f64>(settle(grown), f64.MAX_VALUE);
  const level = settle(before + rate * d);
  if (kind == ANSWER_SCORE) {
    const score = w.isAfter
      ? scoreOf(w, x - w.anchor - level, level, variance)
      : scoreOf(w, d, before, w.variance);
    w.score = w.count == 0.0 ? NaN : score;
  }
  w.level = level;
  w.variance = variance;
  w.count += 1.0;
  w.left -= 1;
  if (w.left <= 0) moveAnchor(w, x, d);
  return kind == ANSWER_SCORE ? w.score : variance;
}

/** Takes one value. */
// @ts-ignore: decorator
@inline
export function momentsUpdate(w: EwmSeries, x: f64, kind: i32): f64 {
  if (x - x != 0.0 || w.phase != 0) return takeOther(w, x, kind);
  return take(w, x, w.rate, kind);
}

/** Takes a value that is unknown, among the first ones, or after a group that was left open. */
function takeOther(w: EwmSeries, x: f64, kind: i32): f64 {
  if (isSkipped(w, x)) return NaN;
  const value = x - x == 0.0 ? x : NaN;
  if (w.phase != YOUNG) {
    w.phase = 0;
    return take(w, value, w.rate, kind);
  }
  take(w, value, youngRate(w), kind);
  return momentsValue(w, kind);
}

/** Takes one value at a time. */
// @ts-ignore: decorator
@inline
export function momentsUpdateTimed(w: EwmSeries, x: f64, time: f64, kind: i32): f64 {
  if (isSkipped(w, x)) return NaN;
  return take(w, x - x == 0.0 ? x : NaN, timedRate(w, time), kind);
}

/** Takes one value of a batch: adds in the order in which `run` does. */
function step(w: EwmSeries, x: f64, kind: i32): f64 {
  if (isSkipped(w, x) || w.phase == YOUNG) return takeOther(w, x, kind);
  const phase = w.phase;
  const q = 1.0 - w.rate;
  const levels = changetype<usize>(w) + offsetof<EwmSeries>("base");
  const spreads = changetype<usize>(w) + offsetof<EwmSeries>("spreadBase");
  const before = w.level;
  if (phase == 0) {
    w.base = before;
    w.spreadBase = w.variance;
  }
  const value = x - x == 0.0 ? x - w.anchor : NaN;
  const d = value - before;
  const level = aheadOne(levels, phase, q, value);
  const variance = min<f64>(aheadOne(spreads, phase, q, d * (q * d)), f64.MAX_VALUE);
  if (kind == ANSWER_SCORE) {
    w.score = w.isAfter
      ? scoreOf(w, value - level, level, variance)
      : scoreOf(w, d, before, w.variance);
  }
  w.phase = (phase + 1) & 3;
  w.level = phase == 3 ? settle(level) : level;
  w.variance = phase == 3 ? settle(variance) : variance;
  w.count += 1.0;
  w.left -= 1;
  if (phase == 3 && w.left <= 0) moveAnchor(w, x, d);
  return kind == ANSWER_SCORE ? w.score : variance;
}

/** Takes `count` values from `input` and writes as many answers. */
// @ts-ignore: decorator
@inline
export function momentsProcess(
  w: EwmSeries,
  input: usize,
  output: usize,
  count: u32,
  kind: i32,
): void {
  let at = input;
  let to = output;
  const end = input + (<usize>count << 3);
  while (at < end) {
    if (w.phase == 0 && w.left > 4 && w.rate < 1.0) {
      const groups = min<usize>((end - at) >> 5, <usize>((w.left - 1) >> 2));
      const bytes = run(w, at, to, at + (groups << 5), kind);
      at += bytes;
      to += bytes;
      if (at == end) return;
    }
    store<f64>(to, step(w, load<f64>(at), kind));
    at += 8;
    to += 8;
  }
}

/** Takes groups of four known values; answers how many bytes. */
// @ts-ignore: decorator
@inline
function run(w: EwmSeries, input: usize, output: usize, end: usize, kind: i32): usize {
  const q = 1.0 - w.rate;
  const lowKept = lowPowers(q);
  const highKept = highPowers(q);
  const newest = pairWeights(q, 0);
  const young = pairWeights(q, 1);
  const old = pairWeights(q, 2);
  const oldest = pairWeights(q, 3);
  const kept = f64x2.splat(q);
  const anchor = f64x2.splat(w.anchor);
  const noise = f64x2.splat(w.noise);
  const flat = f64x2.splat(w.flat);
  const isAfter = w.isAfter != 0;
  const least = f64x2.splat(TINY);
  const most = f64x2.splat(f64.MAX_VALUE);
  let level = f64x2.splat(w.level);
  let spread = f64x2.splat(w.variance);
  let score = w.score;
  let at = input;
  let to = output;
  for (; at < end; at += 32, to += 32) {
    const x0 = f64x2.sub(v128.load(at), anchor);
    const x1 = f64x2.sub(v128.load(at, 16), anchor);
    const a = v128.shuffle<f64>(x0, x0, 0, 0);
    const b = v128.shuffle<f64>(x0, x0, 1, 1);
    const c = v128.shuffle<f64>(x1, x1, 0, 0);
    const d = v128.shuffle<f64>(x1, x1, 1, 1);
    const m0 = f64x2.add(
      f64x2.mul(lowKept, level),
      f64x2.add(f64x2.mul(young, a), f64x2.mul(newest, b)),
    );
    const m1 = f64x2.add(
      f64x2.mul(highKept, level),
      f64x2.add(
        f64x2.add(f64x2.mul(oldest, a), f64x2.mul(old, b)),
        f64x2.add(f64x2.mul(young, c), f64x2.mul(newest, d)),
      ),
    );
    const before0 = v128.shuffle<f64>(level, m0, 0, 2);
    const before1 = v128.shuffle<f64>(m0, m1, 1, 2);
    const d0 = f64x2.sub(x0, before0);
    const d1 = f64x2.sub(x1, before1);
    const u0 = f64x2.mul(d0, f64x2.mul(kept, d0));
    const u1 = f64x2.mul(d1, f64x2.mul(kept, d1));
    const ua = v128.shuffle<f64>(u0, u0, 0, 0);
    const ub = v128.shuffle<f64>(u0, u0, 1, 1);
    const uc = v128.shuffle<f64>(u1, u1, 0, 0);
    const ud = v128.shuffle<f64>(u1, u1, 1, 1);
    const v0 = f64x2.add(
      f64x2.mul(lowKept, spread),
      f64x2.add(f64x2.mul(young, ua), f64x2.mul(newest, ub)),
    );
    const v1 = f64x2.add(
      f64x2.mul(highKept, spread),
      f64x2.add(
        f64x2.add(f64x2.mul(oldest, ua), f64x2.mul(old, ub)),
        f64x2.add(f64x2.mul(young, uc), f64x2.mul(newest, ud)),
      ),
    );
    const last = f64x2.abs(v128.shuffle<f64>(m1, v1, 1, 3));
    const isUsual = v128.and(f64x2.ge(last, least), f64x2.le(last, most));
    if (i64x2.bitmask(isUsual) != 3) {
      if (!isSettled(f64x2.extract_lane(last, 0))) break;
      if (!isSettled(f64x2.extract_lane(last, 1))) break;
    }
    if (kind == ANSWER_SCORE) {
      const z0 = isAfter
        ? scores(f64x2.sub(x0, m0), m0, v0, noise, flat)
        : scores(d0, before0, v128.shuffle<f64>(spread, v0, 0, 2), noise, flat);
      const z1 = isAfter
        ? scores(f64x2.sub(x1, m1), m1, v1, noise, flat)
        : scores(d1, before1, v128.shuffle<f64>(v0, v1, 1, 2), noise, flat);
      v128.store(to, z0);
      v128.store(to, z1, 16);
      score = f64x2.extract_lane(z1, 1);
    } else {
      v128.store(to, v0);
      v128.store(to, v1, 16);
    }
    level = v128.shuffle<f64>(m1, m1, 1, 1);
    spread = v128.shuffle<f64>(v1, v1, 1, 1);
  }
  const count = <i32>((at - input) >> 3);
  w.level = f64x2.extract_lane(level, 0);
  w.variance = f64x2.extract_lane(spread, 0);
  w.score = score;
  w.count += <f64>count;
  w.left -= count;
  return at - input;
}

/** Whether a magnitude is finite, and 0 where it is next to nothing. */
function isSettled(size: f64): bool {
  return size <= f64.MAX_VALUE && (size >= TINY || size == 0.0);
}

// @ts-ignore: decorator
@inline
function scores(d: v128, level: v128, variance: v128, noise: v128, flat: v128): v128 {
  const least = f64x2.mul(noise, level);
  const noisy = f64x2.pmax(f64x2.mul(least, least), f64x2.splat(TINY));
  const isSpread = f64x2.gt(variance, noisy);
  return v128.bitselect(f64x2.div(d, f64x2.sqrt(variance)), flat, isSpread);
}

/** Takes values with their times. */
// @ts-ignore: decorator
@inline
export function momentsProcessTimed(
  w: EwmSeries,
  input: usize,
  times: usize,
  output: usize,
  count: u32,
  kind: i32,
): void {
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>i << 3;
    const x = load<f64>(input + place);
    store<f64>(output + place, momentsUpdateTimed(w, x, load<f64>(times + place), kind));
  }
}
