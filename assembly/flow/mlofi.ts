/**
 * Multi-level order flow imbalance: the same question as `ofi` for each of the best levels.
 *
 *   W_m = r | r - r' | -r'   for a bid price of level m above | at | below the one before
 *   V_m the same for asks, prices turned;  flow_m = W_m - V_m
 *   Q_M = sum over events and levels up to M of (bid + ask size) / (2 M events)
 *   mlofi_M = sum of flow_1 .. flow_M / Q_M
 *
 * In    sizes and changes of the settled levels of both sides after a complete message, in lots
 * Out   flow per level in lots; mlofi without unit; both positive when buyers press
 * Keeps Mlofi and per level flow and depth
 * Cost  two additions a level for a message that changed one of them, else one addition
 *
 * Levels count populated prices; a missing level is a price at infinity with size 0. The depth of
 * messages that changed nothing is added when the next change comes, as a multiple.
 *
 * Source: K. Xu, M. D. Gould and S. D. Howison, "Multi-Level Order-Flow Imbalance in a Limit Order
 * Book", Market Microstructure and Liquidity 4, 2019; R. Cont, M. Cucuringu and C. Zhang,
 * "Cross-impact of order flow imbalance in equity markets", Quantitative Finance 23(10), 2023, (2).
 */
import { Ladder, Mlofi } from "../layout";
import { topChanges, topSizes } from "../book/top";

function flows(mlofi: Mlofi): usize {
  return changetype<usize>(mlofi) + offsetof<Mlofi>();
}

function bytesOf(mlofi: Mlofi): usize {
  return <usize>((mlofi.levels + 1) & ~1) << 3;
}

function depths(mlofi: Mlofi): usize {
  return flows(mlofi) + bytesOf(mlofi);
}

/**
 * Adds the depth of the events since the last change to the sums; to be called before the top is
 * settled anew.
 */
export function mlofiFold(mlofi: Mlofi, bids: Ladder, asks: Ladder): void {
  if (mlofi.pending == 0.0) return;
  const times = f64x2.splat(mlofi.pending);
  const end = bytesOf(mlofi);
  for (let at: usize = 0; at < end; at += 16) {
    const depth = f64x2.add(v128.load(topSizes(bids) + at), v128.load(topSizes(asks) + at));
    const sum = v128.load(depths(mlofi) + at);
    v128.store(depths(mlofi) + at, f64x2.add(sum, f64x2.mul(depth, times)));
  }
  mlofi.pending = 0.0;
}

/** Takes a complete book message in, of which the top is settled. */
export function mlofiStep(mlofi: Mlofi, bids: Ladder, asks: Ladder): void {
  if (!mlofi.hasPrevious) {
    mlofi.hasPrevious = 1;
    return;
  }
  mlofi.events += 1.0;
  mlofi.pending += 1.0;
  if (bids.hasChanged) addFlow(mlofi, topChanges(bids), f64x2.splat(1.0));
  if (asks.hasChanged) addFlow(mlofi, topChanges(asks), f64x2.splat(-1.0));
}

function addFlow(mlofi: Mlofi, changes: usize, sign: v128): void {
  const end = bytesOf(mlofi);
  for (let at: usize = 0; at < end; at += 16) {
    const sum = v128.load(flows(mlofi) + at);
    v128.store(flows(mlofi) + at, f64x2.add(sum, f64x2.mul(v128.load(changes + at), sign)));
  }
}

/** Forgets the state before: the next event does not exist. */
export function mlofiBreak(mlofi: Mlofi, bids: Ladder, asks: Ladder): void {
  mlofiFold(mlofi, bids, asks);
  mlofi.hasPrevious = 0;
}

/** Flow of level `level` (from 0) over the row, in lots. */
export function mlofiLevel(mlofi: Mlofi, level: u32): f64 {
  return load<f64>(flows(mlofi) + (<usize>level << 3));
}

/** Q over the best `levels`, in lots, after a fold; NaN without an event in the row. */
export function mlofiDepth(mlofi: Mlofi, levels: u32): f64 {
  if (mlofi.events == 0.0) return NaN;
  let sum = 0.0;
  for (let level: u32 = 0; level < levels; level++) {
    sum += load<f64>(depths(mlofi) + (<usize>level << 3));
  }
  return sum / (2.0 * <f64>levels * mlofi.events);
}

/** Flow of the best `levels` over Q; 0 without an event in the row, NaN over an empty book. */
export function mlofiSum(mlofi: Mlofi, levels: u32): f64 {
  if (mlofi.events == 0.0) return 0.0;
  let sum = 0.0;
  for (let level: u32 = 0; level < levels; level++) sum += mlofiLevel(mlofi, level);
  const depth = mlofiDepth(mlofi, levels);
  return depth == 0.0 ? NaN : sum / depth;
}

/** Begins a new row. */
export function mlofiNewRow(mlofi: Mlofi): void {
  mlofi.events = 0.0;
  mlofi.pending = 0.0;
  memory.fill(flows(mlofi), 0, bytesOf(mlofi) << 1);
}

/** Forgets everything. */
export function mlofiReset(mlofi: Mlofi): void {
  mlofi.hasPrevious = 0;
  mlofiNewRow(mlofi);
}
