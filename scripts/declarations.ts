/**
 * Leaves in `dist` only the declarations that a user can meet: those that the entries of
 * `package.json` name, and what they import. The compiler writes one for every file, and half of
 * their bytes describe what nobody outside can import.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { readProjectFile, root } from "./project.ts";

const IMPORTED = /(?:from|import\() ?"(\.[^"]+)\.(?:ts|js)"/g;

/** Files that the exports reach, by their path. */
function reached(): Set<string> {
  const { exports } = JSON.parse(readProjectFile("package.json"));
  const entries = Object.values<{ types?: string }>(exports).flatMap(({ types }) => types ?? []);
  const found = new Set(entries.map((entry) => join(root, entry)));
  // A set hands out what is added while it is walked.
  for (const file of found) {
    for (const [, path] of readFileSync(file, "utf8").matchAll(IMPORTED)) {
      found.add(join(dirname(file), `${path}.d.ts`));
    }
  }
  return found;
}

/** Removes the declarations that no export reaches. */
export function pruneDeclarations(): void {
  const kept = reached();
  for (const name of readdirSync(join(root, "dist"), { recursive: true, encoding: "utf8" })) {
    const path = join(root, "dist", name);
    if (name.endsWith(".d.ts") && !kept.has(path)) rmSync(path);
  }
}
