/** The border of `series/min-max` and `series/min-max-timed`. */
import { MinMaxWindow } from "../../layout";
import { minMaxProcess, minMaxReset, minMaxUpdate } from "../min-max";
import { minMaxProcessTimed, minMaxRoom, minMaxUpdateTimed } from "../min-max-timed";

/** Brings a planned window to rest. */
export function minMaxResetAt(at: usize): void {
  minMaxReset(changetype<MinMaxWindow>(at));
}

/** Takes a value and answers largest less smallest. */
export function minMaxUpdateAt(at: usize, x: f64): f64 {
  return minMaxUpdate(changetype<MinMaxWindow>(at), x);
}

/** Takes a value at a time in microseconds; there must be room for it. */
export function minMaxUpdateTimedAt(at: usize, x: f64, time: f64): f64 {
  return minMaxUpdateTimed(changetype<MinMaxWindow>(at), x, time);
}

/** How many values a window by time has room for. */
export function minMaxRoomAt(at: usize): u32 {
  return minMaxRoom(changetype<MinMaxWindow>(at));
}

/** Takes `count` values and writes a column for each answer. */
export function minMaxProcessAt(
  at: usize,
  input: usize,
  ranges: usize,
  minima: usize,
  maxima: usize,
  count: u32,
): void {
  minMaxProcess(changetype<MinMaxWindow>(at), input, ranges, minima, maxima, count);
}

/** Takes values with their times; there must be room for them. */
export function minMaxProcessTimedAt(
  at: usize,
  input: usize,
  times: usize,
  ranges: usize,
  minima: usize,
  maxima: usize,
  count: u32,
): void {
  const w = changetype<MinMaxWindow>(at);
  minMaxProcessTimed(w, input, times, ranges, minima, maxima, count);
}
