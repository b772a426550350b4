/**
 * The book alone: level records in, depth of the best levels after each of them out.
 *
 * In    level records of bids and asks on the grid, sizes in lots (`KIND_LEVEL_SET` only)
 * Out   two f64 a record: lots on the best `levels` bids and asks
 * Keeps the ladders of the state
 * Cost  a change and, where it touched the best levels, one settling
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { EngineState, Tick } from "../layout";
import { depthOfLevels } from "./depth";
import { ladderSet, settleTop } from "./ladder";
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
  let bidLots = depthOfLevels(bids, levels);
  let askLots = depthOfLevels(asks, levels);
  for (let index: u32 = 0; index < count; index++) {
    const tick = changetype<Tick>(ticks + <usize>index * abi.TICK_BYTES);
    const key = <i32>nearest<f64>(tick.price * state.ticksPerUnit);
    const lots = nearest<f64>(tick.size * state.lotsPerUnit);
    if ((tick.flags & abi.SIDE_MASK) == abi.SIDE_BID) {
      if (!ladderSet(bids, key, lots)) return index;
      if (bids.isStale) {
        settleTop(bids, levels);
        bidLots = depthOfLevels(bids, levels);
      }
    } else {
      if (!ladderSet(asks, -key, lots)) return index;
      if (asks.isStale) {
        settleTop(asks, levels);
        askLots = depthOfLevels(asks, levels);
      }
    }
    store<f64>(out + (<usize>index << 4), bidLots);
    store<f64>(out + (<usize>index << 4), askLots, 8);
  }
  return count;
}
