/** `volume-imbalance formats`: the formats that are read, and what each looks like. */
import { FORMATS } from "../sources/formats.ts";

export function printFormats(): void {
  const width = Math.max(...FORMATS.map(({ name }) => name.length));
  for (const { name, looksLike } of FORMATS) console.log(`${name.padEnd(width)}  ${looksLike}`);
}
