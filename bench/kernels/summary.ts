/** What the kernels' timings say in one table: ours against the expert, C, and the packages. */
import { type ExperimentResult, line, medianOf, type Timing } from "../report.ts";

/** Contestants that are no packages. */
const BY_HAND = ["ours-batch", "ours-stream", "js-batch", "js-stream", "c"];

interface Rival {
  readonly name: string;
  readonly ns: number;
}

function nsOf(timings: readonly Timing[], name: string): number {
  const timing = timings.find(({ contestant }) => contestant === name);
  return timing === undefined ? Number.NaN : medianOf(timing.rounds);
}

/** The fastest package whose answers are right. */
export function fastestPackage({ timings, agreements }: ExperimentResult): Rival | null {
  const right = timings
    .filter(({ contestant }) => !BY_HAND.includes(contestant))
    .filter(({ contestant }) => agreements[contestant]?.isWrong !== true)
    .map(({ contestant, rounds }) => ({ name: contestant, ns: medianOf(rounds) }))
    .sort((a, b) => a.ns - b.ns);
  return right[0] ?? null;
}

function ratio(other: number, ours: number): string {
  return Number.isNaN(other / ours) ? "" : `${(other / ours).toFixed(2)}x`;
}

function row(result: ExperimentResult): string[] {
  const { experiment, timings } = result;
  const [batch, stream, jsBatch, jsStream, c] = BY_HAND.map((name) => nsOf(timings, name));
  const rival = fastestPackage(result);
  return [
    experiment.replace("kernel/", ""),
    batch.toFixed(2),
    ratio(jsBatch, batch),
    ratio(c, batch),
    stream.toFixed(1),
    ratio(jsStream, stream),
    rival === null ? "" : ratio(rival.ns, stream),
    rival === null ? "" : ratio(rival.ns, batch),
    rival?.name ?? "",
  ];
}

const HEAD = [
  "kernel",
  "batch ns",
  "x expert JS",
  "x C",
  "stream ns",
  "x expert JS",
  "x package",
  "batch x package",
  "fastest right package",
];

/** The table; empty where no kernel was measured. */
export function formatKernels(results: readonly ExperimentResult[]): string {
  const kernels = results.filter(({ experiment }) => experiment.startsWith("kernel/"));
  if (kernels.length === 0) return "";
  const all = [HEAD, ...kernels.map(row)];
  const widths = HEAD.map((_, i) => Math.max(...all.map((cells) => cells[i].length)));
  return all.map((cells) => `  ${line(cells, widths)}`).join("\n");
}
