/**
 * Spread of the last n values around their mean.
 *
 *   first  += d - d[n before]       d = x - shift          mean     = shift + first / n
 *   second += d^2 - d[n before]^2                           variance = squares / (n - ddof)
 *   squares = second - first^2 / n                          shift: near the mean, see below
 *
 * In    x      a value within 1e150 of 0; larger ones square to infinity and count as unknown
 * Out   the moments in the record; answers are made of them in series/moments-answer
 * Keeps MomentsWindow and the n values
 * Cost  constant a value
 *
 * The moments are taken anew from the values, around their mean, every 8 n values (1,024 at least),
 * and when `squares` falls below 2^-6 of the largest `second` since: then nearly all of the spread
 * has left, or the values have wandered away from `shift`, and rounding would begin to show. So
 * neither an offset nor a spike that has left shows, and values that are all the same have exactly
 * no spread. A short window wanders away soon, but has rounded less often by then: up to 128 values
 * it is 2^-8, and both happen rarely enough not to count. Groups of four as in series/sum.
 *
 * Source: T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for Computing the Sample
 * Variance", The American Statistician 37(3), 1983 (shifted data); taking anew: own construction.
 */
import * as abi from "../abi";
import { MomentsWindow } from "../layout";
import { momentsOf } from "./ring-moments";

/** Values beyond it are unknown: the squares of 2^24 of them are still finite. */
export const MOST: f64 = abi.MOST_MOMENT;
/** What is left of the largest sum of squares when it is taken anew. */
export const LOST: f64 = 0.015625;
const LOST_SHORT: f64 = 0.00390625;
const SHORT_ROWS: u32 = 128;
/** Where the shift is smaller than this, a value beyond `MOST` shows in its square. */
export const MODERATE: f64 = 1e140;
export const MOST_SQUARE: f64 = 1e290;

const LEAST_PLAN: u32 = 1024;
const GROUP_OF_FOUR: u32 = 3;
/** Step of a group of any number of values that came one at a time. */
export const STEP_SINGLE: u32 = 4;

// @ts-ignore: decorator
@inline
export function valuesAt(w: MomentsWindow): usize {
  return changetype<usize>(w) + offsetof<MomentsWindow>();
}

/** Values taken. */
export function momentsCount(w: MomentsWindow): f64 {
  return w.planned - <f64>w.left;
}

/** Forgets everything. */
export function momentsReset(w: MomentsWindow): void {
  w.at = 0;
  w.planned = 0.0;
  w.left = 0;
  w.shift = 0.0;
  w.peakEven = 0.0;
  w.peakOdd = 0.0;
  w.squares = 0.0;
  w.lost = w.rows <= SHORT_ROWS ? LOST_SHORT : LOST;
  w.perWidth = 0.5 / w.width;
  w.score = NaN;
  close(w, f64x2.splat(0.0));
  memory.fill(valuesAt(w), 0, <usize>w.rows << 3);
  plan(w);
}

/** Takes a value of a column in; false where it is left out. */
// @ts-ignore: decorator
@inline
export function momentsStep(w: MomentsWindow, x: f64): bool {
  if (!(abs<f64>(x) <= MOST)) {
    if (w.unknown == abi.UNKNOWN_SKIP) return false;
    x = NaN;
    follow(w);
  }
  const parity = w.step & 1;
  const sums = add(w, change(w, x));
  const left = w.left - 1;
  w.left = left;
  if (left == 0) renew(w);
  else settle(w, sums, parity);
  return true;
}

/** Puts `x` into the ring and answers how it changes both sums. */
// @ts-ignore: decorator
@inline
function change(w: MomentsWindow, x: f64): v128 {
  const at = w.at;
  const place = valuesAt(w) + (<usize>at << 3);
  const gone = load<f64>(place) - w.shift;
  const come = x - w.shift;
  store<f64>(place, x);
  w.at = at + 1 == w.rows ? 0 : at + 1;
  const first = come - gone;
  return f64x2.replace_lane(f64x2.splat(first), 1, first * (come + gone));
}

/** Adds in the order in which `momentsRun` does; answers both sums. */
// @ts-ignore: decorator
@inline
function add(w: MomentsWindow, d: v128): v128 {
  const record = changetype<usize>(w);
  const step = w.step;
  let group = d;
  if (step == 0) {
    v128.store(record, d, offsetof<MomentsWindow>("pairFirst"));
  } else {
    const pair = v128.load(record, offsetof<MomentsWindow>("pairFirst"));
    if (step == 1) {
      group = f64x2.add(pair, d);
      v128.store(record, group, offsetof<MomentsWindow>("pairFirst"));
    } else if (step == 2) {
      v128.store(record, d, offsetof<MomentsWindow>("thirdFirst"));
      group = f64x2.add(pair, d);
    } else {
      const third = v128.load(record, offsetof<MomentsWindow>("thirdFirst"));
      group = f64x2.add(pair, f64x2.add(third, d));
    }
  }
  const sums = f64x2.add(v128.load(record, offsetof<MomentsWindow>("first")), group);
  if (step == GROUP_OF_FOUR) {
    v128.store(record, sums, offsetof<MomentsWindow>("first"));
    group = f64x2.splat(0.0);
  }
  v128.store(record, group, offsetof<MomentsWindow>("groupFirst"));
  w.step = (step + 1) & 3;
  return sums;
}

/** Works out the spread; takes the moments anew where little is left of them. */
// @ts-ignore: decorator
@inline
function settle(w: MomentsWindow, sums: v128, parity: u32): void {
  const peakAt = changetype<usize>(w) + (<usize>parity << 3);
  const first = f64x2.extract_lane(sums, 0);
  const second = f64x2.extract_lane(sums, 1);
  const squares = second - first * (first * w.share);
  let peak = load<f64>(peakAt, offsetof<MomentsWindow>("peakEven"));
  if (second > peak) {
    peak = second;
    store<f64>(peakAt, peak, offsetof<MomentsWindow>("peakEven"));
  }
  w.squares = squares;
  if (squares < peak * w.lost) rebuild(w);
}

/** The planned end of a stretch: warm-up, an unknown value that leaves, or many values. */
export function renew(w: MomentsWindow): void {
  const isWarm = w.planned >= <f64>w.rows;
  plan(w);
  if (isWarm) rebuild(w);
  else settle(w, sumsOf(w), 0);
}

function plan(w: MomentsWindow): void {
  const rows = w.rows;
  const taken = w.planned;
  const isWarm = taken >= <f64>rows;
  const isAnswered = isWarm || w.isPartial;
  const count = isWarm ? <f64>rows : taken;
  const divisor = count - <f64>w.ddof;
  w.share = isAnswered ? 1.0 / count : NaN;
  w.scale = isAnswered && divisor > 0.0 ? 1.0 / divisor : NaN;
  w.left = isWarm ? max<u32>(rows << 3, LEAST_PLAN) : w.isPartial ? 1 : rows;
  w.planned = taken + <f64>w.left;
}

/** An unknown value has come: answers return, anew, when it has left. */
export function follow(w: MomentsWindow): void {
  w.planned += <f64>(w.rows + 1) - <f64>w.left;
  w.left = w.rows + 1;
}

/** Takes the moments anew, around the mean. Places not yet used hold the shift: no distance. */
export function rebuild(w: MomentsWindow): void {
  const values = valuesAt(w);
  const rows = w.rows;
  const count = <u32>min<f64>(momentsCount(w), <f64>rows);
  const at = w.at;
  let shift = load<f64>(values + (<usize>((at == 0 ? rows : at) - 1) << 3));
  let sums = momentsOf(values, count, shift);
  const distance = f64x2.extract_lane(sums, 0) / <f64>count;
  if (distance != 0.0) {
    shift += distance;
    sums = momentsOf(values, count, shift);
  }
  for (let i = count; i < rows; i++) store<f64>(values + (<usize>i << 3), shift);
  const first = f64x2.extract_lane(sums, 0);
  const second = f64x2.extract_lane(sums, 1);
  w.shift = shift;
  w.peakEven = second;
  w.peakOdd = second;
  w.squares = max<f64>(second - first * (first * w.share), 0.0);
  close(w, sums);
}

/** Takes `sums` for those of all groups; none is being filled. */
function close(w: MomentsWindow, sums: v128): void {
  const record = changetype<usize>(w);
  w.step = 0;
  v128.store(record, sums, offsetof<MomentsWindow>("first"));
  v128.store(record, f64x2.splat(0.0), offsetof<MomentsWindow>("groupFirst"));
}

/** Both sums as they stand. */
// @ts-ignore: decorator
@inline
export function sumsOf(w: MomentsWindow): v128 {
  const record = changetype<usize>(w);
  return f64x2.add(
    v128.load(record, offsetof<MomentsWindow>("first")),
    v128.load(record, offsetof<MomentsWindow>("groupFirst")),
  );
}

/** Ends the group that is being filled: its sums go to those of all groups before. */
export function endGroup(w: MomentsWindow): void {
  close(w, sumsOf(w));
}
