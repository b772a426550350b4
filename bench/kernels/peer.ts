/** Loads a package of `bench/node_modules` and says which version it is. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const bench = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

/** The package's CommonJS form, typed by the caller. */
export function peer<Api>(name: string): Api {
  return require(name);
}

/** The package's ES module form. */
export async function modulePeer<Api>(name: string): Promise<Api> {
  return import(name);
}

export function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(bench, "node_modules", name, "package.json"), "utf8"))
    .version;
}

/** Version of this package. */
export function ourVersion(): string {
  return JSON.parse(readFileSync(join(dirname(bench), "package.json"), "utf8")).version;
}
