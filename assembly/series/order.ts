/**
 * Quantiles of a window, and how far its newest value stands out of its middle.
 *
 *   score = (x - median) / (1.4826 MAD)     of the window before x, or with x
 *
 * In    x         any finite value
 *       time      microseconds; one before the latest counts as the latest
 * Out   quantile (linear between the two nearest values); score in sigmas of a normal law
 * Keeps OrderWindow; the values as they came and in order
 * Cost  two searches and a move a value, see ordered; a search more for a score; several quantiles
 *       of a column: a read and a multiplication more for each
 *
 * The last n values, or those in (time - span, time]. A window whose middle half is one value has
 * no spread: the score is what `flat` says.
 *
 * Source: F. R. Hampel, "The Influence Curve and Its Role in Robust Estimation", JASA 69(346),
 * 1974; see ordered.
 */
import * as abi from "../abi";
import { OrderWindow, QuantileColumn } from "../layout";
import { insert, medianDeviation, quantileOf, remove, replace } from "./ordered";

export const ANSWER_QUANTILE: i32 = 0;
export const ANSWER_SCORE: i32 = 1;

/** Sigmas of a normal law per median absolute deviation: 1 / its quantile at 3/4. */
const SIGMAS: f64 = 1.4826022185056018;

// @ts-ignore: decorator
@inline
function valuesAt(w: OrderWindow): usize {
  return changetype<usize>(w) + offsetof<OrderWindow>();
}

// @ts-ignore: decorator
@inline
function orderedAt(w: OrderWindow): usize {
  return valuesAt(w) + w.ordered;
}

/** Forgets everything. */
export function orderReset(w: OrderWindow): void {
  w.at = 0;
  w.lost = 0;
  w.known = 0;
  w.tail = 0;
  w.head = 0;
  w.count = 0.0;
  w.answer = NaN;
  w.time = -Infinity;
  w.lostTime = -Infinity;
  w.reversals = 0.0;
}

/** The quantile of the values there are, NaN without any. */
export function orderQuantile(w: OrderWindow, q: f64): f64 {
  return w.known == 0 ? NaN : quantileOf(orderedAt(w), w.known, q);
}

/** Median absolute deviation of the values there are, NaN without any. */
export function orderDeviation(w: OrderWindow): f64 {
  if (w.known == 0) return NaN;
  return medianDeviation(orderedAt(w), w.known, orderQuantile(w, 0.5));
}

// @ts-ignore: decorator
@inline
function ask(w: OrderWindow, x: f64, kind: i32): f64 {
  if (w.known == 0) return NaN;
  const ordered = orderedAt(w);
  if (kind == ANSWER_QUANTILE) return quantileOf(ordered, w.known, w.q);
  const median = quantileOf(ordered, w.known, 0.5);
  const deviation = medianDeviation(ordered, w.known, median);
  return deviation > 0.0 ? (x - median) / (SIGMAS * deviation) : w.flat;
}

/** Puts a value into the order, in the stead of one that leaves; either may be unknown (NaN). */
function exchange(w: OrderWindow, old: f64, x: f64): void {
  const ordered = orderedAt(w);
  const known = w.known;
  if (old == old) {
    if (x == x) {
      replace(ordered, known, old, x);
    } else {
      remove(ordered, known, old);
      w.known = known - 1;
    }
  } else if (x == x) {
    insert(ordered, known, x);
    w.known = known + 1;
  }
}

/** Takes one value. */
// @ts-ignore: decorator
@inline
export function orderUpdate(w: OrderWindow, x: f64, kind: i32): f64 {
  const isUnknown = x - x != 0.0;
  if (isUnknown && w.unknown == abi.UNKNOWN_SKIP) return NaN;
  const value = isUnknown ? NaN : x + 0.0;
  const isWithin = kind == ANSWER_QUANTILE || w.isWithin != 0;
  if (isUnknown) w.lost = w.rows + <u32>!isWithin;
  const needed = <f64>w.needed;
  let isKnown = w.lost == 0 && w.count >= needed;
  let answer = isKnown && !isWithin ? ask(w, value, kind) : NaN;
  const at = w.at;
  const place = valuesAt(w) + (<usize>at << 3);
  exchange(w, w.count >= <f64>w.rows ? load<f64>(place) : NaN, value);
  store<f64>(place, value);
  w.at = at + 1 == w.rows ? 0 : at + 1;
  w.count += 1.0;
  if (isWithin) {
    isKnown = w.lost == 0 && w.count >= needed;
    answer = isKnown ? ask(w, value, kind) : NaN;
  }
  if (w.lost != 0) w.lost -= 1;
  w.answer = answer;
  return answer;
}

/** Takes a column. */
// @ts-ignore: decorator
@inline
export function orderProcess(
  w: OrderWindow,
  input: usize,
  output: usize,
  count: u32,
  kind: i32,
): void {
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>i << 3;
    store<f64>(output + place, orderUpdate(w, load<f64>(input + place), kind));
  }
}

/** Moves what is left to the front where that frees half of the places; answers the free ones. */
export function orderRoom(w: OrderWindow): u32 {
  const tail = w.tail;
  if (tail > w.capacity >> 1) {
    const values = valuesAt(w);
    memory.copy(values, values + (<usize>tail << 4), <usize>(w.head - tail) << 4);
    w.head -= tail;
    w.tail = 0;
  }
  return w.capacity - w.head;
}

/** Takes the added places into use: the values in order lie behind them. */
export function orderWiden(w: OrderWindow, capacity: u32): void {
  const from = orderedAt(w);
  w.ordered = capacity << 4;
  w.capacity = capacity;
  memory.copy(orderedAt(w), from, <usize>w.known << 3);
}

/** Takes one value at a time. Callers have made room for it. */
// @ts-ignore: decorator
@inline
export function orderUpdateTimed(w: OrderWindow, x: f64, time: f64, kind: i32): f64 {
  const isUnknown = x - x != 0.0;
  if (isUnknown && w.unknown == abi.UNKNOWN_SKIP) return NaN;
  if (time < w.time) w.reversals += 1.0;
  const now = max<f64>(time, w.time);
  w.time = now;
  if (w.count == 0.0) w.first = now;
  const limit = now - w.span;
  const values = valuesAt(w);
  for (; w.tail != w.head; w.tail += 1) {
    const oldest = values + (<usize>w.tail << 4);
    if (load<f64>(oldest) > limit) break;
    exchange(w, load<f64>(oldest, 8), NaN);
  }
  if (isUnknown) w.lostTime = now;
  const value = x + 0.0;
  const isWithin = kind == ANSWER_QUANTILE || w.isWithin != 0;
  const isKnown = w.lostTime <= limit && (w.needed != 0 || now - w.first >= w.span);
  let answer = isKnown && !isWithin ? ask(w, value, kind) : NaN;
  if (!isUnknown) {
    const newest = values + (<usize>w.head << 4);
    store<f64>(newest, now);
    store<f64>(newest, value, 8);
    w.head += 1;
    exchange(w, NaN, value);
  }
  w.count += 1.0;
  if (isKnown && isWithin) answer = ask(w, value, kind);
  w.answer = answer;
  return answer;
}

/** Takes a column with its times. */
// @ts-ignore: decorator
@inline
export function orderProcessTimed(
  w: OrderWindow,
  input: usize,
  times: usize,
  output: usize,
  count: u32,
  kind: i32,
): void {
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>i << 3;
    const time = load<f64>(times + place);
    store<f64>(output + place, orderUpdateTimed(w, load<f64>(input + place), time, kind));
  }
}

/** Takes values from place `from` of a column on; `wanted` quantiles have a column each. */
export function orderProcessMany(
  w: OrderWindow,
  input: usize,
  times: usize,
  first: QuantileColumn,
  wanted: u32,
  from: u32,
  count: u32,
): void {
  const columns = changetype<usize>(first);
  const end = columns + <usize>wanted * offsetof<QuantileColumn>();
  for (let i: u32 = from; i < from + count; i++) {
    const place = <usize>i << 3;
    const x = load<f64>(input + place);
    const answer = times == 0
      ? orderUpdate(w, x, ANSWER_QUANTILE)
      : orderUpdateTimed(w, x, load<f64>(times + place), ANSWER_QUANTILE);
    const ordered = orderedAt(w);
    for (let at = columns; at < end; at += offsetof<QuantileColumn>()) {
      const column = changetype<QuantileColumn>(at);
      const isFirst = at == columns || answer != answer;
      store<f64>(
        <usize>column.output + place,
        isFirst ? answer : quantileOf(ordered, w.known, column.q),
      );
    }
  }
}
