/**
 * One value at a time through the moments of a window.
 *
 * In    a value
 * Out   variance, sigma or score
 * Keeps MomentsWindow and the n values, as series/moments
 * Cost  a square root where sigma is needed, a division where a score is
 *
 * Groups are of 64 values here, not of four as in columns: fewer branches, and sums that round less
 * often. So the bits are not those of columns; both keep the same bounds.
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { MomentsWindow } from "../layout";
import {
  endGroup,
  follow,
  MOST,
  rebuild,
  renew,
  STEP_SINGLE,
  valuesAt,
} from "./moments";
import {
  ANSWER_SCORE,
  ANSWER_SCORE_WITHIN,
  ANSWER_STDDEV,
  scoreOf,
  sigmaOf,
} from "./moments-answer";

const LAST_OF_GROUP: u32 = 63;

/** Ends the group that is being filled and begins one of single values. */
function open(w: MomentsWindow): void {
  endGroup(w);
  w.step = STEP_SINGLE;
}

/** Takes a value in; false where it is left out. */
// @ts-ignore: decorator
@inline
export function momentsTake(w: MomentsWindow, x: f64): bool {
  if (!(abs<f64>(x) <= MOST)) {
    if (w.unknown == abi.UNKNOWN_SKIP) return false;
    x = NaN;
    follow(w);
  }
  if (w.step != STEP_SINGLE) open(w);
  const at = w.at;
  const place = valuesAt(w) + (<usize>at << 3);
  const shift = w.shift;
  const come = x - shift;
  const gone = load<f64>(place) - shift;
  store<f64>(place, x);
  w.at = at + 1 == w.rows ? 0 : at + 1;
  const change = come - gone;
  const groupFirst = w.groupFirst + change;
  const groupSecond = w.groupSecond + change * (come + gone);
  const first = w.first + groupFirst;
  const second = w.second + groupSecond;
  const squares = second - first * (first * w.share);
  w.groupFirst = groupFirst;
  w.groupSecond = groupSecond;
  w.squares = squares;
  let peak = w.peakEven;
  if (second > peak) {
    peak = second;
    w.peakEven = second;
    w.peakOdd = second;
  }
  const left = w.left - 1;
  w.left = left;
  if ((left & LAST_OF_GROUP) == 0) open(w);
  if (left == 0) renew(w);
  else if (squares < peak * w.lost) rebuild(w);
  return true;
}

/** Takes a value and answers; a score is kept. */
// @ts-ignore: decorator
@inline
export function momentsUpdate(w: MomentsWindow, x: f64, kind: i32): f64 {
  if (kind == ANSWER_SCORE) {
    const score = scoreOf(w, w.first + w.groupFirst, x);
    if (!momentsTake(w, x)) return NaN;
    w.score = score;
    return score;
  }
  if (!momentsTake(w, x)) return NaN;
  if (kind == ANSWER_STDDEV) return sigmaOf(w);
  if (kind != ANSWER_SCORE_WITHIN) return w.squares * w.scale;
  const score = scoreOf(w, w.first + w.groupFirst, x);
  w.score = score;
  return score;
}
