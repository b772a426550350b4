/**
 * Smallest and largest value of a span of time.
 *
 * In    x, time   any finite value; microseconds, a time before the latest counts as the latest
 * Out   max, min and max - min of the values in (time - span, time], exact
 * Keeps MinMaxWindow; a time and a pair for each value
 * Cost  three comparisons a value on average
 *
 * The values since the last turn have one pair for all; the ones before have the extremes from
 * each to the turn. When all of these have left, the others are turned.
 *
 * Source: as min-max; a queue of two stacks.
 */
import * as abi from "../abi";
import { MinMaxWindow } from "../layout";
import { answer, keepRun, nothing, pairOf, runOf, slotsAt, turn } from "./min-max";

const SLOT: usize = 24;

// @ts-ignore: decorator
@inline
function slotAt(w: MinMaxWindow, index: u32): usize {
  return slotsAt(w) + <usize>index * SLOT;
}

/** Moves what is left to the front where that frees half of the places; answers the free ones. */
export function minMaxRoom(w: MinMaxWindow): u32 {
  const tail = w.tail;
  if (tail > w.capacity >> 1) {
    memory.copy(slotAt(w, 0), slotAt(w, tail), <usize>(w.head - tail) * SLOT);
    w.head -= tail;
    w.middle -= tail;
    w.tail = 0;
  }
  return w.capacity - w.head;
}

/** Drops what is not after `limit`. */
function drop(w: MinMaxWindow, limit: f64): void {
  while (w.tail != w.head && load<f64>(slotAt(w, w.tail)) <= limit) {
    w.tail += 1;
    if (w.tail <= w.middle || w.tail == w.head) continue;
    turn(slotAt(w, w.tail) + 8, slotAt(w, w.head - 1) + 8, SLOT);
    w.middle = w.head;
    keepRun(w, nothing());
  }
  if (w.tail != w.head) return;
  w.tail = 0;
  w.middle = 0;
  w.head = 0;
  keepRun(w, nothing());
}

/** Takes one value and answers the range. Callers have made room for it. */
export function minMaxUpdateTimed(w: MinMaxWindow, x: f64, time: f64): f64 {
  const isUnknown = x - x != 0.0;
  if (isUnknown && w.unknown == abi.UNKNOWN_SKIP) return NaN;
  if (time < w.time) w.reversals += 1.0;
  const now = max<f64>(time, w.time);
  w.time = now;
  if (w.count == 0.0) w.first = now;
  w.count += 1.0;
  const limit = now - w.span;
  drop(w, limit);
  if (isUnknown) {
    w.lostTime = now;
  } else {
    const pair = pairOf(x);
    const slot = slotAt(w, w.head);
    store<f64>(slot, now);
    v128.store(slot, pair, 8);
    w.head += 1;
    keepRun(w, f64x2.pmax(runOf(w), pair));
  }
  const isFull = w.needed != 0 || now - w.first >= w.span;
  const run = runOf(w);
  const isOlder = w.tail < w.middle;
  const extremes = isOlder ? f64x2.pmax(v128.load(slotAt(w, w.tail), 8), run) : run;
  return answer(w, extremes, isFull && w.lostTime <= limit);
}

/** Takes a column with its times and writes range, smallest and largest. */
export function minMaxProcessTimed(
  w: MinMaxWindow,
  input: usize,
  times: usize,
  ranges: usize,
  minima: usize,
  maxima: usize,
  count: u32,
): void {
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>i << 3;
    const x = load<f64>(input + place);
    const isSkipped = x - x != 0.0 && w.unknown == abi.UNKNOWN_SKIP;
    const range = minMaxUpdateTimed(w, x, load<f64>(times + place));
    store<f64>(ranges + place, range);
    store<f64>(minima + place, isSkipped ? NaN : w.min);
    store<f64>(maxima + place, isSkipped ? NaN : w.max);
  }
}
