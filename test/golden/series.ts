/** Feeds a plain series of numbers into derived columns: one state message a value. */
import * as abi from "../../assembly/abi.ts";
import { column, type Implementation } from "../helpers/implementation.ts";
import { message, state, type Tick } from "../helpers/ticks.ts";

export const SECOND = 1e6;
export const START = 1_700_000_000e6;

/** One message a second that sets the index price to the next value. */
export function seriesTicks(x: readonly number[]): Tick[] {
  return x.flatMap((value, i) => message(state(START + i * SECOND, abi.TOPIC_INDEX_PRICE, value)));
}

/** Columns over `indexPrice` in every row, in the order of `names`. */
export function runSeries(
  implementation: Implementation,
  x: readonly number[],
  names: string[],
  charts: string[] = [],
): Float64Array[] {
  const options = { tickSize: 1, every: "message", charts };
  const table = implementation.run(seriesTicks(x), options, names);
  return names.map((name) => column(table, name));
}
