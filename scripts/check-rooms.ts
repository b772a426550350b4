/**
 * Rooms: every file imports downhill only.
 *
 * The core. A tick runs through `assembly/` once, from left to right, and never comes back; a file
 * that imported from a room to its right would be a way back, and the order of computation could
 * no longer be read from the folders. The options and backtest kernels will stand aside, never
 * imported by the engine.
 *
 * The bindings. `core` alone knows addresses and WebAssembly: a second place that did would have
 * to know when memory grows and views detach. `core` and the entry run in a browser, so they
 * import nothing of Node, and neither does the synthetic market; only `sources` reads files; only
 * `cli` formats for humans. Engine and calculators are two modules, each inlined as text of tens of
 * kilobytes: neither loads the other's, which nothing but a bundler would take out again.
 *
 * Headers. A kernel says In, Out, Keeps, Cost and Source, in this order, so that a reader finds
 * the unit of an input and the price of a call without reading the code below.
 */
import { dirname, join, normalize } from "node:path";
import { BROWSER_ENTRIES } from "./browser-file.ts";
import { conclude, projectFiles, readProjectFile } from "./project.ts";

const ASSEMBLY_ROOMS = [
  "abi",
  "layout",
  "math",
  "stats",
  "book",
  "flow",
  "context",
  "persist",
  "charts",
  // a module of its own beside the engine's
  "series",
  "adapt",
  "engine",
  "index",
];
const KERNEL_ROOMS = new Set(["stats", "book", "flow", "context", "charts", "series"]);
/** What only passes calls on. */
const BORDERS = ["assembly/series/index.ts", "assembly/series/border/"];
const HEADER_WORDS = ["In", "Out", "Keeps", "Cost", "Source"];

/** What each room of the bindings may import: rooms, and packages (`node:` stands for Node's). */
const BINDINGS_ROOMS: Record<string, { rooms: string[]; packages: string[] }> = {
  core: { rooms: ["core"], packages: ["@assemblyscript/loader"] },
  index: { rooms: ["core"], packages: [] },
  calculators: { rooms: ["core", "calculators"], packages: [] },
  compat: { rooms: ["core", "index", "calculators", "compat"], packages: [] },
  sources: {
    rooms: ["core", "sources"],
    packages: [
      "node:",
      "fzstd",
      "yauzl",
      "hyparquet",
      "hyparquet-compressors",
      "@uwdata/flechette",
    ],
  },
  // node: for files; what needs none is checked from its entry below
  outputs: {
    rooms: ["core", "outputs"],
    packages: ["node:", "flatbuffers", "hyparquet-writer"],
  },
  // uplot for the script of the page, which is bundled into the report
  report: { rooms: ["core", "report"], packages: ["uplot"] },
  cli: {
    rooms: ["core", "index", "sources", "outputs", "report", "cli"],
    packages: ["node:", "commander", "picocolors"],
  },
};

/** What a page can load, with all that it imports. */
const BROWSER_PACKAGES = ["@assemblyscript/loader"];
/** The entry of the outputs: only what writes files, beside it, needs Node. */
const OUTPUTS_ENTRY = "bindings/outputs/index.ts";
const OUTPUTS_PACKAGES = ["flatbuffers", "hyparquet-writer"];

/** Two modules of WebAssembly: who imports what runs on one does not load the other. */
const ENGINE_ENTRY = "bindings/index.ts";
const ENGINE_BYTES = "bindings/core/core-bytes.ts";
const SERIES_BYTES = "bindings/core/series-bytes.ts";
const SERIES_ENTRIES = [
  "bindings/calculators/index.ts",
  "bindings/compat/stdlib/index.ts",
  "bindings/compat/technicalindicators/index.ts",
  "bindings/compat/trading-signals/index.ts",
];

const problems: string[] = [];

/** First folder below the top one, or the file's own name where it lies at the top. */
function roomOf(file: string): string {
  const [, second] = file.split("/");
  return second.replace(/\.ts$/, "");
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

function importsOf(code: string): string[] {
  const pattern = /(?:\bfrom\s+|\bimport\s+|\bimport\()"([^"]+)"/g;
  return [...code.matchAll(pattern)].map((match) => match[1]);
}

function targetOf(file: string, specifier: string): string {
  return normalize(join(dirname(file), specifier));
}

function checkAssembly(file: string, code: string): void {
  const rank = ASSEMBLY_ROOMS.indexOf(roomOf(file));
  if (rank < 0) {
    problems.push(`${file}: no such room; give it a place in scripts/check-rooms.ts`);
    return;
  }
  for (const specifier of importsOf(code)) {
    const target = targetOf(file, specifier);
    if (!specifier.startsWith(".") || !target.startsWith("assembly/")) {
      problems.push(`${file}: imports "${specifier}"; the core imports only itself`);
    } else if (ASSEMBLY_ROOMS.indexOf(roomOf(target)) > rank) {
      problems.push(`${file}: imports "${specifier}" uphill`);
    }
  }
}

function checkHeader(file: string, text: string): void {
  const header = /^\/\*\*[\s\S]*?\*\//.exec(text)?.[0] ?? "";
  const words = [...header.matchAll(/^ \* (In|Out|Keeps|Cost|Source)\b/gm)].map(
    (match) => match[1],
  );
  if (words.join(" ") !== HEADER_WORDS.join(" ")) {
    problems.push(
      `${file}: the header must open the file and say ${HEADER_WORDS.join(", ")} in this order, ` +
        `found ${words.join(", ") || "none"}`,
    );
  }
}

function checkBindingsImport(file: string, specifier: string): void {
  const room = roomOf(file);
  const { rooms, packages } = BINDINGS_ROOMS[room];
  if (!specifier.startsWith(".")) {
    if (
      !packages.some(
        (name) =>
          specifier === name ||
          specifier.startsWith(`${name}/`) ||
          (name === "node:" && specifier.startsWith(name)),
      )
    ) {
      problems.push(`${file}: room ${room} may not import "${specifier}"`);
    }
    return;
  }
  const target = targetOf(file, specifier);
  if (target === "assembly/abi.ts") return;
  if (!target.startsWith("bindings/")) {
    problems.push(`${file}: imports "${specifier}" from outside the bindings`);
  } else if (!rooms.includes(roomOf(target))) {
    problems.push(`${file}: imports "${specifier}" uphill`);
  }
}

function checkBindings(file: string, code: string): void {
  const room = roomOf(file);
  if (!(room in BINDINGS_ROOMS)) {
    problems.push(`${file}: no such room; give it a place in scripts/check-rooms.ts`);
    return;
  }
  for (const specifier of importsOf(code)) checkBindingsImport(file, specifier);
  if (room !== "core" && /\bWebAssembly\b/.test(code)) {
    problems.push(`${file}: only bindings/core speaks to WebAssembly`);
  }
}

/** Types are gone when a program runs. */
function withoutTypes(code: string): string {
  return code.replace(/\b(?:import|export)\s+type\s[^;]*?\bfrom\s+"[^"]+"/g, "");
}

/** The entry and all that is loaded with it, directly or not. */
function reachedFrom(entry: string): Set<string> {
  const reached = new Set([entry]);
  for (const file of reached) {
    const imports = importsOf(withoutTypes(withoutComments(readProjectFile(file))));
    const own = imports.filter((specifier) => specifier.startsWith("."));
    for (const specifier of own) reached.add(targetOf(file, specifier));
  }
  return reached;
}

function checkBrowserEntry(entry: string, packages = BROWSER_PACKAGES): void {
  for (const file of reachedFrom(entry)) {
    for (const specifier of importsOf(withoutComments(readProjectFile(file)))) {
      if (specifier.startsWith(".") || packages.includes(specifier)) continue;
      problems.push(`${file}: imports "${specifier}", and pages load it through ${entry}`);
    }
  }
}

function checkBytes(entry: string, unwanted: string): void {
  if (!reachedFrom(entry).has(unwanted)) return;
  problems.push(`${entry}: loads ${unwanted}, bytes of a module that it does not run`);
}

for (const file of projectFiles().filter((name) => name.endsWith(".ts"))) {
  const text = readProjectFile(file);
  const code = withoutComments(text);
  if (file.startsWith("assembly/")) {
    checkAssembly(file, code);
    const isBorder = BORDERS.some((path) => file.startsWith(path));
    if (KERNEL_ROOMS.has(roomOf(file)) && !isBorder) checkHeader(file, text);
  } else if (file.startsWith("bindings/")) {
    checkBindings(file, code);
  }
}
for (const entry of Object.values(BROWSER_ENTRIES)) checkBrowserEntry(entry);
checkBrowserEntry(OUTPUTS_ENTRY, [...BROWSER_PACKAGES, ...OUTPUTS_PACKAGES]);
checkBytes(ENGINE_ENTRY, SERIES_BYTES);
for (const entry of SERIES_ENTRIES) checkBytes(entry, ENGINE_BYTES);
conclude("rooms", problems);
