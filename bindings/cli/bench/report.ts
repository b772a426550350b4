/** What was measured: one record for machines (`--json`) and its text for humans. */
import { cpus, loadavg } from "node:os";
import { sectionsText } from "../summary.ts";
import type { Colors } from "../terminal.ts";
import { compact, counted, grouped } from "../words.ts";
import type { HeldTicks } from "./held-ticks.ts";
import type { Measured } from "./rounds.ts";
import type { Work } from "./works.ts";

export interface BenchSummary {
  machine: {
    cpu: string;
    cores: number;
    platform: string;
    node: string;
    /** Mean number of busy processes over the last minute; 0 where the system does not say. */
    load: number;
  };
  ticks: {
    format: string;
    files: string[];
    seed: number | null;
    records: number;
    ticks: number;
    isCut: boolean;
  };
  rounds: number;
  figures: BenchFigure[];
  interrupted: boolean;
}

/** Times are nanoseconds of wall time for each tick; headers of messages are no ticks. */
export interface BenchFigure {
  group: Work["group"];
  name: string;
  signals: string | null;
  every: string | null;
  rows: number | null;
  bytes: number | null;
  nsPerTick: { median: number; lowest: number; highest: number; rounds: number[] };
  ticksPerSecond: number;
  /** Megabytes of files a second. */
  megabytesPerSecond: number | null;
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function figure({ work, done, ms }: Measured, ticks: number): BenchFigure {
  const rounds = ms.map((time) => (time * 1e6) / ticks);
  const median = medianOf(rounds);
  const { group, name, signals, every } = work;
  const { rows, bytes } = done;
  return {
    ...{ group, name, signals, every, rows, bytes },
    nsPerTick: { median, lowest: Math.min(...rounds), highest: Math.max(...rounds), rounds },
    ticksPerSecond: 1e9 / median,
    megabytesPerSecond: bytes === null ? null : bytes / 1000 / medianOf(ms),
  };
}

/** @param load of the machine before measuring */
export function benchSummary(
  files: readonly string[],
  held: HeldTicks,
  measured: readonly Measured[],
  load: number,
  interrupted: boolean,
): BenchSummary {
  const { format, facts, records, ticks, isCut } = held;
  return {
    machine: {
      cpu: cpus()[0]?.model.trim() ?? "unknown",
      cores: cpus().length,
      platform: `${process.platform} ${process.arch}`,
      node: process.versions.node,
      load,
    },
    ticks: { format, files: [...files], seed: facts.seed ?? null, records, ticks, isCut },
    rounds: Math.max(0, ...measured.map(({ ms }) => ms.length)),
    figures: measured.map((each) => figure(each, ticks)),
    interrupted,
  };
}

/** Busy processes over the last minute. */
export function currentLoad(): number {
  return loadavg()[0];
}

const GROUPS: readonly [group: Work["group"], title: string, last: string][] = [
  ["engine", "engine", "rows"],
  ["batches", "batches", ""],
  ["reading", "reading", "MB/s"],
];

function lastCell({ group, rows, megabytesPerSecond }: BenchFigure): string {
  if (group === "engine") return grouped(rows ?? 0);
  return megabytesPerSecond === null ? "" : megabytesPerSecond.toFixed(0);
}

function tableLines(figures: readonly BenchFigure[], last: string): string[] {
  const rows = figures.map((each) => {
    const { median, lowest, highest } = each.nsPerTick;
    const range = `${lowest.toFixed(1)}-${highest.toFixed(1)}`;
    const rate = (each.ticksPerSecond / 1e6).toFixed(2);
    return [each.name, median.toFixed(1), range, rate, lastCell(each)];
  });
  const cells = [["", "ns/tick", "range", "M ticks/s", last], ...rows];
  const widths = cells[0].map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  return cells.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at])))
      .join("  ")
      .trimEnd(),
  );
}

function ticksLine({ ticks }: BenchSummary): string {
  const [first, ...others] = ticks.files;
  const files = others.length > 0 ? `${first} and ${others.length} more` : first;
  const from = first === undefined ? `the synthetic market, seed ${ticks.seed}` : files;
  const cut = ticks.isCut ? ", its beginning (--limit)" : "";
  return `${compact(ticks.ticks)} in ${counted(ticks.records, "record")} of ${from}${cut}`;
}

/** The summary as text. */
export function benchText(summary: BenchSummary, colors: Colors): string {
  const { machine, rounds, figures, interrupted } = summary;
  const { cpu, cores, platform, node, load } = machine;
  const where = `${cpu}, ${counted(cores, "core")}, ${platform}, Node ${node}`;
  const tables = GROUPS.flatMap(([group, title, last]): [string, string[]][] => {
    const of = figures.filter((each) => each.group === group);
    return of.length === 0
      ? []
      : [
          ["", [""]],
          [title, tableLines(of, last)],
        ];
  });
  const text = sectionsText(
    [
      ["ticks", [ticksLine(summary)]],
      ["machine", [where, `load before measuring ${load.toFixed(2)}`]],
      ["rounds", [`${rounds} after one to warm up; wall time, median and range`]],
      ...tables,
      ["", [""]],
      ["note", ["this machine at this moment: other work on it and other data change the figures"]],
    ],
    interrupted ? "the rest was not measured" : null,
    colors,
  );
  return text.replace(/ +$/gm, "");
}
