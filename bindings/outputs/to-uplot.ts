/** Rows of a table as uPlot's `AlignedData`. */
import type { SignalTable } from "../core/signal-table.ts";

/** Times in seconds, then one list of values a column; null where unknown: a gap in the line. */
export type UPlotData = [times: Float64Array, ...values: (number | null)[][]];

/**
 * Copies columns of all rows that are readable in `table` now.
 * @param columns default all that were asked for
 * @throws {UnknownNameError} if a column was not asked for in the options
 */
export function toUPlot(table: SignalTable, columns = table.columns): UPlotData {
  const times = table.borrow("time").map((timeUs) => timeUs / 1e6);
  const values = columns.map((name) =>
    Array.from(table.borrow(name), (value) => (Number.isNaN(value) ? null : value)),
  );
  return [times, ...values];
}
