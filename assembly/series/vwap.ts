/**
 * Volume-weighted price, and how widely prices lie around it.
 *
 *   vwap = sum w p / sum w;  sigma = sqrt(sum w (p - vwap)^2 / sum w)
 *
 * In    price, size from 0; time in microseconds for sessions and windows by time
 * Out   vwap and sigma in units of price, NaN before the first trade that has a size
 * Keeps VwapState and, for windows, an entry of 48 bytes a trade
 * Cost  two divisions and a root a trade
 *
 * Everything since an anchor: compensated sums of prices less the first one, and West's recurrence
 * for sigma. Windows: nothing is ever taken away (see series/sliding); the anchor is the newest
 * price when the window has moved on entirely, or when less than 2^-20 of the second moment is
 * left. A window by volume holds the fewest newest trades that make it up.
 *
 * Source: D. H. D. West, "Updating mean and variance estimates: an improved method",
 * Communications of the ACM 22(9), 1979; windows: own construction.
 */
import * as abi from "../abi";
import { VwapState } from "../layout";
import { addTo, clearAt, valueOf } from "../stats/compensated";

const ENTRY_BYTES: usize = 48;
const LOST_BITS: f64 = 9.5367431640625e-7;

// places in an entry
const PRICE: usize = 8;
const SIZE: usize = 16;
const WEIGHT: usize = 24;
const FIRST: usize = 32;
const SECOND: usize = 40;

// @ts-ignore: decorator
@inline
function entryAt(s: VwapState, position: u32): usize {
  const behind = changetype<usize>(s) + ((offsetof<VwapState>() + 7) & ~7);
  return behind + <usize>(position & s.mask) * ENTRY_BYTES;
}

// @ts-ignore: decorator
@inline
function weightAt(s: VwapState): usize {
  return changetype<usize>(s) + offsetof<VwapState>("weight");
}

// @ts-ignore: decorator
@inline
function firstAt(s: VwapState): usize {
  return changetype<usize>(s) + offsetof<VwapState>("first");
}

// @ts-ignore: decorator
@inline
function secondAt(s: VwapState): usize {
  return changetype<usize>(s) + offsetof<VwapState>("second");
}

function clearSums(s: VwapState): void {
  clearAt(weightAt(s));
  clearAt(firstAt(s));
  clearAt(secondAt(s));
}

/** Forgets everything. */
export function vwapReset(s: VwapState): void {
  s.value = NaN;
  s.sigma = NaN;
  s.count = 0.0;
  s.head = 0;
  s.tail = 0;
  s.middle = 0;
  s.time = NaN;
  s.firstTime = NaN;
  s.reversals = 0.0;
  s.session = NaN;
  s.anchor = NaN;
  s.isLost = 0;
  clearSums(s);
}

/** Places that are free. */
export function vwapRoom(s: VwapState): u32 {
  return s.mask + 1 - (s.head - s.tail);
}

/** Spreads the entries over `places`, for which there is room behind. */
export function vwapRegrow(s: VwapState, places: u32): void {
  const before = s.mask + 1;
  const start = entryAt(s, 0);
  for (let position = s.tail; position != s.head; position++) {
    const next = position & (places - 1);
    if (next < before) continue;
    memory.copy(start + <usize>next * ENTRY_BYTES, entryAt(s, position), ENTRY_BYTES);
  }
  s.mask = places - 1;
}

/** Takes a trade and answers the vwap. */
// @ts-ignore: decorator
@inline
export function vwapUpdate(s: VwapState, price: f64, size: f64, time: f64): f64 {
  const isKnown = price - price == 0.0 && size >= 0.0 && size < Infinity && time == time;
  if (!isKnown && s.unknown == abi.UNKNOWN_SKIP) return NaN;
  s.count += 1.0;
  if (s.kind == abi.SPAN_ALL) addToAll(s, price, size, time, isKnown);
  else addToWindow(s, price, size, time, isKnown);
  return s.value;
}

function addToAll(s: VwapState, price: f64, size: f64, time: f64, isKnown: bool): void {
  if (s.span > 0.0) {
    const now = time < s.time ? s.time : time;
    const session = floor<f64>(now / s.span);
    if (session > s.session) {
      clearSums(s);
      s.isLost = 0;
      s.anchor = NaN;
    }
    if (time < s.time) s.reversals += 1.0;
    s.time = now;
    s.session = session;
  }
  s.isLost |= <u32>!isKnown;
  if (isKnown && size > 0.0) addTrade(s, price, size);
  const weight = valueOf(weightAt(s));
  const isEmpty = weight == 0.0 || s.isLost != 0;
  s.value = isEmpty ? NaN : s.anchor + valueOf(firstAt(s)) / weight;
  s.sigma = isEmpty ? NaN : sqrt<f64>(valueOf(secondAt(s)) / weight);
}

/** `second` is the sum of weighted squares around the mean as it moves. */
function addTrade(s: VwapState, price: f64, size: f64): void {
  if (s.anchor != s.anchor) s.anchor = price;
  const before = valueOf(weightAt(s));
  const d = price - s.anchor;
  const meanBefore = before == 0.0 ? d : valueOf(firstAt(s)) / before;
  addTo(weightAt(s), size);
  addTo(firstAt(s), size * d);
  const mean = valueOf(firstAt(s)) / valueOf(weightAt(s));
  addTo(secondAt(s), max<f64>(size * (d - meanBefore) * (d - mean), 0.0));
}

function addToWindow(s: VwapState, price: f64, size: f64, time: f64, isKnown: bool): void {
  const at = entryAt(s, s.head);
  store<f64>(at, price, PRICE);
  store<f64>(at, isKnown ? size : NaN, SIZE);
  s.head += 1;
  if (s.anchor != s.anchor) s.anchor = price;
  const d = isKnown ? price - s.anchor : NaN;
  addTo(weightAt(s), isKnown ? size : NaN);
  addTo(firstAt(s), size * d);
  addTo(secondAt(s), size * d * d);
  const isWarm = moveTail(s, at, time);
  if (isWarm || s.isPartial) settle(s);
  else s.value = s.sigma = NaN;
}

/** Drops what has left the window. Answers whether it is full. */
function moveTail(s: VwapState, at: usize, time: f64): bool {
  if (s.kind == abi.SPAN_ROWS) {
    if (<f64>(s.head - s.tail) > s.span) drop(s);
    return <f64>(s.head - s.tail) == s.span;
  }
  if (s.kind == abi.SPAN_VOLUME) {
    let weight = weightOf(s);
    while (s.tail + 1 != s.head) {
      drop(s);
      const less = weightOf(s);
      if (less < s.span) {
        s.tail -= 1;
        break;
      }
      weight = less;
    }
    return weight >= s.span;
  }
  if (s.firstTime != s.firstTime) s.firstTime = time;
  else if (time < s.time) s.reversals += 1.0;
  const now = time < s.time ? s.time : time;
  s.time = now;
  store<f64>(at, now);
  while (load<f64>(entryAt(s, s.tail)) <= now - s.span) drop(s);
  return now - s.firstTime >= s.span;
}

function drop(s: VwapState): void {
  if (s.tail == s.middle) turn(s);
  s.tail += 1;
}

/** Sums what is behind the middle from the newest back, around the newest price. */
function turn(s: VwapState): void {
  const newest = load<f64>(entryAt(s, s.head - 1), PRICE);
  s.anchor = newest - newest == 0.0 ? newest : s.anchor;
  clearSums(s);
  for (let position = s.head; position != s.tail; position--) {
    const at = entryAt(s, position - 1);
    const size = load<f64>(at, SIZE);
    const d = load<f64>(at, PRICE) - s.anchor;
    addTo(weightAt(s), size);
    addTo(firstAt(s), size * d);
    addTo(secondAt(s), size * d * d);
    store<f64>(at, valueOf(weightAt(s)), WEIGHT);
    store<f64>(at, valueOf(firstAt(s)), FIRST);
    store<f64>(at, valueOf(secondAt(s)), SECOND);
  }
  s.middle = s.head;
  clearSums(s);
}

function weightOf(s: VwapState): f64 {
  const back = valueOf(weightAt(s));
  return s.tail == s.middle ? back : load<f64>(entryAt(s, s.tail), WEIGHT) + back;
}

function settle(s: VwapState): void {
  const isBack = s.tail == s.middle;
  const at = entryAt(s, s.tail);
  const weight = weightOf(s);
  const first = valueOf(firstAt(s)) + (isBack ? 0.0 : load<f64>(at, FIRST));
  const second = valueOf(secondAt(s)) + (isBack ? 0.0 : load<f64>(at, SECOND));
  const mean = first / weight;
  const square = second / weight;
  const variance = square - mean * mean;
  s.value = weight == 0.0 ? NaN : s.anchor + mean;
  s.sigma = weight == 0.0 ? NaN : sqrt<f64>(max<f64>(variance, 0.0));
  const newest = load<f64>(entryAt(s, s.head - 1), PRICE);
  if (!(variance < square * LOST_BITS) || s.anchor == newest) return;
  turn(s);
  settle(s);
}
