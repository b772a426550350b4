/**
 * The benchmark: first all contestants of an experiment must give the same answers, then they are
 * timed, each in processes of its own, in turn, several rounds.
 *
 *   tsx bench/run.ts --help
 *
 * A regression here means that a user's strategy has less time left between two ticks.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isWanted, readCommandLine } from "./command-line.ts";
import { EXPERIMENTS, type Experiment, type Input, type Work } from "./experiments.ts";
import { footprint, formatFootprint } from "./footprint.ts";
import { formatKernels } from "./kernels/summary.ts";
import type { Measurement, Order } from "./one.ts";
import { installPeers } from "./peers.ts";
import {
  type ExperimentResult,
  formatAgreement,
  formatTimings,
  type Timing,
  writeResults,
} from "./report.ts";
import { loadTicks, saveTicks } from "./ticks.ts";
import { type Agreement, compareBooks, compareColumns, compareRecords } from "./verify.ts";

/** Start-up, memory and size, beside the experiments. */
const FOOTPRINT = "footprint";

const here = dirname(fileURLToPath(import.meta.url));

interface Effort {
  readonly rounds: number;
  readonly milliseconds: number;
  readonly limit: number;
}

const FULL: Effort = { rounds: 5, milliseconds: 400, limit: Number.MAX_SAFE_INTEGER };
const BRIEF: Effort = { rounds: 5, milliseconds: 80, limit: FULL.limit };
const QUICK: Effort = { rounds: 2, milliseconds: 150, limit: 100_000 };

function compare(expected: Work, found: Work, tolerance?: number): Agreement {
  if (expected.book && found.book) {
    return compareBooks(expected.book, found.book, expected.units);
  }
  if (expected.columns && found.columns) {
    return compareColumns(expected.columns(), found.columns(), tolerance);
  }
  if (expected.records && found.records) return compareRecords(expected.records, found.records);
  throw new Error("volume-imbalance/bench: contestants that cannot be compared are not timed");
}

async function verify(experiment: Experiment, input: Input): Promise<Record<string, Agreement>> {
  const agreements: Record<string, Agreement> = {};
  const { judge } = experiment;
  if (judge !== undefined) {
    for (const contestant of experiment.contestants) {
      agreements[contestant] = await judge(contestant, input);
      console.log(formatAgreement(contestant, agreements[contestant]));
    }
    return agreements;
  }
  const [reference, ...others] = experiment.contestants;
  const expected = await experiment.build(reference, input);
  for (const contestant of others) {
    const found = await experiment.build(contestant, input);
    agreements[contestant] = compare(expected, found, experiment.tolerance);
    console.log(formatAgreement(contestant, agreements[contestant]));
  }
  return agreements;
}

function measureInProcess(order: Order): Measurement {
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(here, "one.ts"), JSON.stringify(order)],
    { cwd: dirname(here), encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) {
    throw new Error(`volume-imbalance/bench: ${order.experiment} ${order.contestant} failed`);
  }
  return JSON.parse(stdout);
}

function time(name: string, effort: Effort, input: Input): Timing[] {
  const { folder, options, limit } = input;
  const { measure } = EXPERIMENTS[name];
  const timings = EXPERIMENTS[name].contestants.map((contestant) => ({
    contestant,
    rounds: [] as number[],
    units: 0,
  }));
  for (let round = 0; round < effort.rounds; round++) {
    for (const timing of timings) {
      const { contestant } = timing;
      const { milliseconds } = effort;
      const order = { experiment: name, contestant, folder, options, limit, milliseconds };
      const { nsPerTick, units } =
        measure?.(contestant, input, milliseconds) ?? measureInProcess(order);
      timing.rounds.push(nsPerTick);
      timing.units = units;
    }
  }
  return timings;
}

async function main(): Promise<void> {
  const all = Object.keys(EXPERIMENTS);
  const wanted = readCommandLine(process.argv.slice(2), [...all, FOOTPRINT]);
  const effort = wanted.quick ? QUICK : FULL;
  const names = all.filter((name) => isWanted(name, wanted));
  const isWeighed = isWanted(FOOTPRINT, wanted);
  installPeers();
  const ticks = await loadTicks(wanted.ticks, effort.limit);
  const options = { tickSize: ticks.tickSize, lotSize: ticks.lotSize, every: "message" };
  console.log(ticks.name);
  const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-bench-"));
  const input = { ticks: ticks.batch, options, folder, limit: effort.limit };
  const results: ExperimentResult[] = [];
  try {
    saveTicks(ticks.batch, folder);
    for (const name of names) {
      const experiment = EXPERIMENTS[name];
      const { title, unit = "tick" } = experiment;
      console.log(`\n${name}: ${title}`);
      await experiment.prepare?.(input);
      const agreements = await verify(experiment, input);
      const timings = time(name, experiment.isBrief && !wanted.quick ? BRIEF : effort, input);
      console.log(formatTimings(timings, unit));
      results.push({ experiment: name, title, unit, agreements, timings });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const kernels = formatKernels(results);
  if (kernels !== "") console.log(`\nkernels\n${kernels}`);
  const weighed = isWeighed ? footprint() : null;
  if (weighed !== null) console.log(`\n${FOOTPRINT}\n${formatFootprint(weighed)}`);
  const found = { ticks: ticks.name, results, footprint: weighed };
  for (const path of writeResults(found, wanted.json)) console.log(`\nwrote ${path}`);
}

await main();
