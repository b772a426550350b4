/** From results of the benchmark to published figures. */
import type { ExperimentResult, Timing } from "../../bench/report.ts";
import type { Figure, Figures, PublishedRun } from "./figures.ts";

const LEAST_ROUNDS = 5;

/** A file of `bench/results`. */
export interface Results {
  date: string;
  machine: PublishedRun["machine"] & { packages: Record<string, string> };
  ticks: string;
  results: readonly ExperimentResult[];
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

/**
 * Figures with those of `results` in place of older ones; runs that nothing names are left out.
 * @throws {RangeError} if the results are of a quick look
 */
export function withResults(before: Figures, results: Results): Figures {
  const runs = [...before.runs, runOf(results)];
  const experiments = { ...before.experiments };
  for (const { experiment, title, unit, timings, agreements } of results.results) {
    const contestants = Object.fromEntries(timings.map((t) => [t.contestant, figureOf(t)]));
    const wrong = Object.entries(agreements)
      .filter(([, { isWrong }]) => isWrong)
      .map(([name, { worst }]) => [name, Number(worst.toPrecision(1))]);
    const errors = wrong.length > 0 ? { wrong: Object.fromEntries(wrong) } : {};
    experiments[experiment] = { title, unit, run: before.runs.length, contestants, ...errors };
  }
  const named = runs.filter((_, run) => Object.values(experiments).some((one) => one.run === run));
  const renumbered = Object.entries(experiments).map(([name, experiment]) => {
    return [name, { ...experiment, run: named.indexOf(runs[experiment.run]) }];
  });
  return { runs: named, experiments: Object.fromEntries(renumbered) };
}

/** JSON with a line for each figure. */
export function linesOf(figures: Figures): string {
  const text = JSON.stringify(figures, null, 2);
  return `${text.replace(/\[\s+([\d.]+),\s+([\d.]+),\s+([\d.]+)\s+\]/g, "[$1, $2, $3]")}\n`;
}
