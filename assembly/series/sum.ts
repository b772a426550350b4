/**
 * Sum and mean of the last n values.
 *
 *   sum += x - x[n before]          and anew from the values every 8 n (1,024 at least)
 *
 * In    x      any finite value
 * Out   sum or mean of the window, in the unit of x
 * Keeps SumWindow and the n values
 * Cost  constant a value
 *
 * Whole numbers below 2^53 sum exactly; series/sum-watch says when else the sum is taken anew. Many
 * values at once are added by groups of four, which breaks the chain of additions; groups begin
 * where the sum was taken anew, so that no cutting of a batch changes a bit.
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { SumWindow } from "../layout";
import { refillRing } from "./ring";
import { anew, follow, renew, sumCount, valuesAt, weigh } from "./sum-watch";
import { keep, keptValue, takeBack } from "./undo";

export const ANSWER_SUM: i32 = 0;
export const ANSWER_MEAN: i32 = 1;

/** Step of a group of any number of values that came one at a time. */
const STEP_SINGLE: u32 = 4;
const LAST_OF_GROUP: u32 = 63;

/** Forgets everything. */
export function sumReset(w: SumWindow): void {
  w.at = 0;
  w.planned = 0.0;
  w.left = 0;
  w.base = 0.0;
  w.group = 0.0;
  memory.fill(valuesAt(w), 0, <usize>w.rows << 3);
  anew(w);
}

/** The answer as it stands. */
// @ts-ignore: decorator
@inline
export function sumValue(w: SumWindow, kind: i32): f64 {
  const count = sumCount(w);
  const rows = <f64>w.rows;
  if (count == 0.0 || (count < rows && !w.isPartial)) return NaN;
  const sum = w.base + w.group;
  return kind == ANSWER_MEAN ? sum / min<f64>(count, rows) : sum;
}

/** Puts `x` into the ring and answers how it changes the sum; NaN where it is not taken. */
// @ts-ignore: decorator
@inline
function change(w: SumWindow, x: f64): f64 {
  const at = w.at;
  const place = valuesAt(w) + (<usize>at << 3);
  const old = load<f64>(place);
  store<f64>(place, x);
  w.at = at + 1 == w.rows ? 0 : at + 1;
  return x - old;
}

/** Whether `x` is unknown and left out. */
// @ts-ignore: decorator
@inline
function isLeftOut(w: SumWindow, x: f64): bool {
  if (x - x == 0.0) return false;
  if (w.unknown == abi.UNKNOWN_SKIP) return true;
  follow(w);
  return false;
}

// @ts-ignore: decorator
@inline
function answer(w: SumWindow, sum: f64, x: f64, kind: i32): f64 {
  const left = w.left - 1;
  w.left = left;
  if (left == 0) {
    renew(w);
    sum = w.base + w.group;
  } else {
    sum = weigh(w, sum, x);
  }
  return kind == ANSWER_MEAN ? sum / w.divisor : sum * w.factor;
}

/** Ends the group that is being filled and begins another. */
function openGroup(w: SumWindow, step: u32): void {
  w.base += w.group;
  w.group = 0.0;
  w.step = step;
}

/** Takes one value: groups are of 64, which round less often than each value would. */
// @ts-ignore: decorator
@inline
export function sumUpdate(w: SumWindow, x: f64, kind: i32): f64 {
  if (isLeftOut(w, x)) return NaN;
  if (w.step != STEP_SINGLE) openGroup(w, STEP_SINGLE);
  const group = w.group + change(w, x);
  w.group = group;
  if ((w.left & LAST_OF_GROUP) == 0) openGroup(w, STEP_SINGLE);
  return answer(w, w.base + w.group, x, kind);
}

/**
 * Takes one value, in the place of the newest if `isInstead`: what that one changed lies behind the
 * ring. Of a record that has taken none, the value is the first.
 */
// @ts-ignore: decorator
@inline
export function sumRevise(w: SumWindow, x: f64, isInstead: bool, kind: i32): f64 {
  const head = changetype<usize>(w);
  const bytes = offsetof<SumWindow>();
  const undo = valuesAt(w) + (<usize>w.rows << 3);
  if (isInstead && sumCount(w) > 0.0) {
    takeBack(head, bytes, undo);
    store<f64>(valuesAt(w) + (<usize>w.at << 3), keptValue(bytes, undo));
  } else {
    keep(head, bytes, valuesAt(w) + (<usize>w.at << 3), undo);
  }
  return sumUpdate(w, x, kind);
}

/** Takes one value of a batch: adds in the order in which `sumRun` does. */
function sumStep(w: SumWindow, x: f64, kind: i32): f64 {
  if (isLeftOut(w, x)) return NaN;
  const d = change(w, x);
  const step = w.step;
  if (step == 0) w.group = d;
  else if (step == 1) w.group = w.pair = w.group + d;
  else if (step == 2) w.group = w.pair + (w.third = d);
  else w.group = w.pair + (w.third + d);
  w.step = step + 1;
  const sum = w.base + w.group;
  if (step == 3) {
    w.base = sum;
    w.group = 0.0;
    w.step = 0;
  }
  return answer(w, sum, x, kind);
}

/**
 * Takes `count` values from `input` and writes as many answers. Where a whole window lies back in
 * the input, what leaves is read there, and the ring is brought up to date behind.
 */
// @ts-ignore: decorator
@inline
export function sumProcess(w: SumWindow, input: usize, output: usize, count: u32, kind: i32): void {
  const bytes = <usize>count << 3;
  const isApart = output + bytes <= input || input + bytes <= output;
  if (w.step == STEP_SINGLE) openGroup(w, 0);
  const rows = w.rows;
  let done: u32 = 0;
  let clean: u32 = 0;
  while (done < count) {
    const isFar = isApart && done - clean >= rows;
    let room = min<u32>(count - done, w.left - 1);
    if (!isFar) room = min<u32>(room, rows - w.at);
    if (room >= 4 && w.step == 0 && w.factor == 1.0) {
      const from = input + (<usize>done << 3);
      const to = output + (<usize>done << 3);
      const olds = isFar ? from - (<usize>rows << 3) : valuesAt(w) + (<usize>w.at << 3);
      const taken = isFar
        ? sumRun(w, from, olds, to, room >> 2, kind, false)
        : sumRun(w, from, olds, to, room >> 2, kind, true);
      done += taken;
      w.left -= taken;
      if (isFar) w.at = refillRing(valuesAt(w), rows, w.at, input + (<usize>done << 3), taken);
      else w.at = w.at + taken == rows ? 0 : w.at + taken;
      if (taken != 0) continue;
    }
    const x = load<f64>(input + (<usize>done << 3));
    store<f64>(output + (<usize>done << 3), sumStep(w, x, kind));
    done += 1;
    if (x - x != 0.0) clean = done;
  }
}

/** Takes groups of four until one is out of the ordinary; answers how many values. */
// @ts-ignore: decorator
@inline
function sumRun(
  w: SumWindow,
  input: usize,
  olds: usize,
  output: usize,
  groups: u32,
  kind: i32,
  isRing: bool,
): u32 {
  const end = input + (<usize>groups << 5);
  const floor = f64x2.splat(w.floor);
  const peak = f64x2.splat(w.peak);
  const cover = f64x2.splat(w.cover);
  const divisor = f64x2.splat(w.divisor);
  const zero = f64x2.splat(0.0);
  let base = f64x2.splat(w.base);
  let at = input;
  while (at < end) {
    const low = v128.load(at);
    const high = v128.load(at, 16);
    const lowChange = f64x2.sub(low, v128.load(olds));
    const highChange = f64x2.sub(high, v128.load(olds, 16));
    const lowSums = f64x2.add(lowChange, v128.shuffle<f64>(zero, lowChange, 0, 2));
    const highSums = f64x2.add(
      f64x2.add(highChange, v128.shuffle<f64>(zero, highChange, 0, 2)),
      v128.shuffle<f64>(lowSums, lowSums, 1, 1),
    );
    const first = f64x2.add(base, lowSums);
    const second = f64x2.add(base, highSums);
    // an unknown value makes all sums after it unknown: `second` tells
    const firstSize = f64x2.abs(first);
    const secondSize = f64x2.abs(second);
    const isBelow = f64x2.le(f64x2.pmax(secondSize, firstSize), peak);
    const isAbove = f64x2.ge(f64x2.pmin(secondSize, firstSize), floor);
    if (i64x2.bitmask(v128.and(isBelow, isAbove)) != 3) {
      const isLowKept = v128.or(f64x2.ge(firstSize, floor), f64x2.ge(f64x2.abs(low), cover));
      const isHighKept = v128.or(f64x2.ge(secondSize, floor), f64x2.ge(f64x2.abs(high), cover));
      if (i64x2.bitmask(v128.and(isBelow, v128.and(isLowKept, isHighKept))) != 3) break;
    }
    if (isRing) {
      v128.store(olds, low);
      v128.store(olds, high, 16);
    }
    base = v128.shuffle<f64>(second, second, 1, 1);
    v128.store(output, kind == ANSWER_MEAN ? f64x2.div(first, divisor) : first);
    v128.store(output, kind == ANSWER_MEAN ? f64x2.div(second, divisor) : second, 16);
    at += 32;
    olds += 32;
    output += 32;
  }
  w.base = f64x2.extract_lane(base, 0);
  return <u32>((at - input) >> 3);
}
