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
  const end = ticks + <usize>count * abi.TICK_BYTES;
  let answers = out;
  let at = ticks;
  while (at < end) {
    const start = at;
    const bits = recordBits(at) & ~(<u64>abi.TICK_LAST);
    if (bits == bid) at = setUntilTop(state, bids, bid, at, end);
    else if (bits == ask) at = setUntilTop(state, asks, ask, at, end);
    if (at == start) {
      if (!setOne(state, changetype<Tick>(at))) break;
      at += abi.TICK_BYTES;
    }
    const isTop = bids.isStale | asks.isStale;
    const taken = <u32>(at - start) / abi.TICK_BYTES;
    answers = fill(answers, isTop ? taken - 1 : taken, bidLots, askLots);
    if (!isTop) continue;
    if (bids.isStale) settleTop(bids, levels);
    else settleTop(asks, levels);
    bidLots = depthOfLevels(bids, levels);
    askLots = depthOfLevels(asks, levels);
    answers = fill(answers, 1, bidLots, askLots);
  }
  return <u32>(at - ticks) / abi.TICK_BYTES;
}

function setUntilTop(
  state: EngineState,
  ladder: Ladder,
  expected: u64,
  from: usize,
  end: usize,
): usize {
  const isAsk = expected & abi.SIDE_ASK;
  const lane = lanesOf(state) + (isAsk ? offsetof<Lane>() : 0);
  return setLevels(ladder, lane, expected, expected | abi.TICK_LAST, from, end, true);
}

/** Sets the level of a record that is no plain one. False where the overflow has no room. */
function setOne(state: EngineState, tick: Tick): bool {
  const key = <i32>nearest<f64>(tick.price * state.ticksPerUnit);
  const lots = nearest<f64>(tick.size * state.lotsPerUnit);
  const isBid = (tick.flags & abi.SIDE_MASK) == abi.SIDE_BID;
  return ladderSet(isBid ? bidLadder(state) : askLadder(state), isBid ? key : -key, lots);
}

/** Writes the same answer `count` times; answers where the next one goes. */
function fill(out: usize, count: u32, bidLots: f64, askLots: f64): usize {
  const answer = f64x2.replace_lane(f64x2.splat(bidLots), 1, askLots);
  const end = out + (<usize>count << 4);
  for (let at = out; at < end; at += 16) v128.store(at, answer);
  return end;
}
