/**
 * Takes results of a benchmark into `bench/figures.json` and writes the documents anew.
 *
 *   tsx scripts/publish-figures.ts [results.json]           default the newest in bench/results
 *
 * Experiments that the results do not hold stay as they are, each with its own day. Results of
 * `--quick` are refused: two short rounds are for looking, not for publishing.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FIGURES_FILE, readFigures } from "./documents/figures.ts";
import { linesOf, type Results, withResults } from "./documents/published-results.ts";
import { root } from "./project.ts";

function newestResults(): string {
  const folder = join(root, "bench/results");
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith(".json"))
    : [];
  const newest = names.sort().at(-1);
  if (newest === undefined) throw new Error("bench/results is empty: run npm run bench first");
  return join(folder, newest);
}

const path = process.argv[2] ?? newestResults();
const results: Results = JSON.parse(readFileSync(path, "utf8"));
const before = existsSync(join(root, FIGURES_FILE)) ? readFigures() : { runs: [], experiments: {} };
writeFileSync(join(root, FIGURES_FILE), linesOf(withResults(before, results)));
console.log(`${results.results.length} experiments of ${results.date} are in ${FIGURES_FILE}`);
const { status } = spawnSync("npx", ["tsx", "scripts/write-documents.ts"], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);
