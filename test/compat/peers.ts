/** The installed packages that the drop-ins stand in for, or null with one printed line. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const bench = fileURLToPath(new URL("../../bench/", import.meta.url));

/** A package of `bench/node_modules`. */
// biome-ignore lint/suspicious/noExplicitAny: foreign modules without types of ours
export async function installedPeer(name: string): Promise<any> {
  if (!existsSync(`${bench}node_modules/${name}`)) {
    console.log(`skipped: ${name} is not installed (npm ci in bench/)`);
    return null;
  }
  const path = createRequire(`${bench}package.json`).resolve(name);
  const loaded = await import(pathToFileURL(path).href);
  return Object.keys(loaded).every((key) => key === "default" || key === "module.exports")
    ? loaded.default
    : loaded;
}
