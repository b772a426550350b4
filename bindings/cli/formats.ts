/** `volume-imbalance formats`: the formats that are read, and what each looks like. */
import { FORMATS } from "../sources/formats.ts";

/** Prints them all, as JSON if asked. */
export function printFormats({ json }: { json?: true }): void {
  const all = FORMATS.map(({ name, looksLike }) => ({ name, looksLike }));
  const width = Math.max(...all.map(({ name }) => name.length));
  const lines = all.map(({ name, looksLike }) => `${name.padEnd(width)}  ${looksLike}\n`);
  process.stdout.write(json ? `${JSON.stringify(all, null, 2)}\n` : lines.join(""));
}
