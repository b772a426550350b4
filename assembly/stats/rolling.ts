/**
 * Moments of a sliding window: sum, mean, variance, and how far the newest value stands out.
 *
 *   first  = sum (x - shift)          mean     = shift + first / n
 *   second = sum (x - shift)^2        variance = (second - first^2 / n) / (n - 1)
 *   score  = (x - mean') / sqrt(variance')          primes: the window before x
 *
 * In    x        value of a column, any unit; time in microseconds
 * Out   sum, mean, variance (ddof 1), score (sigmas)
 * Keeps Rolling and a ring of the window's values
 * Cost  constant per row, plus one pass over the window every n rows
 *
 * The sums are taken around a value of the window and built anew from the ring after as many
 * updates as the window is long, and whenever what is left of `second` after a removal, or the
 * variance after the subtraction, is less than 2^-20 of what it came from: so neither an offset of
 * 1e9 nor a spike of 1e12 that has left the window shows. An unknown input gives unknown answers
 * and leaves no trace. A window is bounded by rows or by time; the score's window ends before x.
 *
 * Source: T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for Computing the Sample
 * Variance", The American Statistician 37(3), 1983 (shifted data); rebuilding: own construction.
 */
import * as abi from "../abi";
import { Event, Ring, Rolling } from "../layout";
import { addTo, clearAt, valueOf } from "./compensated";
import { appendRecord, recordAt } from "./ring";

const LOST_BITS: f64 = 9.5367431640625e-7;
const MIN_UPDATES: u32 = 64;

/** Takes one value in; the answers are fields of `state`. */
export function rollingStep(state: Rolling, ring: Ring, x: f64, time: f64): void {
  state.score = NaN;
  state.why = 0;
  if (state.span > 0.0) dropUntil(state, ring, time - state.span);
  if (x != x) {
    answerUnknown(state);
    state.why = abi.FLAG_UNDEFINED;
    return;
  }
  if (state.wantsScore) score(state, ring, x);
  if (state.span == 0.0 && ring.head - ring.tail >= state.rows) dropOldest(state, ring);
  append(state, ring, x, time);
  state.updates += 1;
  const count = ring.head - ring.tail;
  if (state.updates >= max<u32>(count, MIN_UPDATES)) rebuild(state, ring);
  if (state.wantsMoments) answer(state, ring);
}

/** Forgets everything. */
export function rollingReset(state: Rolling, ring: Ring): void {
  ring.head = 0;
  ring.tail = 0;
  clearSums(state, 0.0);
  answerUnknown(state);
  state.score = NaN;
}

function answerUnknown(state: Rolling): void {
  state.sum = NaN;
  state.mean = NaN;
  state.variance = NaN;
}

function score(state: Rolling, ring: Ring, x: f64): void {
  const count = ring.head - ring.tail;
  if (count < state.minimum) {
    state.why = abi.FLAG_WARMING;
    return;
  }
  const variance = varianceOf(state, ring);
  if (variance == 0.0) state.why = abi.FLAG_UNDEFINED;
  else state.score = (x - meanOf(state, count)) / sqrt<f64>(variance);
}

function answer(state: Rolling, ring: Ring): void {
  const count = ring.head - ring.tail;
  if (state.span == 0.0 && count < state.rows) {
    answerUnknown(state);
    state.why |= abi.FLAG_WARMING;
    return;
  }
  const first = firstOf(state);
  state.sum = state.shift * <f64>count + first;
  state.mean = meanOf(state, count);
  state.variance = count < 2 ? NaN : varianceOf(state, ring);
  if (count < 2) state.why |= abi.FLAG_WARMING;
}

function firstOf(state: Rolling): f64 {
  return valueOf(changetype<usize>(state) + offsetof<Rolling>("first"));
}

function secondOf(state: Rolling): f64 {
  return valueOf(changetype<usize>(state) + offsetof<Rolling>("second"));
}

function meanOf(state: Rolling, count: u32): f64 {
  return state.shift + firstOf(state) / <f64>count;
}

function varianceOf(state: Rolling, ring: Ring): f64 {
  const count = <f64>(ring.head - ring.tail);
  let second = secondOf(state);
  let first = firstOf(state);
  let squares = second - (first * first) / count;
  if (squares < second * LOST_BITS) {
    rebuild(state, ring);
    second = secondOf(state);
    first = firstOf(state);
    squares = second - (first * first) / count;
  }
  return max<f64>(squares, 0.0) / (count - 1.0);
}

function clearSums(state: Rolling, shift: f64): void {
  state.shift = shift;
  state.updates = 0;
  clearAt(changetype<usize>(state) + offsetof<Rolling>("first"));
  clearAt(changetype<usize>(state) + offsetof<Rolling>("second"));
}

function include(state: Rolling, x: f64): void {
  const d = x - state.shift;
  addTo(changetype<usize>(state) + offsetof<Rolling>("first"), d);
  addTo(changetype<usize>(state) + offsetof<Rolling>("second"), d * d);
}

function append(state: Rolling, ring: Ring, x: f64, time: f64): void {
  if (ring.head == ring.tail) clearSums(state, x);
  const event = changetype<Event>(appendRecord(ring));
  event.time = time;
  event.value = x;
  include(state, x);
}

function dropOldest(state: Rolling, ring: Ring): void {
  const d = changetype<Event>(recordAt(ring, ring.tail)).value - state.shift;
  ring.tail += 1;
  const before = secondOf(state);
  addTo(changetype<usize>(state) + offsetof<Rolling>("first"), -d);
  addTo(changetype<usize>(state) + offsetof<Rolling>("second"), -(d * d));
  if (ring.head != ring.tail && secondOf(state) < before * LOST_BITS) rebuild(state, ring);
}

/** Drops what is not in (limit, now]. */
function dropUntil(state: Rolling, ring: Ring, limit: f64): void {
  while (ring.tail != ring.head) {
    if (changetype<Event>(recordAt(ring, ring.tail)).time > limit) return;
    dropOldest(state, ring);
  }
}

function rebuild(state: Rolling, ring: Ring): void {
  const head = ring.head;
  clearSums(state, changetype<Event>(recordAt(ring, head - 1)).value);
  for (let position = ring.tail; position != head; position++) {
    include(state, changetype<Event>(recordAt(ring, position)).value);
  }
}
