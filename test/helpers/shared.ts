/** Finds the reference material beside the project (`VI_SHARED`, default `../shared`). */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Where the reference material lies, if it is there. */
export const SHARED = resolve(ROOT, process.env.VI_SHARED ?? "../shared");

/** Absolute path of a file of the reference material, or null with one printed line. */
export function sharedPath(path: string): string | null {
  const full = resolve(SHARED, path);
  if (existsSync(full)) return full;
  console.log(`skipped: ${path} is not there (set VI_SHARED to the reference material)`);
  return null;
}

export interface GoldenCase<Input, Expected> {
  id: string;
  input: Input;
  expected: Expected;
}

/** Cases of a golden table by id, or none where the table is absent. */
export function goldenCases<Input, Expected>(table: string): GoldenCase<Input, Expected>[] {
  const path = sharedPath(`golden/${table}.json`);
  if (path === null) return [];
  return JSON.parse(readFileSync(path, "utf8")).cases;
}

/** Golden tables write null for an undefined value. */
export function numbers(values: readonly (number | null)[]): number[] {
  return values.map((value) => value ?? Number.NaN);
}
