/**
 * The independent judge: a whole stream, replayed from its definition.
 *
 * Nothing here is incremental but the book, which is a Map; every value is recomputed from all that
 * happened, so a mistake in a window or in a running sum of the core cannot be repeated here.
 */
import type { Tick } from "../helpers/ticks.ts";
import { columnSeries } from "./columns.ts";
import { type Options, readMessages } from "./messages.ts";
import { makeRows } from "./rows.ts";

export interface NaiveTable {
  length: number;
  time: Float64Array;
  sequence: Float64Array;
  /** Without warming, undefined, windowMoved and alarm. */
  flags: Uint32Array;
  columns: Map<string, Float64Array>;
}

/** Replays `ticks` and computes `columns`; with `until`, closes interval rows before that time. */
export function replay(
  ticks: readonly Tick[],
  options: Options,
  columns: readonly string[],
  until?: number,
): NaiveTable {
  const rows = makeRows(readMessages(ticks, options), options, until);
  const known = new Map<string, Float64Array>();
  return {
    length: rows.length,
    time: Float64Array.from(rows, (row) => row.time),
    sequence: Float64Array.from(rows, (row) => row.sequence),
    flags: Uint32Array.from(rows, (row) => row.flags),
    columns: new Map(columns.map((name) => [name, columnSeries(name, rows, options, known)])),
  };
}
