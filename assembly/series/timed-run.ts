/**
 * Columns through a window by event time.
 *
 * In    columns of values and their times
 * Out   a column of sum, mean, variance or sigma
 * Keeps TimedWindow and its ring, as series/timed
 * Cost  a division for the mean, two and a root for sigma
 *
 * The sums stay in registers until a value is out of the ordinary: unknown, late, without room, or
 * followed by moments taken anew. `timedTake` takes it. Both do the same operations in the same
 * order: the same bits.
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { Event, Ring, TimedWindow } from "../layout";
import { isKept, isWarm, ringOf, spreadOf, weightOf } from "./timed";

/** Takes values up to the first out of the ordinary; answers how many. `isCentred`: as in `w`. */
// @ts-ignore: decorator
@inline
export function timedRun(
  w: TimedWindow,
  values: usize,
  times: usize,
  output: usize,
  count: u32,
  kind: u32,
  isCentred: bool,
): u32 {
  if (kind > <u32>abi.TIMED_SIGMA || w.unknowns != 0 || w.taken == 0.0 || !isWarm(w)) return 0;
  const ring = ringOf(w);
  const events = changetype<usize>(ring) + offsetof<Ring>();
  const mask = ring.mask;
  const room = min<u32>(count, w.left - 1);
  const largest = w.largest;
  const spanUs = w.spanUs;
  const shift = w.shift;
  const ddof = <f64>w.ddof;
  let tail = ring.tail;
  let head = ring.head;
  let timeUs = w.timeUs;
  let first = w.first;
  let second = w.second;
  let squares = w.squares;
  let peak = w.peak;
  let i: u32 = 0;
  for (; i < room; i++) {
    const place = <usize>i << 3;
    const x = load<f64>(values + place);
    const now = load<f64>(times + place);
    if (!(abs<f64>(x) <= largest) || !(now >= timeUs)) break;
    let oldest = tail;
    let sum = first;
    let weight = second;
    while (oldest != head) {
      const event = changetype<Event>(events + <usize>(oldest & mask) * offsetof<Event>());
      if (event.time > now - spanUs) break;
      const gone = event.value - shift;
      sum -= gone;
      weight -= weightOf(gone, isCentred);
      oldest += 1;
    }
    if (head - oldest > mask) break;
    const come = x - shift;
    sum += come;
    weight += weightOf(come, isCentred);
    const known = <f64>(head + 1 - oldest);
    const spread = spreadOf(sum, weight, known, isCentred);
    const most = weight > peak ? weight : peak;
    if (!isKept(spread, weight, most, isCentred)) break;
    const event = changetype<Event>(events + <usize>(head & mask) * offsetof<Event>());
    event.time = now;
    event.value = x;
    tail = oldest;
    head += 1;
    timeUs = now;
    first = sum;
    second = weight;
    squares = spread;
    peak = most;
    let answer = sum;
    if (kind == abi.TIMED_MEAN) answer = shift + sum / known;
    else if (kind != abi.TIMED_SUM) {
      const divisor = known - ddof;
      answer = divisor > 0.0 ? spread / divisor : NaN;
      if (kind == abi.TIMED_SIGMA) answer = sqrt<f64>(answer);
    }
    store<f64>(output + place, answer);
  }
  ring.tail = tail;
  ring.head = head;
  w.timeUs = timeUs;
  w.first = first;
  w.second = second;
  w.squares = squares;
  w.peak = peak;
  w.left -= i;
  w.taken += <f64>i;
  return i;
}
