/** The border of `series/ewma` and `series/ewm-moments`. */
import { EwmSeries } from "../../layout";
import { ewmReset } from "../ewm-weight";
import {
  ewmaProcess,
  ewmaProcessTimed,
  ewmaUpdate,
  ewmaUpdateTimed,
  ewmaValue,
} from "../ewma";
import {
  ANSWER_SCORE,
  ANSWER_VARIANCE,
  momentsMean,
  momentsProcess,
  momentsProcessTimed,
  momentsUpdate,
  momentsUpdateTimed,
  momentsValue,
} from "../ewm-moments";

/** Brings a planned series to rest. */
export function ewmResetAt(at: usize): void {
  ewmReset(changetype<EwmSeries>(at));
}

/** The mean as it stands, NaN while there is none. */
export function ewmaValueAt(at: usize): f64 {
  return ewmaValue(changetype<EwmSeries>(at));
}

/** Takes a value and answers the mean. */
export function ewmaUpdateAt(at: usize, x: f64): f64 {
  return ewmaUpdate(changetype<EwmSeries>(at), x);
}

/** Takes a value at a time in microseconds. */
export function ewmaUpdateTimedAt(at: usize, x: f64, time: f64): f64 {
  return ewmaUpdateTimed(changetype<EwmSeries>(at), x, time);
}

/** Takes `count` values of `input` and writes the mean after each to `output`. */
export function ewmaProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  ewmaProcess(changetype<EwmSeries>(at), input, output, count);
}

/** Takes values with their times. */
export function ewmaProcessTimedAt(
  at: usize,
  input: usize,
  times: usize,
  output: usize,
  count: u32,
): void {
  ewmaProcessTimed(changetype<EwmSeries>(at), input, times, output, count);
}

/** The mean of a series whose variance or score is asked for. */
export function ewmMeanAt(at: usize): f64 {
  return momentsMean(changetype<EwmSeries>(at));
}

/** The variance as it stands, NaN while there is none. */
export function ewmVarianceAt(at: usize): f64 {
  return momentsValue(changetype<EwmSeries>(at), ANSWER_VARIANCE);
}

/** Takes a value and answers the variance. */
export function ewmVarianceUpdateAt(at: usize, x: f64): f64 {
  return momentsUpdate(changetype<EwmSeries>(at), x, ANSWER_VARIANCE);
}

/** Takes a value at a time in microseconds. */
export function ewmVarianceUpdateTimedAt(at: usize, x: f64, time: f64): f64 {
  return momentsUpdateTimed(changetype<EwmSeries>(at), x, time, ANSWER_VARIANCE);
}

/** Takes `count` values of `input` and writes the variance after each to `output`. */
export function ewmVarianceProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  momentsProcess(changetype<EwmSeries>(at), input, output, count, ANSWER_VARIANCE);
}

/** Takes values with their times. */
export function ewmVarianceProcessTimedAt(
  at: usize,
  input: usize,
  times: usize,
  output: usize,
  count: u32,
): void {
  momentsProcessTimed(changetype<EwmSeries>(at), input, times, output, count, ANSWER_VARIANCE);
}

/** The newest score, NaN while there is none. */
export function ewmScoreAt(at: usize): f64 {
  return momentsValue(changetype<EwmSeries>(at), ANSWER_SCORE);
}

/** Takes a value and answers its score. */
export function ewmScoreUpdateAt(at: usize, x: f64): f64 {
  return momentsUpdate(changetype<EwmSeries>(at), x, ANSWER_SCORE);
}

/** Takes a value at a time in microseconds. */
export function ewmScoreUpdateTimedAt(at: usize, x: f64, time: f64): f64 {
  return momentsUpdateTimed(changetype<EwmSeries>(at), x, time, ANSWER_SCORE);
}

/** Takes `count` values of `input` and writes the score of each to `output`. */
export function ewmScoreProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  momentsProcess(changetype<EwmSeries>(at), input, output, count, ANSWER_SCORE);
}

/** Takes values with their times. */
export function ewmScoreProcessTimedAt(
  at: usize,
  input: usize,
  times: usize,
  output: usize,
  count: u32,
): void {
  momentsProcessTimed(changetype<EwmSeries>(at), input, times, output, count, ANSWER_SCORE);
}
