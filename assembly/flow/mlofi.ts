/**
 * Multi-level order flow imbalance: the same question as `ofi` for each of the best levels.
 *
 *   W_m = r | r - r' | -r'   for a bid price of level m above | at | below the one before
 *   V_m the same for asks, prices turned;  flow_m = W_m - V_m
 *   Q_M = sum over events and levels up to M of (bid + ask size) / (2 M events)
 *   mlofi_M = sum of flow_1 .. flow_M / Q_M
 *
 * In    the settled levels of both sides after a complete message, in keys and lots
 * Out   flow per level in lots; mlofi without unit; both positive when buyers press
 * Keeps Mlofi and per level and side key and size, per level flow and depth
 * Cost  a few operations a level for a message that changed one of them, else one addition
 *
 * Levels count populated prices; a missing level is a price at infinity with size 0. The depth of
 * messages that changed nothing is added when the next change comes, as a multiple.
 *
 * Source: K. Xu, M. D. Gould and S. D. Howison, "Multi-Level Order-Flow Imbalance in a Limit Order
 * Book", Market Microstructure and Liquidity 4, 2019; R. Cont, M. Cucuringu and C. Zhang,
 * "Cross-impact of order flow imbalance in equity markets", Quantitative Finance 23(10), 2023, (2).
 */
import { Ladder, Mlofi } from "../layout";
import { topKeys, topSizes } from "../book/touch";

function bidKeys(mlofi: Mlofi): usize {
  return changetype<usize>(mlofi) + offsetof<Mlofi>();
}

function askKeys(mlofi: Mlofi): usize {
  return bidKeys(mlofi) + (<usize>mlofi.levels << 2);
}

function bidSizes(mlofi: Mlofi): usize {
  return bidKeys(mlofi) + (<usize>mlofi.levels << 3);
}

function askSizes(mlofi: Mlofi): usize {
  return bidSizes(mlofi) + (<usize>mlofi.levels << 3);
}

function flows(mlofi: Mlofi): usize {
  return bidSizes(mlofi) + (<usize>mlofi.levels << 4);
}

function depths(mlofi: Mlofi): usize {
  return flows(mlofi) + (<usize>mlofi.levels << 3);
}

/** Takes a complete book message in; `changed` says whether a settled level did. */
export function mlofiStep(mlofi: Mlofi, bids: Ladder, asks: Ladder, changed: bool): void {
  if (mlofi.hasPrevious) {
    mlofi.events += 1.0;
    if (!changed) {
      mlofi.pending += 1.0;
      return;
    }
    foldDepth(mlofi);
    addSide(mlofi, bids, bidKeys(mlofi), bidSizes(mlofi), 1.0);
    addSide(mlofi, asks, askKeys(mlofi), askSizes(mlofi), -1.0);
    mlofi.pending = 1.0;
  } else {
    mlofi.hasPrevious = 1;
  }
  keepSide(mlofi, bids, bidKeys(mlofi), bidSizes(mlofi));
  keepSide(mlofi, asks, askKeys(mlofi), askSizes(mlofi));
}

/** Adds the depth of the events since the last change to the sums. */
function foldDepth(mlofi: Mlofi): void {
  const times = mlofi.pending;
  if (times == 0.0) return;
  const end = <usize>mlofi.levels << 3;
  for (let at: usize = 0; at < end; at += 8) {
    const depth = load<f64>(bidSizes(mlofi) + at) + load<f64>(askSizes(mlofi) + at);
    store<f64>(depths(mlofi) + at, load<f64>(depths(mlofi) + at) + depth * times);
  }
  mlofi.pending = 0.0;
}

function addSide(mlofi: Mlofi, ladder: Ladder, keys: usize, sizes: usize, sign: f64): void {
  const levels = mlofi.levels;
  const count = min<u32>(ladder.topCount, levels);
  const newKeys = topKeys(ladder);
  const newSizes = topSizes(ladder);
  const flow = flows(mlofi);
  for (let level: u32 = 0; level < levels; level++) {
    const at = <usize>level;
    const stands = level < count;
    const key = stands ? load<i32>(newKeys + (at << 2)) : i32.MIN_VALUE;
    const size = stands ? load<f64>(newSizes + (at << 3)) : 0.0;
    const keyBefore = load<i32>(keys + (at << 2));
    const sizeBefore = load<f64>(sizes + (at << 3));
    const change = (key >= keyBefore ? size : 0.0) - (key <= keyBefore ? sizeBefore : 0.0);
    store<f64>(flow + (at << 3), load<f64>(flow + (at << 3)) + sign * change);
  }
}

function keepSide(mlofi: Mlofi, ladder: Ladder, keys: usize, sizes: usize): void {
  const levels = mlofi.levels;
  const count = min<u32>(ladder.topCount, levels);
  const newKeys = topKeys(ladder);
  const newSizes = topSizes(ladder);
  for (let level: u32 = 0; level < levels; level++) {
    const at = <usize>level;
    const stands = level < count;
    store<i32>(keys + (at << 2), stands ? load<i32>(newKeys + (at << 2)) : i32.MIN_VALUE);
    store<f64>(sizes + (at << 3), stands ? load<f64>(newSizes + (at << 3)) : 0.0);
  }
}

/** Forgets the state before: the next event does not exist. */
export function mlofiBreak(mlofi: Mlofi): void {
  foldDepth(mlofi);
  mlofi.hasPrevious = 0;
}

/** Flow of level `level` (from 0) over the row, in lots. */
export function mlofiLevel(mlofi: Mlofi, level: u32): f64 {
  return load<f64>(flows(mlofi) + (<usize>level << 3));
}

/** Q over the best `levels`, in lots; NaN without an event in the row. */
export function mlofiDepth(mlofi: Mlofi, levels: u32): f64 {
  if (mlofi.events == 0.0) return NaN;
  foldDepth(mlofi);
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
  memory.fill(flows(mlofi), 0, <usize>mlofi.levels << 4);
}

/** Forgets everything. */
export function mlofiReset(mlofi: Mlofi): void {
  mlofi.hasPrevious = 0;
  mlofiNewRow(mlofi);
}
