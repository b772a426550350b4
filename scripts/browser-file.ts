/**
 * The files that a page loads without a bundler, from the sources of the bindings:
 *
 *   volume-imbalance.js   the entry with the loader and the core inlined
 *   synthetic.js          the synthetic market, which takes its batches from the file beside it
 *
 * The core goes in as a string of its bytes and not as base64: nine tenths of it are below 128 and
 * take one byte of UTF-8, and what is left compresses as the core itself does (base64 costs a third
 * more on the wire). `btoa` turns it into what the bindings expect, so that they need not know.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, type OutputFile, type Plugin } from "esbuild";
import { root } from "./project.ts";

/** Source of each file of `dist/browser`, by its name without extension. */
export const BROWSER_ENTRIES: Readonly<Record<string, string>> = {
  "volume-imbalance": "bindings/index.ts",
  synthetic: "bindings/sources/synthetic/source.ts",
};

/** A bundled file of `dist/browser`, not yet written. */
export interface BrowserFile {
  readonly name: string;
  readonly contents: Uint8Array;
}

const rawCore: Plugin = {
  name: "raw-core",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]core-bytes\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const base64 = /"([^"]+)"/.exec(text)?.[1];
      if (base64 === undefined) throw new Error(`${path} holds no bytes; run npm run build:core`);
      const raw = JSON.stringify(Buffer.from(base64, "base64").toString("latin1"));
      return { contents: text.replace(`"${base64}"`, () => `btoa(${raw})`), loader: "ts" };
    });
  },
};

/** The market must fill batches of the page's own class, not of a second copy. */
const oneTickBatch: Plugin = {
  name: "one-tick-batch",
  setup({ onResolve }) {
    onResolve({ filter: /[\\/]tick-batch\.ts$/ }, ({ importer }) =>
      importer.includes("synthetic") ? { path: "./volume-imbalance.js", external: true } : null,
    );
  },
};

/** Bundles the files of `dist/browser`. */
export async function bundleBrowserFiles(): Promise<BrowserFile[]> {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { ...BROWSER_ENTRIES },
    outdir: "dist/browser",
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    charset: "utf8",
    banner: { js: `/* volume-imbalance ${version}, MIT; @assemblyscript/loader, Apache-2.0 */` },
    plugins: [rawCore, oneTickBatch],
    write: false,
  });
  return outputFiles.map(({ path, contents }: OutputFile) => ({ name: basename(path), contents }));
}
