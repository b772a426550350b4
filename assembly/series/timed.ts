/**
 * Sum, mean and spread of the values of the last span of time, (t - span, t].
 *
 *   first += d, second += d^2       d = x - shift          mean     = shift + first / n
 *   squares = second - first^2 / n                          variance = squares / (n - ddof)
 *
 * In    x        a value within `largest` of 0
 *       timeUs   microseconds; one before the newest counts as the newest, and is counted
 * Out   the moments in the record; answers are made of them in series/timed-answer
 * Keeps TimedWindow, a Ring and an Event for each value in the window
 * Cost  constant a value and once more when it leaves
 *
 * Where only sums are wanted the shift is 0 and `second` adds magnitudes: whole numbers below 2^53
 * sum exactly. The moments are taken anew as in series/moments: every 8 n values, and when little
 * is left of what they were. Unknown values lie in the window without being added. A value that
 * finds no room is not taken; the host makes room and comes again.
 *
 * Source: as series/moments.
 */
import * as abi from "../abi";
import { Event, Ring, TimedWindow } from "../layout";
import { appendRecord, freeRecords, recordAt } from "../stats/ring";
import { LOST } from "./moments";

const LOST_SUM: f64 = 0.0009765625;
const LEAST_PLAN: u32 = 1024;

// @ts-ignore: decorator
@inline
export function ringOf(w: TimedWindow): Ring {
  return changetype<Ring>(changetype<usize>(w) + offsetof<TimedWindow>());
}

/** Known values in the window. */
// @ts-ignore: decorator
@inline
export function knownCount(w: TimedWindow): u32 {
  const ring = ringOf(w);
  return ring.head - ring.tail - w.unknowns;
}

/** Forgets everything. */
export function timedReset(w: TimedWindow): void {
  const ring = ringOf(w);
  ring.head = 0;
  ring.tail = 0;
  w.unknowns = 0;
  w.isFull = 0;
  w.timeUs = -Infinity;
  w.startUs = NaN;
  w.taken = 0.0;
  w.reversals = 0.0;
  w.score = NaN;
  rebuild(w);
}

/** Whether the time of a whole window has passed, if that is asked for. */
// @ts-ignore: decorator
@inline
export function isWarm(w: TimedWindow): bool {
  return w.isPartial || w.timeUs - w.startUs >= w.spanUs;
}

/** Whether `x` is left out without a trace. */
// @ts-ignore: decorator
@inline
export function isSkipped(w: TimedWindow, x: f64): bool {
  return !(abs<f64>(x) <= w.largest) && w.unknown == abi.UNKNOWN_SKIP;
}

/** Moves the window to `timeUs`; false where it has no room for a value then. */
export function timedAdvance(w: TimedWindow, timeUs: f64): bool {
  const now = timeUs > w.timeUs ? timeUs : w.timeUs;
  dropUntil(w, now - w.spanUs);
  w.isFull = freeRecords(ringOf(w)) == 0 ? 1 : 0;
  if (w.isFull) return false;
  if (timeUs < w.timeUs) w.reversals += 1.0;
  w.timeUs = now;
  if (w.taken == 0.0) w.startUs = now;
  return true;
}

/** Takes a value at the time that the window has been moved to. */
export function timedTake(w: TimedWindow, x: f64): void {
  const isKnown = abs<f64>(x) <= w.largest;
  const event = changetype<Event>(appendRecord(ringOf(w)));
  event.time = w.timeUs;
  event.value = isKnown ? x : NaN;
  w.taken += 1.0;
  if (isKnown) {
    add(w, x - w.shift, 1.0);
    w.left -= 1;
    timedSettle(w);
  } else {
    w.unknowns += 1;
  }
}

// @ts-ignore: decorator
@inline
function add(w: TimedWindow, d: f64, sign: f64): void {
  w.first += sign * d;
  w.second += sign * weightOf(d, w.isCentred != 0);
}

/** What a distance adds to `second`. */
// @ts-ignore: decorator
@inline
export function weightOf(d: f64, isCentred: bool): f64 {
  return isCentred ? d * d : abs<f64>(d);
}

function dropUntil(w: TimedWindow, limit: f64): void {
  const ring = ringOf(w);
  while (ring.tail != ring.head) {
    const event = changetype<Event>(recordAt(ring, ring.tail));
    if (event.time > limit) break;
    ring.tail += 1;
    if (event.value == event.value) add(w, event.value - w.shift, -1.0);
    else w.unknowns -= 1;
  }
}

/** Works out the spread; takes the moments anew where little is left of them, or as planned. */
export function timedSettle(w: TimedWindow): void {
  const isCentred = w.isCentred != 0;
  const second = w.second;
  w.squares = spreadOf(w.first, second, <f64>knownCount(w), isCentred);
  w.peak = second > w.peak ? second : w.peak;
  if (!isKept(w.squares, second, w.peak, isCentred) || w.left == 0) rebuild(w);
}

/** Squared distances from the mean, where they are asked for. */
// @ts-ignore: decorator
@inline
export function spreadOf(first: f64, second: f64, known: f64, isCentred: bool): f64 {
  return isCentred ? second - first * (first / known) : 0.0;
}

/** Whether enough is left of what `second` was. */
// @ts-ignore: decorator
@inline
export function isKept(squares: f64, second: f64, peak: f64, isCentred: bool): bool {
  return isCentred ? squares >= peak * LOST : second >= peak * LOST_SUM;
}

/** Takes the moments anew, around the mean where spread is wanted. */
function rebuild(w: TimedWindow): void {
  const count = knownCount(w);
  w.left = max<u32>(count << 3, LEAST_PLAN);
  w.shift = 0.0;
  if (count != 0 && w.isCentred) {
    w.shift = newest(w);
    addAll(w);
    w.shift += w.first / <f64>count;
  }
  addAll(w);
  w.peak = w.second;
  w.squares = count == 0 ? 0.0 : max<f64>(w.second - w.first * (w.first / <f64>count), 0.0);
}

function addAll(w: TimedWindow): void {
  const ring = ringOf(w);
  w.first = 0.0;
  w.second = 0.0;
  for (let position = ring.tail; position != ring.head; position++) {
    const x = changetype<Event>(recordAt(ring, position)).value;
    if (x == x) add(w, x - w.shift, 1.0);
  }
}

/** The newest known value; callers have one. */
function newest(w: TimedWindow): f64 {
  const ring = ringOf(w);
  let position = ring.head - 1;
  let x = changetype<Event>(recordAt(ring, position)).value;
  while (x != x) {
    position -= 1;
    x = changetype<Event>(recordAt(ring, position)).value;
  }
  return x;
}
