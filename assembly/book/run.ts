/**
 * The book alone: level records in, depth of the best levels after each of them out.
 *
 * In    level records of bids and asks on the grid (`KIND_LEVEL_SET` only)
 * Out   two f64 a record: lots on the best `levels` bids and asks
 * Keeps the ladders of the state, and their best levels sorted
 * Cost  a level; where it is among the best, moving those behind it by a place
 *
 * Callers promise that the state has room for a multiple of four settled levels.
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { EngineState, Ladder, Lane } from "../layout";
import { topApply, topDepth } from "./kept";
import { ladderSet } from "./ladder";
import { lanesOf } from "./lane";
import { recordBits, setLevels } from "./level-run";
import { settleTop } from "./top";
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
  const kept = (levels + 3) & ~3;
  const end = ticks + <usize>count * abi.TICK_BYTES;
  if (bids.isStale) settleTop(bids, kept);
  if (asks.isStale) settleTop(asks, kept);
  let depths = f64x2.replace_lane(f64x2.splat(topDepth(bids, levels)), 1, topDepth(asks, levels));
  let answers = out;
  let at = ticks;
  while (at < end) {
    const bits = recordBits(at);
    const isBid = (<u32>bits & abi.SIDE_MASK) == abi.SIDE_BID;
    const ladder = isBid ? bids : asks;
    const lane = isBid ? lanes : lanes + offsetof<Lane>();
    const key = keyOfPrice(at, lane);
    if (key < ladder.floor) {
      const start = at;
      at = setLevels(ladder, lane, bits, at, end, spanBelowTop(ladder));
      answers = fill(answers, <u32>(at - start) / abi.TICK_BYTES, depths);
      if (at != start) continue;
    }
    if (!ladderSet(ladder, key, lotsOfSize(at, lane))) break;
    if (ladder.isStale) {
      topApply(ladder, kept, key, lotsOfSize(at, lane));
      const depth = topDepth(ladder, levels);
      depths = isBid
        ? f64x2.replace_lane(depths, 0, depth)
        : f64x2.replace_lane(depths, 1, depth);
    }
    v128.store(answers, depths);
    answers += 16;
    at += abi.TICK_BYTES;
  }
  return <u32>(at - ticks) / abi.TICK_BYTES;
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

/** Keys of the window that are worse than the kept levels. */
function spanBelowTop(ladder: Ladder): u32 {
  const floor = max<i32>(ladder.floor, ladder.base);
  return min<u32>(<u32>(floor - ladder.base), ladder.window);
}

/** Writes the same answer `count` times; answers where the next one goes. */
function fill(out: usize, count: u32, answer: v128): usize {
  const end = out + (<usize>count << 4);
  for (let at = out; at < end; at += 16) v128.store(at, answer);
  return end;
}
