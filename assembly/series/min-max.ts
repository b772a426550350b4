/**
 * Smallest and largest of the last n values.
 *
 *   max = max(of the block so far, of what is left of the block before)    blocks of n values
 *
 * In    x         any finite value
 * Out   max, min and max - min, exact; a zero is +0
 * Keeps MinMaxWindow and a pair for each value
 * Cost  three comparisons a value, and a pass over the window every n values
 *
 * A pair is max and -min, one vector. At the end of a block each place takes the extremes from
 * there to the end; the next block reads them where it writes its own values.
 *
 * Source: M. van Herk, "A fast algorithm for local minimum and maximum filters", Pattern
 * Recognition Letters 13(7), 1992; J. Gil and M. Werman, IEEE Trans. PAMI 15(5), 1993.
 */
import * as abi from "../abi";
import { MinMaxWindow } from "../layout";

// @ts-ignore: decorator
@inline
export function slotsAt(w: MinMaxWindow): usize {
  return changetype<usize>(w) + offsetof<MinMaxWindow>();
}

/** Forgets everything. */
export function minMaxReset(w: MinMaxWindow): void {
  w.at = 0;
  w.lost = 0;
  w.tail = 0;
  w.middle = 0;
  w.head = 0;
  w.count = 0.0;
  w.max = NaN;
  w.min = NaN;
  w.time = -Infinity;
  w.lostTime = -Infinity;
  w.reversals = 0.0;
  keepRun(w, nothing());
  for (let i: u32 = 0; i < w.rows; i++) v128.store(slotsAt(w) + (<usize>i << 4), nothing());
}

/** The extremes of no value. */
// @ts-ignore: decorator
@inline
export function nothing(): v128 {
  return f64x2.splat(-Infinity);
}

/** A value as a pair. */
// @ts-ignore: decorator
@inline
export function pairOf(x: f64): v128 {
  const value = x + 0.0;
  return f64x2(value, -value);
}

// @ts-ignore: decorator
@inline
export function runOf(w: MinMaxWindow): v128 {
  return v128.load(changetype<usize>(w) + offsetof<MinMaxWindow>("runMax"));
}

// @ts-ignore: decorator
@inline
export function keepRun(w: MinMaxWindow, run: v128): void {
  v128.store(changetype<usize>(w) + offsetof<MinMaxWindow>("runMax"), run);
}

/** Keeps the answer and gives the range. */
// @ts-ignore: decorator
@inline
export function answer(w: MinMaxWindow, pair: v128, isKnown: bool): f64 {
  const max = isKnown ? f64x2.extract_lane(pair, 0) : NaN;
  const min = isKnown ? -f64x2.extract_lane(pair, 1) : NaN;
  w.max = max;
  w.min = min;
  return max - min;
}

/** Gives each place of a run of pairs the extremes from there to its end. */
export function turn(first: usize, last: usize, bytes: usize): void {
  let after = v128.load(last);
  for (let at = last; at > first; ) {
    at -= bytes;
    after = f64x2.pmax(v128.load(at), after);
    v128.store(at, after);
  }
}

/** Takes one value and answers the range. */
export function minMaxUpdate(w: MinMaxWindow, x: f64): f64 {
  let pair = pairOf(x);
  if (x - x != 0.0) {
    if (w.unknown == abi.UNKNOWN_SKIP) return NaN;
    w.lost = w.rows;
    pair = nothing();
  }
  const at = w.at;
  const slots = slotsAt(w);
  v128.store(slots + (<usize>at << 4), pair);
  let extremes = at == 0 ? pair : f64x2.pmax(runOf(w), pair);
  keepRun(w, extremes);
  const next = at + 1;
  if (next < w.rows) {
    extremes = f64x2.pmax(extremes, v128.load(slots + (<usize>next << 4)));
    w.at = next;
  } else {
    turn(slots, slots + (<usize>at << 4), 16);
    w.at = 0;
  }
  w.count += 1.0;
  const isKnown = w.lost == 0 && w.count >= <f64>w.needed;
  if (w.lost != 0) w.lost -= 1;
  return answer(w, extremes, isKnown);
}

/** Takes a column and writes range, smallest and largest. */
export function minMaxProcess(
  w: MinMaxWindow,
  input: usize,
  ranges: usize,
  minima: usize,
  maxima: usize,
  count: u32,
): void {
  let done: u32 = 0;
  while (done < count) {
    const room = min<u32>(count - done, w.rows - 1 - w.at);
    if (room != 0 && w.lost == 0 && w.at != 0 && w.count >= <f64>w.needed) {
      const place = <usize>done << 3;
      done += run(w, input + place, ranges + place, minima + place, maxima + place, room);
      if (done == count) return;
    }
    const place = <usize>done << 3;
    const x = load<f64>(input + place);
    const isSkipped = x - x != 0.0 && w.unknown == abi.UNKNOWN_SKIP;
    const range = minMaxUpdate(w, x);
    store<f64>(ranges + place, range);
    store<f64>(minima + place, isSkipped ? NaN : w.min);
    store<f64>(maxima + place, isSkipped ? NaN : w.max);
    done += 1;
  }
}

/** Takes values inside a block until one is unknown; answers how many. */
function run(
  w: MinMaxWindow,
  input: usize,
  ranges: usize,
  minima: usize,
  maxima: usize,
  room: u32,
): u32 {
  let slot = slotsAt(w) + (<usize>w.at << 4);
  let extremes = runOf(w);
  let both = extremes;
  let at: usize = 0;
  const end = <usize>room << 3;
  while (at < end) {
    const x = load<f64>(input + at);
    if (x - x != 0.0) break;
    const pair = pairOf(x);
    v128.store(slot, pair);
    slot += 16;
    extremes = f64x2.pmax(extremes, pair);
    both = f64x2.pmax(extremes, v128.load(slot));
    const max = f64x2.extract_lane(both, 0);
    const minusMin = f64x2.extract_lane(both, 1);
    store<f64>(ranges + at, max + minusMin);
    store<f64>(minima + at, -minusMin);
    store<f64>(maxima + at, max);
    at += 8;
  }
  const taken = <u32>(at >> 3);
  if (taken != 0) answer(w, both, true);
  keepRun(w, extremes);
  w.at += taken;
  w.count += <f64>taken;
  return taken;
}
