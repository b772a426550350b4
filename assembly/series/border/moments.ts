/** The border of `series/moments`. */
import { MomentsWindow } from "../../layout";
import { momentsCount, momentsReset, sumsOf, valuesAt } from "../moments";
import {
  ANSWER_BANDS,
  ANSWER_SCORE,
  ANSWER_SCORE_WITHIN,
  ANSWER_STDDEV,
  ANSWER_VARIANCE,
  meanOf,
  sigmaOf,
} from "../moments-answer";
import { edgeOf, percentOf } from "../moments-bands";
import { momentsTake, momentsUpdate } from "../moments-one";
import { momentsRevise } from "../moments-revise";
import { momentsProcess } from "../moments-run";

/** Brings a planned window to rest. */
export function momentsResetAt(at: usize): void {
  momentsReset(changetype<MomentsWindow>(at));
}

/** Values taken. */
export function momentsCountAt(at: usize): f64 {
  return momentsCount(changetype<MomentsWindow>(at));
}

/** The variance as it stands, NaN while there is none. */
export function varianceValueAt(at: usize): f64 {
  const w = changetype<MomentsWindow>(at);
  return w.squares * w.scale;
}

/** Takes a value and answers the variance. */
export function varianceUpdateAt(at: usize, x: f64): f64 {
  return momentsUpdate(changetype<MomentsWindow>(at), x, ANSWER_VARIANCE);
}

/** Takes `count` values of `input` and writes the variance after each to `output`. */
export function varianceProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  const w = changetype<MomentsWindow>(at);
  momentsProcess(w, input, output, 0, 0, 0, count, ANSWER_VARIANCE);
}

/** Sigma as it stands, NaN while there is none. */
export function sigmaValueAt(at: usize): f64 {
  return sigmaOf(changetype<MomentsWindow>(at));
}

/** Takes a value and answers sigma. */
export function sigmaUpdateAt(at: usize, x: f64): f64 {
  return momentsUpdate(changetype<MomentsWindow>(at), x, ANSWER_STDDEV);
}

/** Takes `count` values of `input` and writes sigma after each to `output`. */
export function sigmaProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  const w = changetype<MomentsWindow>(at);
  momentsProcess(w, input, output, 0, 0, 0, count, ANSWER_STDDEV);
}

/** The newest score, of either kind. */
export function scoreValueAt(at: usize): f64 {
  return changetype<MomentsWindow>(at).score;
}

/** Takes a value and answers its score against the window before it. */
export function scoreUpdateAt(at: usize, x: f64): f64 {
  return momentsUpdate(changetype<MomentsWindow>(at), x, ANSWER_SCORE);
}

/** Takes `count` values of `input` and writes their scores to `output`. */
export function scoreProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  const w = changetype<MomentsWindow>(at);
  momentsProcess(w, input, output, 0, 0, 0, count, ANSWER_SCORE);
}

/** Takes a value and answers its score against the window that it is in. */
export function scoreWithinUpdateAt(at: usize, x: f64): f64 {
  return momentsUpdate(changetype<MomentsWindow>(at), x, ANSWER_SCORE_WITHIN);
}

/** Takes `count` values of `input` and writes such scores to `output`. */
export function scoreWithinProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  const w = changetype<MomentsWindow>(at);
  momentsProcess(w, input, output, 0, 0, 0, count, ANSWER_SCORE_WITHIN);
}

/** The middle as it stands, NaN while there is none. */
export function bandsMiddleAt(at: usize): f64 {
  const w = changetype<MomentsWindow>(at);
  return meanOf(w, f64x2.extract_lane(sumsOf(w), 0));
}

/** Mean plus `width` sigmas as they stand, NaN while there are none. */
export function bandsEdgeAt(at: usize, width: f64): f64 {
  const w = changetype<MomentsWindow>(at);
  return edgeOf(w, f64x2.extract_lane(sumsOf(w), 0), width);
}

/** Where the newest value lies between the edges. */
export function bandsPercentAt(at: usize): f64 {
  const w = changetype<MomentsWindow>(at);
  const newest = (w.at == 0 ? w.rows : w.at) - 1;
  const x = load<f64>(valuesAt(w) + (<usize>newest << 3));
  return percentOf(w, f64x2.extract_lane(sumsOf(w), 0), x);
}

/** Takes a value and answers the middle. */
export function bandsUpdateAt(at: usize, x: f64): f64 {
  const w = changetype<MomentsWindow>(at);
  if (!momentsTake(w, x)) return NaN;
  return meanOf(w, w.first + w.groupFirst);
}

/** Takes a value, in the place of the newest if `isInstead` is 1, and answers the middle. */
export function bandsReviseAt(at: usize, x: f64, isInstead: bool): f64 {
  const w = changetype<MomentsWindow>(at);
  if (!momentsRevise(w, x, isInstead)) return NaN;
  return meanOf(w, w.first + w.groupFirst);
}

/** Takes `count` values of `input` and writes the four columns of the bands. */
export function bandsProcessAt(
  at: usize,
  input: usize,
  middle: usize,
  upper: usize,
  lower: usize,
  percent: usize,
  count: u32,
): void {
  const w = changetype<MomentsWindow>(at);
  momentsProcess(w, input, middle, upper, lower, percent, count, ANSWER_BANDS);
}
