/** The border of `series/timed`. */
import { TimedWindow } from "../../layout";
import { doubleRing } from "../event-ring";
import { isWarm, ringOf, timedReset } from "../timed";
import { timedBands, timedProcess, timedUpdate, timedValue } from "../timed-answer";

/** Brings a planned window to rest. */
export function timedResetAt(at: usize): void {
  timedReset(changetype<TimedWindow>(at));
}

/** Values taken. */
export function timedCountAt(at: usize): f64 {
  return changetype<TimedWindow>(at).taken;
}

/** Values that came with a time before the newest. */
export function timedReversalsAt(at: usize): f64 {
  return changetype<TimedWindow>(at).reversals;
}

/** 1 where the time of a whole window has passed, or none is asked for. */
export function timedIsWarmAt(at: usize): u32 {
  return isWarm(changetype<TimedWindow>(at)) ? 1 : 0;
}

/** 1 where the last value was not taken because there is no room. */
export function timedIsFullAt(at: usize): u32 {
  return changetype<TimedWindow>(at).isFull;
}

/** Doubles the room in a record whose memory has been made as large. */
export function timedDoubleAt(at: usize): void {
  doubleRing(ringOf(changetype<TimedWindow>(at)));
}

/** The answer of a kind as it stands. */
export function timedValueAt(at: usize, kind: u32): f64 {
  return timedValue(changetype<TimedWindow>(at), kind);
}

/** Takes a value at its time and answers. */
export function timedUpdateAt(at: usize, x: f64, timeUs: f64, kind: u32): f64 {
  return timedUpdate(changetype<TimedWindow>(at), x, timeUs, kind);
}

/** Takes values at their times and writes an answer after each; says how many it took. */
export function timedProcessAt(
  at: usize,
  values: usize,
  times: usize,
  output: usize,
  count: u32,
  kind: u32,
): u32 {
  return timedProcess(changetype<TimedWindow>(at), values, times, output, count, kind);
}

/** As `timedProcessAt`, for the four columns of bands. */
export function timedBandsAt(
  at: usize,
  values: usize,
  times: usize,
  middle: usize,
  upper: usize,
  lower: usize,
  percent: usize,
  count: u32,
): u32 {
  const w = changetype<TimedWindow>(at);
  return timedBands(w, values, times, middle, upper, lower, percent, count);
}
