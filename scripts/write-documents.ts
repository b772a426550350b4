/**
 * Writes what is generated in the documents: tables of signals from the catalogue, cards from the
 * headers of the kernels and from runs of the engine, figures from `bench/figures.json`.
 *
 *   tsx scripts/write-documents.ts [--check]       --check: says what is old, writes nothing
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dropInTable } from "./documents/drop-in-table.ts";
import { readFigures } from "./documents/figures.ts";
import { kernelTable } from "./documents/kernel-table.ts";
import { withPart } from "./documents/markdown.ts";
import { memoryTable } from "./documents/memory-table.ts";
import { signalCards } from "./documents/signal-cards.ts";
import { misplacedNames } from "./documents/signal-families.ts";
import { signalTable } from "./documents/signal-table.ts";
import {
  batchTable,
  columnTable,
  limitTable,
  readingTables,
  readmeFigures,
} from "./documents/speed-tables.ts";
import { conclude, projectFiles, readProjectFile, root } from "./project.ts";

const misplaced = misplacedNames();
if (misplaced.length > 0) {
  const places = "scripts/documents/signal-families.ts";
  conclude("documents", [`${misplaced.join(", ")}: give each one family in ${places}`]);
}

const figures = readFigures();
/** Parts between markers, by document. */
const PARTS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  "README.md": { signals: signalTable, figures: () => readmeFigures(figures) },
  "docs/drop-ins.md": { speed: () => dropInTable(figures) },
  "docs/performance.md": {
    batches: () => batchTable(figures),
    columns: () => columnTable(figures),
    kernels: () => kernelTable(figures),
    limit: () => limitTable(figures),
    memory: memoryTable,
    reading: () => readingTables(figures),
  },
};

const written = new Map<string, string>([["docs/signals.md", signalCards()]]);
for (const [file, parts] of Object.entries(PARTS)) {
  let text = readProjectFile(file);
  for (const [name, body] of Object.entries(parts)) text = withPart(text, name, body());
  written.set(file, text);
}

const known = new Set(projectFiles());
const old = [...written].filter(
  ([file, text]) => !known.has(file) || readProjectFile(file) !== text,
);
if (process.argv.includes("--check")) {
  conclude(
    "generated documents",
    old.map(([file]) => `${file}: is not what the code says; run npm run docs`),
  );
}
for (const [file, text] of old) {
  writeFileSync(join(root, file), text);
  console.log(`wrote ${file}`);
}
