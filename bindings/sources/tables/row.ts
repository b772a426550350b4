/**
 * One row of a table in numbers, and which column of the table goes where.
 *
 * A reader of tables (CSV, Parquet, Arrow) fills the row, `rows.ts` makes ticks of it; there is
 * one row object for all rows.
 */

import { type FieldName, LIST_FIELDS, SCALAR_FIELDS } from "./fields.ts";
import type { Use } from "./use.ts";

/** Place of a field in `TableRow.values`. */
export const FIELD = Object.fromEntries(
  SCALAR_FIELDS.map((name, index) => [name, index]),
) as Readonly<Record<Exclude<FieldName, (typeof LIST_FIELDS)[number]>, number>>;

/** A cell that holds something else than it should; an empty one is NaN. */
export const UNREADABLE = Number.NEGATIVE_INFINITY;

/** Prices or sizes of one side: a stretch of an array. */
export class LevelRun {
  values: Float64Array = new Float64Array(0);
  from = 0;
  count = 0;
}

export class TableRow {
  /** By `FIELD`; NaN where the table has no such column or an empty cell. */
  readonly values = new Float64Array(SCALAR_FIELDS.length).fill(NaN);
  /** By the order of `LIST_FIELDS`: bids, their sizes, asks, their sizes. */
  readonly lists = LIST_FIELDS.map(() => new LevelRun());
}

/** A column with one number a row. */
export interface ScalarColumn {
  readonly name: string;
  readonly field: FieldName;
  readonly use: Use;
  /** Where the number goes. */
  readonly target: Float64Array;
  readonly at: number;
}

/** A column with a list of numbers a row. */
export interface ListColumn {
  readonly name: string;
  readonly use: Use;
  readonly target: LevelRun;
}

/** How the columns of one file become rows. */
export interface Plan {
  readonly row: TableRow;
  readonly scalars: readonly ScalarColumn[];
  readonly lists: readonly ListColumn[];
}
