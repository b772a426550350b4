/**
 * When the sum of a window is taken anew from its values.
 *
 * In    the sum after each value
 * Out   the sum, without what rounding left behind of values that are gone
 * Keeps SumWindow
 * Cost  two comparisons a value; a sum over the window now and then
 *
 * What rounding leaves behind is a share of the largest sum since the sum was taken anew. So it is
 * taken anew as planned, every 8 n values (1,024 at least), and when it has fallen to 2^-7 of that
 * and no value in the window is large enough to cover what was left behind. Where one is (signed
 * values that cancel), the sum is looked at again when that value leaves.
 *
 * Source: own construction.
 */
import { SumWindow } from "../layout";
import { knownCount, sumOf } from "./ring";

const LEAST_PLAN: u32 = 1024;
/** What is left of the peak when the sum is looked at. */
const LOST: f64 = 0.00390625;

// @ts-ignore: decorator
@inline
export function valuesAt(w: SumWindow): usize {
  return changetype<usize>(w) + offsetof<SumWindow>();
}

/** Values taken. */
export function sumCount(w: SumWindow): f64 {
  return w.planned - <f64>w.left;
}

/** Takes the sum anew and plans when to do so again. */
export function anew(w: SumWindow): void {
  const rows = w.rows;
  const taken = sumCount(w);
  const isWarm = taken >= <f64>rows;
  const base = isWarm ? sumOf(valuesAt(w), rows) : w.base + w.group;
  w.base = base;
  w.group = 0.0;
  w.step = 0;
  w.isWatched = <u32>isWarm;
  raise(w, abs<f64>(base));
  w.rest = 0;
  w.factor = isWarm || w.isPartial ? 1.0 : NaN;
  w.divisor = isWarm ? <f64>rows : w.isPartial ? taken : NaN;
  if (isWarm) w.left = base - base == 0.0 ? max<u32>(rows << 3, LEAST_PLAN) : untilKnown(w);
  else w.left = w.isPartial ? 1 : rows - <u32>taken;
  w.planned = taken + <f64>w.left;
}

/** Takes sums up to twice `size` for ordinary ones: so this is rarely called. */
function raise(w: SumWindow, size: f64): void {
  const peak = min<f64>(2.0 * size, f64.MAX_VALUE);
  w.peak = peak;
  w.floor = w.isWatched != 0 ? peak * LOST : 0.0;
  w.cover = (peak * LOST) / sqrt<f64>(w.rows);
}

/** Values until the oldest unknown one has left, the usual number if there is none. */
function untilKnown(w: SumWindow): u32 {
  const rows = w.rows;
  const values = valuesAt(w);
  const older = rows - w.at;
  let known = knownCount(values + (<usize>w.at << 3), older);
  if (known == older) known += knownCount(values, w.at);
  return known == rows ? max<u32>(rows << 3, LEAST_PLAN) : known + 1;
}

/** An unknown value has come: the sum is taken anew when it leaves. */
export function follow(w: SumWindow): void {
  const rows = w.rows;
  if (w.left <= rows + 1 && w.rest == 0) return;
  w.planned = sumCount(w) + <f64>(rows + 1);
  w.left = rows + 1;
  w.rest = 0;
}

/**
 * Little is left of the sum. Where a value in the window is large enough to cover what rounding
 * left behind, nothing is to be done before it leaves; else the sum is taken anew.
 */
function attend(w: SumWindow): void {
  const rows = w.rows;
  const cover = w.cover;
  const values = valuesAt(w);
  let at = w.at;
  let stay = rows;
  while (stay > 0) {
    at = (at == 0 ? rows : at) - 1;
    if (abs<f64>(load<f64>(values + (<usize>at << 3))) >= cover) break;
    stay -= 1;
  }
  if (stay == 0 || w.peak == 0.0) {
    anew(w);
    return;
  }
  w.isWatched = 0;
  w.floor = 0.0;
  if (stay >= w.left) return;
  w.rest = w.left - stay;
  w.planned -= <f64>w.rest;
  w.left = stay;
}

/** The planned end of a stretch: the sum is looked at again, or taken anew. */
export function renew(w: SumWindow): void {
  if (w.rest == 0) {
    const peak = w.peak;
    anew(w);
    // a peak that is still too high costs one look, a new one a break for each doubling
    if (w.peak < peak && w.isWatched != 0) raise(w, 0.5 * peak);
    return;
  }
  w.left = w.rest;
  w.planned += <f64>w.rest;
  w.rest = 0;
  w.isWatched = 1;
  w.floor = w.peak * LOST;
  weigh(w, w.base + w.group, 0.0);
}

/** Compares the sum after `x` with the largest one. */
// @ts-ignore: decorator
@inline
export function weigh(w: SumWindow, sum: f64, x: f64): f64 {
  const size = abs<f64>(sum);
  if (size > w.peak) {
    raise(w, size);
  } else if (size < w.floor && abs<f64>(x) < w.cover) {
    attend(w);
    return w.base + w.group;
  }
  return sum;
}
