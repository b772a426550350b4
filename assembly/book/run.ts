/**
 * The book alone: level records in, depth of the best levels after each of them out.
 *
 * In    level records of bids and asks on the grid (`KIND_LEVEL_SET` only), in whole lots
 * Out   two f64 a record: lots on the best `levels` bids and asks
 * Keeps the ladders of the state, and their best levels followed
 * Cost  a level; where it is among the best, following them
 *
 * Callers promise that the state has room for `levels` settled levels.
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { EngineState, Ladder, Lane } from "../layout";
import { followBest, setBest } from "./best";
import { ladderSet } from "./ladder";
import {
  isPlain,
  isPlainTime,
  lanesOf,
  limitOf,
  perUnitOf,
  roundingOf,
  toleranceOf,
} from "./lane";
import { recordBits } from "./level-run";
import { changeKnown, setOverflow } from "./overflow";
import { askLadder, bidLadder } from "./touch";

/** Answers how many records were taken: fewer than `count` where the overflow is full. */
export function bookTopRun(
  state: EngineState,
  ticks: usize,
  count: u32,
  levels: u32,
  out: usize,
): u32 {
  const bids = bidLadder(state);
  const asks = askLadder(state);
  const lanes = lanesOf(state);
  const end = ticks + <usize>count * abi.TICK_BYTES;
  followBest(bids, levels);
  followBest(asks, levels);
  let at = ticks;
  while (at < end) {
    const isBid = (<u32>recordBits(at) & abi.SIDE_MASK) == abi.SIDE_BID;
    const answers = out + ((at - ticks) >> 1);
    const depths = f64x2.replace_lane(f64x2.splat(bids.depth), 1, asks.depth);
    const next = isBid
      ? runSide(bids, lanes, at, end, answers, depths, true)
      : runSide(asks, lanes + offsetof<Lane>(), at, end, answers, depths, false);
    if (next != at) {
      at = next;
      continue;
    }
    const ladder = isBid ? bids : asks;
    const lane = isBid ? lanes : lanes + offsetof<Lane>();
    if (!ladderSet(ladder, keyOfPrice(at, lane), lotsOfSize(at, lane))) break;
    if (ladder.isStale) followBest(ladder, levels);
    store<f64>(answers, bids.depth);
    store<f64>(answers, asks.depth, 8);
    at += abi.TICK_BYTES;
  }
  return <u32>(at - ticks) / abi.TICK_BYTES;
}

/**
 * Sets the levels of one side from the record at `from` on, up to `end` or the first record that is
 * not a plain one of that side, and answers each; the best levels are followed where that is known
 * without settling.
 */
// @ts-ignore: a decorator of the core's compiler
@inline
function runSide(
  ladder: Ladder,
  lane: usize,
  from: usize,
  end: usize,
  answers: usize,
  depthsBefore: v128,
  isBid: bool,
): usize {
  const head = changetype<usize>(ladder);
  const sizes = head + ladder.sizes;
  const occupied = head + ladder.occupied;
  const marks = head + ladder.marks;
  const mask = ladder.mask;
  const base = ladder.base;
  const expected = recordBits(from);
  const perUnit = perUnitOf(lane);
  const limit = limitOf(lane);
  const rounding = roundingOf(lane);
  const tolerance = toleranceOf(lane);
  const zero = f64x2.splat(0.0);
  const ours = isBid ? i64x2(-1, 0) : i64x2(0, -1);
  let depths = depthsBefore;
  let at = from;
  let out = answers;
  while (true) {
    // occupied slots that were before less those that are now, as -1
    let stood = 0;
    let key = 0;
    let whole = zero;
    while (true) {
      if (at >= end) return leave(ladder, stood, at);
      if (recordBits(at) != expected) return leave(ladder, stood, at);
      if (!isPlainTime(at)) return leave(ladder, stood, at);
      const raw = v128.load(at, abi.TICK_PRICE);
      const scaled = f64x2.mul(raw, perUnit);
      const shifted = f64x2.add(scaled, rounding);
      whole = f64x2.sub(shifted, rounding);
      if (!isPlain(raw, f64x2.sub(scaled, whole), limit, tolerance)) {
        return leave(ladder, stood, at);
      }
      key = i32x4.extract_lane(shifted, 0);
      if (<u32>(key - base) >= ladder.span) break;
      const slot = <u32>key & mask;
      const stands = f64x2.gt(whole, zero);
      v128.store64_lane(sizes + (<usize>slot << 3), whole, 1);
      stood += load<i8>(occupied + <usize>slot);
      const byte = i32x4.extract_lane(stands, 3);
      stood -= byte;
      store<u8>(occupied + <usize>slot, byte);
      store<u8>(marks + <usize>(slot >> 6), 1);
      v128.store(out, depths);
      at += abi.TICK_BYTES;
      out += 16;
    }
    ladder.count += stood;
    const lots = f64x2.extract_lane(whole, 1);
    if (key >= ladder.floor) {
      if (!setBest(ladder, key, lots)) return at;
      depths = v128.bitselect(f64x2.splat(ladder.depth), depths, ours);
    } else {
      if (!changeKnown(ladder, key, lots) && !setOverflow(ladder, key, lots)) return at;
    }
    v128.store(out, depths);
    at += abi.TICK_BYTES;
    out += 16;
  }
}

/** Ends a run after which `stood` levels more stand. */
// @ts-ignore: a decorator of the core's compiler
@inline
function leave(ladder: Ladder, stood: i32, at: usize): usize {
  ladder.count += stood;
  return at;
}

// @ts-ignore: a decorator of the core's compiler
@inline
function keyOfPrice(at: usize, lane: usize): i32 {
  const price = load<f64>(at, abi.TICK_PRICE);
  return <i32>nearest<f64>(price * load<f64>(lane, offsetof<Lane>("keysPerUnit")));
}

// @ts-ignore: a decorator of the core's compiler
@inline
function lotsOfSize(at: usize, lane: usize): f64 {
  const size = load<f64>(at, abi.TICK_SIZE);
  return nearest<f64>(size * load<f64>(lane, offsetof<Lane>("lotsPerUnit")));
}
