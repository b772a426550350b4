/** The version of the package. */
import { createRequire } from "node:module";

export function version(): string {
  return createRequire(import.meta.url)("volume-imbalance/package.json").version;
}
