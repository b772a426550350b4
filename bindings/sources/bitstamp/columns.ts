/** Names of columns as they are compared: R writes `exchange.timestamp`, others use underscores. */
import type { FileHead } from "../reading/head.ts";

export function columnNames(cells: readonly string[]): string[] {
  return cells.map((cell) => {
    const name = cell.trim().replace(/^"|"$/g, "").toLowerCase();
    return name.replaceAll(/[. ]/g, "_");
  });
}

/** Does the header row hold all of `needed`? */
export function headHas(head: FileHead, needed: readonly string[]): boolean {
  const header = head.lines.find((line) => line.trim() !== "") ?? "";
  const names = columnNames(header.split(","));
  return needed.every((name) => names.includes(name));
}

/**
 * Places of the columns `needed`.
 * @throws {Error} naming those that the header row lacks
 */
export function columnPlaces(names: readonly string[], needed: readonly string[]): Int32Array {
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Error(`must name the columns ${needed.join(", ")}; missing: ${missing.join(", ")}`);
  }
  return Int32Array.from(needed, (name) => names.indexOf(name));
}
