/** Cells that files of US stocks have in common. */
import type { Cells } from "../reading/cells.ts";

/** What the first cell must hold, for the message to the user. */
export const MS_WORDS = "be milliseconds since midnight";

/** A header row names its columns: `ms` comes first. */
export function isHeader(cells: Cells): boolean {
  return cells.text(0).toLowerCase() === "ms";
}

/** 0 or 1; NaN if the cell is neither. */
export function suspicionOf(cells: Cells, cell: number): number {
  const value = cells.integer(cell);
  return value === 0 || value === 1 ? value : NaN;
}
