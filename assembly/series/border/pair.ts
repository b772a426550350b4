/** The border of `series/pair`. */
import { PairWindow } from "../../layout";
import { doubleRing } from "../event-ring";
import { isPairWarm, pairReset, pairRing } from "../pair";
import { pairLines, pairProcess, pairUpdate, pairValue } from "../pair-answer";

/** Brings a planned window to rest. */
export function pairResetAt(at: usize): void {
  pairReset(changetype<PairWindow>(at));
}

/** Pairs taken. */
export function pairCountAt(at: usize): f64 {
  return changetype<PairWindow>(at).taken;
}

/** Pairs that came with a time before the newest. */
export function pairReversalsAt(at: usize): f64 {
  return changetype<PairWindow>(at).reversals;
}

/** 1 where the window is full, or need not be. */
export function pairIsWarmAt(at: usize): u32 {
  return isPairWarm(changetype<PairWindow>(at)) ? 1 : 0;
}

/** 1 where the last pair was not taken because there is no room. */
export function pairIsFullAt(at: usize): u32 {
  return changetype<PairWindow>(at).isFull;
}

/** Doubles the room in a record whose memory has been made as large. */
export function pairDoubleAt(at: usize): void {
  doubleRing(pairRing(changetype<PairWindow>(at)));
}

/** The answer of a kind as it stands. */
export function pairValueAt(at: usize, kind: u32): f64 {
  return pairValue(changetype<PairWindow>(at), kind);
}

/** Takes a pair, at its time where the window is one by time, and answers. */
export function pairUpdateAt(at: usize, x: f64, y: f64, timeUs: f64, kind: u32): f64 {
  return pairUpdate(changetype<PairWindow>(at), x, y, timeUs, kind);
}

/** Takes pairs and writes an answer after each; says how many it took. */
export function pairProcessAt(
  at: usize,
  xs: usize,
  ys: usize,
  times: usize,
  output: usize,
  count: u32,
  kind: u32,
): u32 {
  return pairProcess(changetype<PairWindow>(at), xs, ys, times, output, count, kind);
}

/** As `pairProcessAt`, for slope, intercept and r2. */
export function pairLinesAt(
  at: usize,
  xs: usize,
  ys: usize,
  times: usize,
  slope: usize,
  intercept: usize,
  r2: usize,
  count: u32,
): u32 {
  const w = changetype<PairWindow>(at);
  return pairLines(w, xs, ys, times, slope, intercept, r2, count);
}
