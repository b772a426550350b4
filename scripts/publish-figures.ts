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
import type { ExperimentResult, Timing } from "../bench/report.ts";
import {
  FIGURES_FILE,
  type Figure,
  type Figures,
  type PublishedRun,
  readFigures,
} from "./documents/figures.ts";
import { root } from "./project.ts";

const LEAST_ROUNDS = 5;

interface Results {
  date: string;
  machine: PublishedRun["machine"] & { packages: Record<string, string> };
  ticks: string;
  results: readonly ExperimentResult[];
}

function newestResults(): string {
  const folder = join(root, "bench/results");
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith(".json"))
    : [];
  const newest = names.sort().at(-1);
  if (newest === undefined) throw new Error("bench/results is empty: run npm run bench first");
  return join(folder, newest);
}

function figureOf({ rounds }: Timing): Figure {
  const sorted = [...rounds].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  const [middle, least, greatest] = [median, sorted[0], sorted[sorted.length - 1]].map((value) =>
    Number(value.toPrecision(4)),
  );
  return [middle, least, greatest];
}

function runOf({ date, machine, ticks, results }: Results): PublishedRun {
  const { cpu, cores, node, packages } = machine;
  const timings = results.flatMap((experiment) => experiment.timings);
  const rounds = Math.min(...timings.map((timing) => timing.rounds.length));
  if (!(rounds >= LEAST_ROUNDS)) {
    throw new RangeError(`${rounds} rounds; figures are published from ${LEAST_ROUNDS} on`);
  }
  return { date: date.slice(0, 10), rounds, ticks, machine: { cpu, cores, node }, packages };
}

/** Figures with those of `results` in place of older ones; runs that nothing names are left out. */
function withResults(before: Figures, results: Results): Figures {
  const runs = [...before.runs, runOf(results)];
  const experiments = { ...before.experiments };
  for (const { experiment, title, unit, timings } of results.results) {
    const contestants = Object.fromEntries(timings.map((t) => [t.contestant, figureOf(t)]));
    experiments[experiment] = { title, unit, run: before.runs.length, contestants };
  }
  const named = runs.filter((_, run) => Object.values(experiments).some((one) => one.run === run));
  const renumbered = Object.entries(experiments).map(([name, experiment]) => {
    return [name, { ...experiment, run: named.indexOf(runs[experiment.run]) }];
  });
  return { runs: named, experiments: Object.fromEntries(renumbered) };
}

/** JSON with a line for each figure. */
function linesOf(figures: Figures): string {
  const text = JSON.stringify(figures, null, 2);
  return `${text.replace(/\[\s+([\d.]+),\s+([\d.]+),\s+([\d.]+)\s+\]/g, "[$1, $2, $3]")}\n`;
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
