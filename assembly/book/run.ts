/**
 * The book alone: level records in, depth of the best levels after each of them out.
 *
 * In    level records of bids and asks on the grid (`KIND_LEVEL_SET` only)
 * Out   two f64 a record: lots on the best `levels` bids and asks
 * Keeps the ladders of the state
 * Cost  a change and, where it touched the best levels, one settling
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { EngineState, Ladder, Lane, Tick } from "../layout";
import { ladderSet } from "./ladder";
import { lanesOf } from "./lane";
import { recordBits, setLevels } from "./level-run";
import { depthOfLevels, settleTop } from "./top";
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
  const instrument = <u64>state.instrument << 32;
  const bid = instrument | abi.KIND_LEVEL_SET | abi.SIDE_BID;
  const ask = instrument | abi.KIND_LEVEL_SET | abi.SIDE_ASK;
  let bidLots = depthOfLevels(bids, levels);
  let askLots = depthOfLevels(asks, levels);
  let index: u32 = 0;
  while (index < count) {
    const start = index;
    const bits = recordBits(ticks + <usize>index * abi.TICK_BYTES);
    if (bits == bid) index = setUntilTop(state, bids, bid, ticks, index, count);
    else if (bits == ask) index = setUntilTop(state, asks, ask, ticks, index, count);
    if (index == start) {
      if (!setOne(state, ticks + <usize>index * abi.TICK_BYTES)) return index;
      index += 1;
    }
    const isTop = bids.isStale | asks.isStale;
    fill(out, start, isTop ? index - 1 : index, bidLots, askLots);
    if (!isTop) continue;
    if (bids.isStale) settleTop(bids, levels);
    else settleTop(asks, levels);
    bidLots = depthOfLevels(bids, levels);
    askLots = depthOfLevels(asks, levels);
    fill(out, index - 1, index, bidLots, askLots);
  }
  return count;
}

function setUntilTop(
  state: EngineState,
  ladder: Ladder,
  expected: u64,
  ticks: usize,
  from: u32,
  end: u32,
): u32 {
  const isAsk = expected & abi.SIDE_ASK;
  const lane = lanesOf(state) + (isAsk ? offsetof<Lane>() : 0);
  return setLevels(ladder, lane, expected, ticks, from, end, true);
}

/** Sets the level of a record that is no plain one. False where the overflow has no room. */
function setOne(state: EngineState, at: usize): bool {
  const tick = changetype<Tick>(at);
  const key = <i32>nearest<f64>(tick.price * state.ticksPerUnit);
  const lots = nearest<f64>(tick.size * state.lotsPerUnit);
  const isBid = (tick.flags & abi.SIDE_MASK) == abi.SIDE_BID;
  return ladderSet(isBid ? bidLadder(state) : askLadder(state), isBid ? key : -key, lots);
}

/** Writes the same answer for the records [from, end). */
function fill(out: usize, from: u32, end: u32, bidLots: f64, askLots: f64): void {
  const answer = f64x2.replace_lane(f64x2.splat(bidLots), 1, askLots);
  for (let index = from; index < end; index++) v128.store(out + (<usize>index << 4), answer);
}
