/**
 * Sum of a window by rows or by time in which nothing is ever taken away: what has left leaves no
 * rounding behind, however large it was, and an unknown value is gone with its row.
 *
 * In    values, NaN for unknown ones; time in microseconds, taken at the latest where it goes back
 * Out   the sum of (time - span, time], of the last `span` values, or of all
 * Keeps SlidingSum and an entry of 16 bytes a value in the window
 * Cost  constant a value on average: a window that has moved on entirely is summed once from behind
 *
 * Callers promise that an entry is free.
 *
 * Source: the queue of two stacks is folklore of sliding aggregation; compensation as in
 * stats/compensated.
 */
import * as abi from "../abi";
import { SlidingSum } from "../layout";
import { addTo, clearAt, valueOf } from "../stats/compensated";

const ENTRY_BYTES: usize = 16;

// @ts-ignore: decorator
@inline
function entryAt(s: SlidingSum, position: u32): usize {
  return changetype<usize>(s) + s.entries + <usize>(position & s.mask) * ENTRY_BYTES;
}

// @ts-ignore: decorator
@inline
function backAt(s: SlidingSum): usize {
  return changetype<usize>(s) + offsetof<SlidingSum>("back");
}

/** Forgets everything. */
export function slidingReset(s: SlidingSum): void {
  s.head = 0;
  s.tail = 0;
  s.middle = 0;
  s.time = NaN;
  s.firstTime = NaN;
  s.reversals = 0.0;
  clearAt(backAt(s));
}

/** Places that are free. */
export function slidingRoom(s: SlidingSum): u32 {
  return s.mask + 1 - (s.head - s.tail);
}

/** Spreads the entries over `places`, for which there is room behind. */
export function slidingRegrow(s: SlidingSum, places: u32): void {
  const before = s.mask + 1;
  const mask = places - 1;
  for (let position = s.tail; position != s.head; position++) {
    const next = position & mask;
    if (next < before) continue;
    memory.copy(
      changetype<usize>(s) + s.entries + <usize>next * ENTRY_BYTES,
      entryAt(s, position),
      ENTRY_BYTES,
    );
  }
  s.mask = mask;
}

/** Takes a value and answers the sum, NaN while the window is not full unless it may be partial. */
// @ts-ignore: decorator
@inline
export function slidingAdd(s: SlidingSum, x: f64, time: f64): f64 {
  if (s.kind == abi.SPAN_ALL) {
    if (x == x) addTo(backAt(s), x);
    else s.back = NaN;
    return valueOf(backAt(s));
  }
  const at = entryAt(s, s.head);
  store<f64>(at, x, 8);
  s.head += 1;
  if (x == x) addTo(backAt(s), x);
  else s.back = NaN;
  let isWarm: bool;
  if (s.kind == abi.SPAN_ROWS) {
    if (<f64>(s.head - s.tail) > s.span) drop(s);
    isWarm = <f64>(s.head - s.tail) == s.span;
  } else {
    isWarm = moveTime(s, at, time);
  }
  return isWarm || s.isPartial ? slidingSum(s) : NaN;
}

/** The newest entry is of `time`: drops what has left. Answers whether a whole span has passed. */
function moveTime(s: SlidingSum, at: usize, time: f64): bool {
  const first = s.firstTime;
  if (first != first) s.firstTime = time;
  else if (time < s.time) s.reversals += 1.0;
  const now = time < s.time ? s.time : time;
  s.time = now;
  store<f64>(at, now);
  while (load<f64>(entryAt(s, s.tail)) <= now - s.span) drop(s);
  return now - s.firstTime >= s.span;
}

function drop(s: SlidingSum): void {
  if (s.tail == s.middle) turn(s);
  s.tail += 1;
}

/** Turns the values behind the middle into sums up to the newest, which becomes the middle. */
function turn(s: SlidingSum): void {
  let sum = 0.0;
  let carry = 0.0;
  for (let position = s.head; position != s.tail; position--) {
    const at = entryAt(s, position - 1);
    const x = load<f64>(at, 8);
    const total = sum + x;
    const added = total - sum;
    carry += sum - (total - added) + (x - added);
    sum = total;
    store<f64>(at, sum + carry, 8);
  }
  s.middle = s.head;
  clearAt(backAt(s));
}

/** The sum as it stands. */
export function slidingSum(s: SlidingSum): f64 {
  const back = valueOf(backAt(s));
  return s.tail == s.middle ? back : load<f64>(entryAt(s, s.tail), 8) + back;
}
