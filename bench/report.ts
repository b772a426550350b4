/**
 * Results for people and for files.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { footprint } from "./footprint.ts";
import { peerVersions } from "./peers.ts";
import type { Agreement } from "./verify.ts";

const here = dirname(fileURLToPath(import.meta.url));

export interface Timing {
  readonly contestant: string;
  /** Processor time a unit in nanoseconds, one value a round. */
  readonly rounds: number[];
  readonly units: number;
}

export interface ExperimentResult {
  readonly experiment: string;
  readonly title: string;
  /** What `units` are. */
  readonly unit: string;
  readonly agreements: Readonly<Record<string, Agreement>>;
  readonly timings: readonly Timing[];
}

/** Everything that a run found. */
export interface Findings {
  /** Name of the ticks. */
  readonly ticks: string;
  readonly results: readonly ExperimentResult[];
  /** Start-up, memory and size; null where they were not asked for. */
  readonly footprint: ReturnType<typeof footprint> | null;
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function line(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
    .join("  ");
}

/** One row a contestant; the ratio says how many times the first one's time it takes. */
export function formatTimings(timings: readonly Timing[], unit: string): string {
  const reference = medianOf(timings[0].rounds);
  const rows = timings.map(({ contestant, rounds }) => {
    const ns = medianOf(rounds);
    const spread = `${Math.min(...rounds).toFixed(1)}-${Math.max(...rounds).toFixed(1)}`;
    return [contestant, ns.toFixed(1), spread, (1000 / ns).toFixed(2), (ns / reference).toFixed(2)];
  });
  const all = [["contestant", `ns/${unit}`, "rounds", "M/s", "ratio"], ...rows];
  const widths = all[0].map((_, i) => Math.max(...all.map((row) => row[i].length)));
  return all.map((row) => `  ${line(row, widths)}`).join("\n");
}

export function formatAgreement(contestant: string, agreement: Agreement): string {
  const { rows, columns, worst, worstColumn, isWrong } = agreement;
  if (isWrong) return `  ${contestant} is wrong: relative error ${worst.toExponential(1)}`;
  const where = worst > 0 ? `, worst difference ${worst.toExponential(1)} (${worstColumn})` : "";
  return `  ${contestant} agrees: ${rows} rows, ${columns} columns${where}`;
}

function machine() {
  const root = JSON.parse(readFileSync(join(here, "../package.json"), "utf8"));
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    v8: process.versions.v8,
    packages: {
      [root.name]: root.version,
      tinybench: root.devDependencies.tinybench,
      ...peerVersions(),
    },
  };
}

/**
 * Writes results as JSON to `bench/results/<date>.json` and, if given, to `extraPath`.
 * @returns the paths written
 */
export function writeResults(found: Findings, extraPath: string | undefined): string[] {
  const date = new Date().toISOString();
  const text = JSON.stringify({ date, machine: machine(), ...found }, null, 2);
  mkdirSync(join(here, "results"), { recursive: true });
  const name = `${date.slice(0, 19).replaceAll(":", "")}.json`;
  const paths = [join(here, "results", name)];
  if (extraPath !== undefined) paths.push(extraPath);
  for (const path of paths) writeFileSync(path, `${text}\n`);
  return paths;
}
