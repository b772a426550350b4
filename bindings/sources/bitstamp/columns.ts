/**
 * Times and columns of recordings. Names are compared with underscores; R writes others
 * (`exchange.timestamp`).
 */
import { headerLine, requireColumns } from "../reading/columns.ts";
import type { FileHead } from "../reading/head.ts";

/** From here on a count of milliseconds has no exact microseconds. */
const TIME_END_MS = 2 ** 53 / 1000;

/** Is it a count of milliseconds since the epoch? */
export function isTime(timeMs: number): boolean {
  return timeMs >= 0 && timeMs < TIME_END_MS;
}

export function columnNames(cells: readonly string[]): string[] {
  return cells.map((cell) => {
    const name = cell.trim().replace(/^"|"$/g, "").toLowerCase();
    return name.replaceAll(/[. ]/g, "_");
  });
}

/** Does the header row hold all of `needed`? */
export function headHas(head: FileHead, needed: readonly string[]): boolean {
  const names = columnNames(headerLine(head).split(","));
  return needed.every((name) => names.includes(name));
}

/**
 * Places of the columns `needed`.
 * @throws {Error} naming those that the header row lacks
 */
export function columnPlaces(names: readonly string[], needed: readonly string[]): Int32Array {
  requireColumns(names, needed);
  return Int32Array.from(needed, (name) => names.indexOf(name));
}
