/**
 * Columns of a tardis.dev file, found by the names in its header row, wherever they stand.
 */
import type { Cells } from "../reading/cells.ts";
import { headerLine } from "../reading/columns.ts";
import type { FileHead } from "../reading/head.ts";

/** What every file of tardis.dev begins with. */
export const KEY_COLUMNS = ["exchange", "symbol", "timestamp", "local_timestamp"] as const;

/** First microsecond count that a double cannot tell from its neighbour. */
const TIME_END = 2 ** 53;

/** Names of the header row, in lower case; empty if the file has none. */
export function headerNames(head: FileHead): string[] {
  return headerLine(head)
    .split(",")
    .map((name) => name.trim().replace(/^"|"$/g, "").toLowerCase());
}

/** Are all of `names`, and the key columns, in the header row? */
export function hasColumns(names: readonly string[], needed: readonly string[]): boolean {
  return [...KEY_COLUMNS, ...needed].every((name) => names.includes(name));
}

/** Why a time is none; "" if it is one. */
export function timeReason(name: string, timeUs: number, cells: Cells, column: number): string {
  if (timeUs >= 0 && timeUs < TIME_END) return "";
  return `${name} must be integer microseconds below 2^53, was "${cells.text(column)}"`;
}

/** Why a price and an amount are none; "" if they are. */
export function amountReason(price: number, amount: number): string {
  if (!Number.isFinite(price)) return "price must be a number";
  return amount >= 0 && amount < Infinity ? "" : "amount must be a number of at least 0";
}
