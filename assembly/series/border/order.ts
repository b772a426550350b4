/** The border of `series/order`. */
import { OrderWindow, QuantileColumn } from "../../layout";
import {
  ANSWER_QUANTILE,
  ANSWER_SCORE,
  orderDeviation,
  orderProcess,
  orderProcessTimed,
  orderProcessMany,
  orderQuantile,
  orderReset,
  orderRoom,
  orderUpdate,
  orderUpdateTimed,
  orderWiden,
} from "../order";

/** Brings a planned window to rest. */
export function orderResetAt(at: usize): void {
  orderReset(changetype<OrderWindow>(at));
}

/** How many values a window by time has room for. */
export function orderRoomAt(at: usize): u32 {
  return orderRoom(changetype<OrderWindow>(at));
}

/** Takes added places of a window by time into use. */
export function orderWidenAt(at: usize, capacity: u32): void {
  orderWiden(changetype<OrderWindow>(at), capacity);
}

/** Any quantile of the values in the window. */
export function orderQuantileAt(at: usize, q: f64): f64 {
  return orderQuantile(changetype<OrderWindow>(at), q);
}

/** Their median absolute deviation. */
export function orderDeviationAt(at: usize): f64 {
  return orderDeviation(changetype<OrderWindow>(at));
}

/** Takes a value and answers the quantile. */
export function quantileUpdateAt(at: usize, x: f64): f64 {
  return orderUpdate(changetype<OrderWindow>(at), x, ANSWER_QUANTILE);
}

/** Takes a value at a time in microseconds; there must be room for it. */
export function quantileUpdateTimedAt(at: usize, x: f64, time: f64): f64 {
  return orderUpdateTimed(changetype<OrderWindow>(at), x, time, ANSWER_QUANTILE);
}

/** Takes `count` values of `input` and writes an answer for each to `output`. */
export function quantileProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  orderProcess(changetype<OrderWindow>(at), input, output, count, ANSWER_QUANTILE);
}

/** Takes values with their times; there must be room for them. */
export function quantileProcessTimedAt(
  at: usize,
  input: usize,
  times: usize,
  output: usize,
  count: u32,
): void {
  orderProcessTimed(changetype<OrderWindow>(at), input, times, output, count, ANSWER_QUANTILE);
}

/**
 * Takes `count` values of `input` from place `from`, with `times` unless that is 0, and writes each
 * of `wanted` quantiles to its own column.
 */
export function quantilesProcessAt(
  at: usize,
  input: usize,
  times: usize,
  columns: usize,
  wanted: u32,
  from: u32,
  count: u32,
): void {
  const first = changetype<QuantileColumn>(columns);
  orderProcessMany(changetype<OrderWindow>(at), input, times, first, wanted, from, count);
}

/** Takes a value and answers its score. */
export function robustUpdateAt(at: usize, x: f64): f64 {
  return orderUpdate(changetype<OrderWindow>(at), x, ANSWER_SCORE);
}

/** Takes a value at a time in microseconds; there must be room for it. */
export function robustUpdateTimedAt(at: usize, x: f64, time: f64): f64 {
  return orderUpdateTimed(changetype<OrderWindow>(at), x, time, ANSWER_SCORE);
}

/** Takes `count` values of `input` and writes an answer for each to `output`. */
export function robustProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  orderProcess(changetype<OrderWindow>(at), input, output, count, ANSWER_SCORE);
}

/** Takes values with their times; there must be room for them. */
export function robustProcessTimedAt(
  at: usize,
  input: usize,
  times: usize,
  output: usize,
  count: u32,
): void {
  orderProcessTimed(changetype<OrderWindow>(at), input, times, output, count, ANSWER_SCORE);
}
