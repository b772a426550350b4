/** `volume-imbalance formats`: the formats that are read, and what each looks like. */
import { FORMATS } from "../sources/formats.ts";

export function printFormats(): void {
  const width = Math.max(...FORMATS.map(({ name }) => name.length));
  const lines = FORMATS.map(({ name, looksLike }) => `${name.padEnd(width)}  ${looksLike}\n`);
  process.stdout.write(lines.join(""));
}
