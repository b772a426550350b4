/**
 * What every report carries: the script that draws it, with uPlot, and its style, as two strings in
 * `bindings/report/page-assets.ts`. A user of the package needs neither uPlot nor a file beside.
 */
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./project.ts";

const PAGE = "bindings/report/page";
const ASSETS = "bindings/report/page-assets.ts";
/** Besides the folder of the page: what its script imports, and what may bring another uPlot. */
const SOURCES = ["bindings/report/payload.ts", "bindings/report/words.ts", "package-lock.json"];

/**
 * uPlot reads the pixel ratio of the screen once, when it is loaded. It gets one of at least 2,
 * because what is printed comes from the same canvases.
 */
const FINE = "const plotPixelRatio = Math.max(2, devicePixelRatio);";

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(PAGE, entry)],
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2023",
    charset: "utf8",
    legalComments: "inline",
    define: { devicePixelRatio: "plotPixelRatio" },
    ...(entry.endsWith(".ts") ? { banner: { js: FINE } } : {}),
    write: false,
  });
  // A closing tag inside a string would end the element that holds the script.
  return outputFiles[0].text.trim().replaceAll("</", "<\\/");
}

/** Writes the script and the style of the page. */
export async function writeReportPage(): Promise<void> {
  const script = await bundle("main.ts");
  const style = await bundle("page.css");
  const lines = [
    "// Written by scripts/report-page.ts.",
    `export const PAGE_SCRIPT: string =\n  ${JSON.stringify(script)};`,
    `export const PAGE_STYLE: string =\n  ${JSON.stringify(style)};`,
  ];
  writeFileSync(join(root, ASSETS), `${lines.join("\n")}\n`);
  console.log(`report page: script ${script.length} bytes, style ${style.length}`);
}

function changed(file: string): number {
  const path = join(root, file);
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** Whether a source is newer than what was written. */
export function isReportPageStale(): boolean {
  const page = readdirSync(join(root, PAGE)).map((file) => join(PAGE, file));
  return Math.max(...[...page, ...SOURCES].map(changed)) > changed(ASSETS);
}
