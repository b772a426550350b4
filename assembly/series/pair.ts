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
 * added. A pair that finds no room is not taken; the host makes room and comes again. x and y lie
 * side by side in a vector, and so do their sums and squares.
 *
 * Source: as series/moments.
 */
import * as abi from "../abi";
import { PairEvent, PairWindow, Ring } from "../layout";
import { appendRecord, freeRecords, recordAt } from "../stats/ring";
import { LOST, MOST } from "./moments";

const LEAST_PLAN: u32 = 1024;
const X: usize = offsetof<PairWindow>("x");
const XX: usize = offsetof<PairWindow>("xx");
const SHIFT: usize = offsetof<PairWindow>("shiftX");
const SQUARES: usize = offsetof<PairWindow>("squaresX");
const PEAK: usize = offsetof<PairWindow>("peakX");
const EVENT_X: usize = offsetof<PairEvent>("x");

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
  w.counted = NaN;
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
  let gone = f64x2.splat(0.0);
  if (w.rows != 0) {
    if (ring.head - ring.tail == w.rows) gone = dropOldest(w, ring);
  } else {
    now = timeUs > w.timeUs ? timeUs : w.timeUs;
    dropUntil(w, ring, now - w.spanUs);
    w.isFull = freeRecords(ring) == 0 ? 1 : 0;
    if (w.isFull) return false;
    if (timeUs < w.timeUs) w.reversals += 1.0;
  }
  w.timeUs = now;
  if (w.taken == 0.0) w.startUs = now;
  exchange(w, append(w, ring, x, y), gone);
  settle(w);
  return true;
}

/** Puts a pair into the ring and answers its distance from the shift, 0 where it is unknown. */
function append(w: PairWindow, ring: Ring, x: f64, y: f64): v128 {
  const event = changetype<PairEvent>(appendRecord(ring));
  event.timeUs = w.timeUs;
  w.taken += 1.0;
  if (isKnown(x, y)) {
    const pair = f64x2(x, y);
    v128.store(changetype<usize>(event), pair, EVENT_X);
    w.left -= 1;
    return f64x2.sub(pair, v128.load(changetype<usize>(w), SHIFT));
  }
  event.x = NaN;
  w.unknowns += 1;
  return f64x2.splat(0.0);
}

// @ts-ignore: decorator
@inline
function distanceOf(w: PairWindow, event: PairEvent): v128 {
  return f64x2.sub(
    v128.load(changetype<usize>(event), EVENT_X),
    v128.load(changetype<usize>(w), SHIFT),
  );
}

/** What squares grow by when one pair comes and one goes, given by their distances. */
// @ts-ignore: decorator
@inline
export function growthOf(come: v128, gone: v128): v128 {
  return f64x2.mul(f64x2.sub(come, gone), f64x2.add(come, gone));
}

/** What the sum of products grows by. */
// @ts-ignore: decorator
@inline
export function productGrowth(come: v128, gone: v128): f64 {
  return productOf(come) - productOf(gone);
}

// @ts-ignore: decorator
@inline
function productOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) * f64x2.extract_lane(pair, 1);
}

function exchange(w: PairWindow, come: v128, gone: v128): void {
  const record = changetype<usize>(w);
  const change = f64x2.sub(come, gone);
  v128.store(record, f64x2.add(v128.load(record, X), change), X);
  v128.store(record, f64x2.add(v128.load(record, XX), growthOf(come, gone)), XX);
  w.xy += productGrowth(come, gone);
}

/** Takes the oldest pair out of the ring and answers its distance, 0 where it is unknown. */
function dropOldest(w: PairWindow, ring: Ring): v128 {
  const event = changetype<PairEvent>(recordAt(ring, ring.tail));
  ring.tail += 1;
  if (event.x == event.x) return distanceOf(w, event);
  w.unknowns -= 1;
  return f64x2.splat(0.0);
}

function dropUntil(w: PairWindow, ring: Ring, limit: f64): void {
  while (ring.tail != ring.head) {
    if (changetype<PairEvent>(recordAt(ring, ring.tail)).timeUs > limit) return;
    exchange(w, f64x2.splat(0.0), dropOldest(w, ring));
  }
}

/** Works out the answers' parts; takes the moments anew where little is left, or as planned. */
function settle(w: PairWindow): void {
  const record = changetype<usize>(w);
  center(w);
  const peak = f64x2.pmax(v128.load(record, PEAK), v128.load(record, XX));
  v128.store(record, peak, PEAK);
  const kept = keptOf(v128.load(record, SQUARES), peak);
  if (i64x2.bitmask(kept) != 3 || w.left == 0) rebuild(w);
}

/** Where enough is left of what squares were. */
// @ts-ignore: decorator
@inline
export function keptOf(squares: v128, peak: v128): v128 {
  return f64x2.ge(squares, f64x2.mul(peak, f64x2.splat(LOST)));
}

/** Squared distances from the means. */
// @ts-ignore: decorator
@inline
export function squaresOf(first: v128, second: v128, share: f64): v128 {
  return f64x2.sub(second, f64x2.mul(first, f64x2.mul(first, f64x2.splat(share))));
}

/** Products of distances from the means. */
// @ts-ignore: decorator
@inline
export function productsOf(first: v128, xy: f64, share: f64): f64 {
  return xy - f64x2.extract_lane(first, 0) * (f64x2.extract_lane(first, 1) * share);
}

function center(w: PairWindow): void {
  const record = changetype<usize>(w);
  const count = <f64>pairCount(w);
  if (count != w.counted) recount(w, count);
  const share = w.share;
  const first = v128.load(record, X);
  v128.store(record, squaresOf(first, v128.load(record, XX), share), SQUARES);
  w.products = productsOf(first, w.xy, share);
}

function recount(w: PairWindow, count: f64): void {
  const divisor = count - <f64>w.ddof;
  w.counted = count;
  w.share = 1.0 / count;
  w.divisor = divisor > 0.0 ? divisor : NaN;
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
  const record = changetype<usize>(w);
  const none = f64x2.splat(0.0);
  let first = none;
  let second = none;
  let xy = 0.0;
  for (let position = ring.tail; position != ring.head; position++) {
    const event = changetype<PairEvent>(recordAt(ring, position));
    if (event.x != event.x) continue;
    const distance = distanceOf(w, event);
    first = f64x2.add(first, distance);
    second = f64x2.add(second, growthOf(distance, none));
    xy += productOf(distance);
  }
  v128.store(record, first, X);
  v128.store(record, second, XX);
  w.xy = xy;
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
