/**
 * Moments of pairs in a window: the last n, or those in (t - span, t].
 *
 *   squaresX = sum dx^2 - (sum dx)^2 / n            products = sum dx dy - sum dx sum dy / n
 *
 * In    x, y     values within 1e150 of 0
 *       timeUs   microseconds; one before the newest counts as the newest, and is counted
 * Out   the moments in the record; answers are made of them in series/pair-answer
 * Keeps PairWindow, a Ring and a PairEvent for each pair in the window
 * Cost  constant a pair and once more when it leaves
 *
 * The moments are taken anew as in series/moments: every 8 n pairs, and when either of the squares
 * is less than 2^-6 of what it was. Pairs with an unknown value lie in the window without being
 * added. A pair that finds no room is not taken; the host makes room and comes again.
 *
 * Source: as series/moments.
 */
import * as abi from "../abi";
import { PairEvent, PairWindow, Ring } from "../layout";
import { appendRecord, freeRecords, recordAt } from "../stats/ring";
import { LOST, MOST } from "./moments";

const LEAST_PLAN: u32 = 1024;

// @ts-ignore: decorator
@inline
export function pairRing(w: PairWindow): Ring {
  return changetype<Ring>(changetype<usize>(w) + offsetof<PairWindow>());
}

/** Known pairs in the window. */
// @ts-ignore: decorator
@inline
export function pairCount(w: PairWindow): u32 {
  const ring = pairRing(w);
  return ring.head - ring.tail - w.unknowns;
}

// @ts-ignore: decorator
@inline
function isKnown(x: f64, y: f64): bool {
  return abs<f64>(x) <= MOST && abs<f64>(y) <= MOST;
}

/** Whether a pair is left out without a trace. */
// @ts-ignore: decorator
@inline
export function isPairSkipped(w: PairWindow, x: f64, y: f64): bool {
  return !isKnown(x, y) && w.unknown == abi.UNKNOWN_SKIP;
}

/** Forgets everything. */
export function pairReset(w: PairWindow): void {
  const ring = pairRing(w);
  ring.head = 0;
  ring.tail = 0;
  w.unknowns = 0;
  w.isFull = 0;
  w.timeUs = -Infinity;
  w.startUs = NaN;
  w.taken = 0.0;
  w.reversals = 0.0;
  rebuild(w);
}

/** Whether the window is full, if that is asked for. */
// @ts-ignore: decorator
@inline
export function isPairWarm(w: PairWindow): bool {
  if (w.isPartial) return true;
  if (w.rows != 0) return w.taken >= <f64>w.rows;
  return w.timeUs - w.startUs >= w.spanUs;
}

/** Takes a pair; false, and `isFull`, where there is no room for it. */
export function pairTake(w: PairWindow, x: f64, y: f64, timeUs: f64): bool {
  const ring = pairRing(w);
  let now = 0.0;
  if (w.rows != 0) {
    if (ring.head - ring.tail == w.rows) dropOldest(w, ring);
  } else {
    now = timeUs > w.timeUs ? timeUs : w.timeUs;
    dropUntil(w, ring, now - w.spanUs);
    w.isFull = freeRecords(ring) == 0 ? 1 : 0;
    if (w.isFull) return false;
    if (timeUs < w.timeUs) w.reversals += 1.0;
  }
  w.timeUs = now;
  if (w.taken == 0.0) w.startUs = now;
  append(w, ring, x, y);
  settle(w);
  return true;
}

function append(w: PairWindow, ring: Ring, x: f64, y: f64): void {
  const event = changetype<PairEvent>(appendRecord(ring));
  event.timeUs = w.timeUs;
  w.taken += 1.0;
  if (isKnown(x, y)) {
    event.x = x;
    event.y = y;
    add(w, x - w.shiftX, y - w.shiftY, 1.0);
    w.left -= 1;
  } else {
    event.x = NaN;
    w.unknowns += 1;
  }
}

// @ts-ignore: decorator
@inline
function add(w: PairWindow, dx: f64, dy: f64, sign: f64): void {
  w.x += sign * dx;
  w.y += sign * dy;
  w.xx += sign * (dx * dx);
  w.yy += sign * (dy * dy);
  w.xy += sign * (dx * dy);
}

function dropOldest(w: PairWindow, ring: Ring): void {
  const event = changetype<PairEvent>(recordAt(ring, ring.tail));
  ring.tail += 1;
  if (event.x == event.x) add(w, event.x - w.shiftX, event.y - w.shiftY, -1.0);
  else w.unknowns -= 1;
}

function dropUntil(w: PairWindow, ring: Ring, limit: f64): void {
  while (ring.tail != ring.head) {
    if (changetype<PairEvent>(recordAt(ring, ring.tail)).timeUs > limit) return;
    dropOldest(w, ring);
  }
}

/** Works out the answers' parts; takes the moments anew where little is left, or as planned. */
function settle(w: PairWindow): void {
  center(w);
  w.peakX = max<f64>(w.peakX, w.xx);
  w.peakY = max<f64>(w.peakY, w.yy);
  const isKept = w.squaresX >= w.peakX * LOST && w.squaresY >= w.peakY * LOST;
  if (!isKept || w.left == 0) rebuild(w);
}

function center(w: PairWindow): void {
  const share = 1.0 / <f64>pairCount(w);
  w.squaresX = w.xx - w.x * (w.x * share);
  w.squaresY = w.yy - w.y * (w.y * share);
  w.products = w.xy - w.x * (w.y * share);
}

/** Takes the moments anew, around the means. */
function rebuild(w: PairWindow): void {
  const count = pairCount(w);
  w.left = max<u32>(count << 3, LEAST_PLAN);
  w.shiftX = 0.0;
  w.shiftY = 0.0;
  if (count != 0) {
    shiftToNewest(w);
    addAll(w);
    w.shiftX += w.x / <f64>count;
    w.shiftY += w.y / <f64>count;
  }
  addAll(w);
  w.peakX = w.xx;
  w.peakY = w.yy;
  center(w);
  w.squaresX = max<f64>(w.squaresX, 0.0);
  w.squaresY = max<f64>(w.squaresY, 0.0);
}

function addAll(w: PairWindow): void {
  const ring = pairRing(w);
  w.x = 0.0;
  w.y = 0.0;
  w.xx = 0.0;
  w.yy = 0.0;
  w.xy = 0.0;
  for (let position = ring.tail; position != ring.head; position++) {
    const event = changetype<PairEvent>(recordAt(ring, position));
    if (event.x == event.x) add(w, event.x - w.shiftX, event.y - w.shiftY, 1.0);
  }
}

/** Moves the shift to the newest known pair; callers have one. */
function shiftToNewest(w: PairWindow): void {
  const ring = pairRing(w);
  let position = ring.head - 1;
  let event = changetype<PairEvent>(recordAt(ring, position));
  while (event.x != event.x) {
    position -= 1;
    event = changetype<PairEvent>(recordAt(ring, position));
  }
  w.shiftX = event.x;
  w.shiftY = event.y;
}
