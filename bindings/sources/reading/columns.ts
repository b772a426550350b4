/** Header rows: where they are, and whether they name what a format cannot do without. */
import type { FileHead } from "./head.ts";

/** The first line of a file that is not empty. */
export function headerLine(head: FileHead): string {
  return head.lines.find((line) => line.trim() !== "") ?? "";
}

/** @throws {Error} naming the columns of `needed` that the header row lacks */
export function requireColumns(names: readonly string[], needed: readonly string[]): void {
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  throw new Error(`must name the columns ${needed.join(", ")}; missing: ${missing.join(", ")}`);
}
