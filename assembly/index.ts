/**
 * The border: addresses and numbers only. `…At` means that an argument is an address in bytes.
 */
import { Ladder, EngineState, Table } from "./layout";
import { depthAbove } from "./book/depth";
import { levelCount, takeLevels } from "./book/ladder";
import { bookTopRun } from "./book/run";
import { advanceClock } from "./engine/clock";
import { relocate } from "./engine/relocate";
import { resetEngine } from "./engine/reset";
import { moveRows, releaseRows } from "./engine/table";
import { walkRecords, walkTick } from "./engine/walk";
import * as abi from "./abi";

/** First byte that the host may use. */
export function heapBaseAt(): usize {
  return __heap_base;
}

/** Takes `count` tick records; answers how many, `status` of the state says why not all. */
export function pushRecordsAt(state: usize, table: usize, ticks: usize, count: u32): u32 {
  return walkRecords(changetype<EngineState>(state), changetype<Table>(table), ticks, count);
}

/** Releases the rows of the call before and takes one tick; answers the new rows, -1 if stopped. */
export function pushTickAt(
  state: usize,
  table: usize,
  time: f64,
  price: f64,
  size: f64,
  flags: u32,
): i32 {
  const rows = changetype<Table>(table);
  releaseRows(rows);
  const isTaken = walkTick(changetype<EngineState>(state), rows, time, price, size, flags);
  return isTaken ? <i32>rows.unread : -1;
}

/** Closes intervals up to `time`; 1 when all are closed, else `status` says what is needed. */
export function advanceAt(state: usize, table: usize, time: f64): u32 {
  const engine = changetype<EngineState>(state);
  engine.status = abi.STATUS_OK;
  return <u32>advanceClock(engine, changetype<Table>(table), time);
}

/** Brings a planned state to rest. */
export function resetAt(state: usize): void {
  resetEngine(changetype<EngineState>(state));
}

/** Moves what `from` knows into the larger state `to`. */
export function relocateAt(from: usize, to: usize): void {
  relocate(changetype<EngineState>(from), changetype<EngineState>(to));
}

/** The rows of a table have been read. */
export function releaseRowsAt(table: usize): void {
  releaseRows(changetype<Table>(table));
}

/** Moves the unread rows of `from` to the beginning of `to`. */
export function moveRowsAt(from: usize, to: usize): void {
  moveRows(changetype<Table>(from), changetype<Table>(to));
}

/** Levels standing in the ladder at `ladder`. */
export function levelCountAt(ladder: usize): u32 {
  return levelCount(changetype<Ladder>(ladder));
}

/** Writes the best `levels` of a ladder: keys as i32, lots as f64; answers how many. */
export function copyLevelsAt(ladder: usize, levels: u32, keys: usize, sizes: usize): u32 {
  return takeLevels(changetype<Ladder>(ladder), levels, keys, sizes);
}

/** Lots on keys from `lowest` up. */
export function depthAboveAt(ladder: usize, lowest: f64): f64 {
  return depthAbove(changetype<Ladder>(ladder), lowest);
}

/** Takes `count` level records into the book alone and writes the depth of the best after each. */
export function bookTopRunAt(
  state: usize,
  ticks: usize,
  count: u32,
  levels: u32,
  out: usize,
): u32 {
  return bookTopRun(changetype<EngineState>(state), ticks, count, levels, out);
}
