/**
 * What a page pays before its first row: the one file with core and bindings, enough for any
 * signal, `bench20` among them.
 *
 * A chart library weighs about as much, so this is what a page will accept without asking; and a
 * size that nobody looks at grows with every signal. The README states the figure, and a figure
 * there that is better than the truth fails here.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { bundleBrowserFiles } from "./browser-file.ts";
import { conclude, readProjectFile, root } from "./project.ts";

const LIMIT_BYTES = 40_000;
const STATED = /(\d+) KB gzipped/;

const problems: string[] = [];

/** Prints the sizes of a file and returns what it weighs gzipped. */
function weigh(name: string, contents: Uint8Array): number {
  const gzip = gzipSync(contents, { level: 9 }).length;
  const brotli = brotliCompressSync(contents).length;
  console.log(`${name}: ${contents.length} bytes, gzip ${gzip}, brotli ${brotli}`);
  return gzip;
}

weigh("core.wasm", readFileSync(join(root, "build/core.wasm")));
for (const { name, contents } of await bundleBrowserFiles()) {
  const gzip = weigh(`browser/${name}`, contents);
  if (name !== "volume-imbalance.js") continue;
  if (gzip > LIMIT_BYTES) {
    problems.push(`${name} weighs ${gzip} bytes gzipped, at most ${LIMIT_BYTES}`);
  }
  const stated = Number(STATED.exec(readProjectFile("README.md"))?.[1]);
  if (!(gzip <= stated * 1000)) {
    problems.push(`README.md must say "N KB gzipped" of at least the ${gzip} bytes of ${name}`);
  }
}
conclude("size", problems);
