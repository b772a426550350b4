/**
 * Columns through the moments of a window: four values at a time, two side by side.
 *
 * In    a column of values
 * Out   a column of variance, sigma or score; or the four columns of bands
 * Keeps MomentsWindow and the n values, as series/moments
 * Cost  two square roots and two divisions at a time where a score is asked for
 *
 * No cutting of a column changes a bit: both sums are added up within groups of four in the order
 * of `momentsStep`, which takes what is left over and what is out of the ordinary.
 * Where a whole window lies back in the input, what leaves is read there, and the ring is brought
 * up to date behind.
 *
 * Source: own construction.
 */
import { MomentsWindow } from "../layout";
import {
  endGroup,
  MODERATE,
  MOST,
  MOST_SQUARE,
  momentsStep,
  STEP_SINGLE,
  sumsOf,
  valuesAt,
} from "./moments";
import {
  ANSWER_BANDS,
  ANSWER_SCORE,
  ANSWER_SCORE_WITHIN,
  ANSWER_STDDEV,
  meanOf,
  scoreOf,
  scorePair,
  sigmaOf,
  sigmaPair,
} from "./moments-answer";
import { edgeOf, percentOf, storeBands } from "./moments-bands";
import { refillRing } from "./ring";

/** Takes a value of a column and answers; a score is kept. */
function answerStep(w: MomentsWindow, x: f64, kind: i32): f64 {
  if (kind == ANSWER_SCORE) {
    const score = scoreOf(w, f64x2.extract_lane(sumsOf(w), 0), x);
    if (!momentsStep(w, x)) return NaN;
    w.score = score;
    return score;
  }
  if (!momentsStep(w, x)) return NaN;
  if (kind == ANSWER_STDDEV) return sigmaOf(w);
  if (kind != ANSWER_SCORE_WITHIN) return w.squares * w.scale;
  const score = scoreOf(w, f64x2.extract_lane(sumsOf(w), 0), x);
  w.score = score;
  return score;
}

/** Takes `count` values from `input` and writes as many answers; `upper` and on: bands only. */
// @ts-ignore: decorator
@inline
export function momentsProcess(
  w: MomentsWindow,
  input: usize,
  output: usize,
  upper: usize,
  lower: usize,
  percent: usize,
  count: u32,
  kind: i32,
): void {
  const bytes = <usize>count << 3;
  let isApart = areApart(input, output, bytes);
  if (kind == ANSWER_BANDS) {
    isApart =
      isApart &&
      areApart(input, upper, bytes) &&
      areApart(input, lower, bytes) &&
      areApart(input, percent, bytes);
  }
  if (w.step == STEP_SINGLE) endGroup(w);
  const rows = w.rows;
  let done: u32 = 0;
  let clean: u32 = 0;
  while (done < count) {
    const isFar = isApart && done - clean >= rows;
    let room = min<u32>(count - done, w.left - 1);
    if (!isFar) room = min<u32>(room, rows - w.at);
    const place = <usize>done << 3;
    const from = input + place;
    if (room >= 4 && w.step == 0) {
      const olds = isFar ? from - (<usize>rows << 3) : valuesAt(w) + (<usize>w.at << 3);
      const groups = room >> 2;
      const to = output + place;
      const up = upper + place;
      const low = lower + place;
      const part = percent + place;
      const taken = isFar
        ? momentsRun(w, from, olds, to, up, low, part, groups, kind, false)
        : momentsRun(w, from, olds, to, up, low, part, groups, kind, true);
      done += taken;
      w.left -= taken;
      if (isFar) w.at = refillRing(valuesAt(w), rows, w.at, input + (<usize>done << 3), taken);
      else w.at = w.at + taken == rows ? 0 : w.at + taken;
      if (taken != 0) continue;
    }
    const x = load<f64>(from);
    if (kind == ANSWER_BANDS) {
      bandsStep(w, x, output + place, upper + place, lower + place, percent + place);
    } else {
      store<f64>(output + place, answerStep(w, x, kind));
    }
    done += 1;
    if (!(abs<f64>(x) <= MOST)) clean = done;
  }
}

// @ts-ignore: decorator
@inline
function areApart(one: usize, other: usize, bytes: usize): bool {
  return other + bytes <= one || one + bytes <= other;
}

function bandsStep(
  w: MomentsWindow,
  x: f64,
  middle: usize,
  upper: usize,
  lower: usize,
  percent: usize,
): void {
  const isTaken = momentsStep(w, x);
  const first = isTaken ? f64x2.extract_lane(sumsOf(w), 0) : NaN;
  store<f64>(middle, meanOf(w, first));
  store<f64>(upper, edgeOf(w, first, w.width));
  store<f64>(lower, edgeOf(w, first, -w.width));
  store<f64>(percent, isTaken ? percentOf(w, first, x) : NaN);
}

// @ts-ignore: decorator
@inline
function prefixes(pair: v128): v128 {
  return f64x2.add(pair, v128.shuffle<f64>(f64x2.splat(0.0), pair, 0, 2));
}

// @ts-ignore: decorator
@inline
function lastOf(pair: v128): v128 {
  return v128.shuffle<f64>(pair, pair, 1, 1);
}

/** Takes groups of four until one holds something out of the ordinary; answers how many values. */
// @ts-ignore: decorator
@inline
function momentsRun(
  w: MomentsWindow,
  input: usize,
  olds: usize,
  output: usize,
  upper: usize,
  lower: usize,
  percent: usize,
  groups: u32,
  kind: i32,
  isRing: bool,
): u32 {
  const end = input + (<usize>groups << 5);
  const most = f64x2.splat(abs<f64>(w.shift) < MODERATE ? MOST_SQUARE : -1.0);
  const lost = f64x2.splat(w.lost);
  const shift = f64x2.splat(w.shift);
  const share = f64x2.splat(w.share);
  let first = f64x2.splat(w.first);
  let second = f64x2.splat(w.second);
  let squares = f64x2.splat(w.squares);
  let peak = v128.load(changetype<usize>(w), offsetof<MomentsWindow>("peakEven"));
  let score = f64x2.splat(w.score);
  let at = input;
  while (at < end) {
    const low = v128.load(at);
    const high = v128.load(at, 16);
    const lowCome = f64x2.sub(low, shift);
    const highCome = f64x2.sub(high, shift);
    const lowGone = f64x2.sub(v128.load(olds), shift);
    const highGone = f64x2.sub(v128.load(olds, 16), shift);
    const lowChange = f64x2.sub(lowCome, lowGone);
    const highChange = f64x2.sub(highCome, highGone);
    const lowGroup = prefixes(lowChange);
    const highGroup = f64x2.add(prefixes(highChange), lastOf(lowGroup));
    const lowFirst = f64x2.add(first, lowGroup);
    const highFirst = f64x2.add(first, highGroup);
    const lowGrowth = prefixes(f64x2.mul(lowChange, f64x2.add(lowCome, lowGone)));
    const highGrowth = f64x2.add(
      prefixes(f64x2.mul(highChange, f64x2.add(highCome, highGone))),
      lastOf(lowGrowth),
    );
    const lowSecond = f64x2.add(second, lowGrowth);
    const highSecond = f64x2.add(second, highGrowth);
    const lowSquares = f64x2.sub(lowSecond, f64x2.mul(lowFirst, f64x2.mul(lowFirst, share)));
    const highSquares = f64x2.sub(highSecond, f64x2.mul(highFirst, f64x2.mul(highFirst, share)));
    const largest = f64x2.pmax(peak, f64x2.pmax(lowSecond, highSecond));
    const least = f64x2.pmin(highSquares, lowSquares);
    const isKept = f64x2.ge(least, f64x2.mul(largest, lost));
    if (i64x2.bitmask(v128.and(isKept, f64x2.le(largest, most))) != 3) break;
    if (isRing) {
      v128.store(olds, low);
      v128.store(olds, high, 16);
    }
    if (kind == ANSWER_SCORE) {
      const before = v128.shuffle<f64>(first, lowFirst, 1, 2);
      const between = v128.shuffle<f64>(lowFirst, highFirst, 1, 2);
      const spread = v128.shuffle<f64>(squares, lowSquares, 1, 2);
      const next = v128.shuffle<f64>(lowSquares, highSquares, 1, 2);
      v128.store(output, scorePair(w, before, spread, lowCome));
      score = scorePair(w, between, next, highCome);
      v128.store(output, score, 16);
    } else if (kind == ANSWER_SCORE_WITHIN) {
      v128.store(output, scorePair(w, lowFirst, lowSquares, lowCome));
      score = scorePair(w, highFirst, highSquares, highCome);
      v128.store(output, score, 16);
    } else if (kind == ANSWER_BANDS) {
      storeBands(w, lowFirst, lowSquares, lowCome, output, upper, lower, percent);
      upper += 16;
      lower += 16;
      percent += 16;
      storeBands(w, highFirst, highSquares, highCome, output + 16, upper, lower, percent);
      upper += 16;
      lower += 16;
      percent += 16;
    } else if (kind == ANSWER_STDDEV) {
      v128.store(output, sigmaPair(w, lowSquares));
      v128.store(output, sigmaPair(w, highSquares), 16);
    } else {
      const scale = f64x2.splat(w.scale);
      v128.store(output, f64x2.mul(lowSquares, scale));
      v128.store(output, f64x2.mul(highSquares, scale), 16);
    }
    first = lastOf(highFirst);
    second = lastOf(highSecond);
    squares = lastOf(highSquares);
    peak = largest;
    at += 32;
    olds += 32;
    output += 32;
  }
  w.first = f64x2.extract_lane(first, 0);
  w.second = f64x2.extract_lane(second, 0);
  w.squares = f64x2.extract_lane(squares, 0);
  v128.store(changetype<usize>(w), peak, offsetof<MomentsWindow>("peakEven"));
  if (kind == ANSWER_SCORE || kind == ANSWER_SCORE_WITHIN) {
    w.score = f64x2.extract_lane(score, 1);
  }
  return <u32>((at - input) >> 3);
}
