/** The calculators' table of docs/performance.md, and what it comes to, for the README. */
import {
  experimentOf,
  type Figures,
  medianOf,
  type PublishedExperiment,
  shown,
} from "./figures.ts";
import { table, wrapped } from "./markdown.ts";

const PREFIX = "kernel/";
/** Contestants that are no packages. */
const BY_HAND = ["ours-batch", "ours-stream", "js-batch", "js-stream", "c"];
/** Statistics whose speed is stated as a range. */
const STATED = ["sum-20", "sum-256", "sigma-20", "sigma-256", "zscore-20", "zscore-256", "ewma-20"];
const HEAD = [
  "kernel",
  "ours, a column",
  "expert JavaScript",
  "C",
  "ours, one by one",
  "expert JavaScript",
  "fastest right package",
  "packages with wrong answers",
];

function times(experiment: PublishedExperiment, other: string, ours: string): string {
  if (experiment.contestants[other] === undefined) return "";
  const ratio = medianOf(experiment, other) / medianOf(experiment, ours);
  return `${shown(medianOf(experiment, other))} (${ratio.toFixed(2)}x)`;
}

/** Packages by speed, those with wrong answers left out. */
function rightPackages({ contestants, wrong = {} }: PublishedExperiment): [string, number][] {
  return Object.entries(contestants)
    .filter(([name]) => !BY_HAND.includes(name) && wrong[name] === undefined)
    .map(([name, [median]]): [string, number] => [name, median])
    .sort((a, b) => a[1] - b[1]);
}

function row([name, experiment]: [string, PublishedExperiment]): string[] {
  const [best] = rightPackages(experiment);
  const ours = medianOf(experiment, "ours-stream");
  const wrong = Object.entries(experiment.wrong ?? {});
  return [
    name.slice(PREFIX.length),
    shown(medianOf(experiment, "ours-batch")),
    times(experiment, "js-batch", "ours-batch"),
    times(experiment, "c", "ours-batch"),
    shown(ours),
    times(experiment, "js-stream", "ours-stream"),
    best === undefined ? "" : `${best[0]}: ${shown(best[1])} (${(best[1] / ours).toFixed(1)}x)`,
    wrong.map(([peer, error]) => `${peer} (${error.toExponential(0)})`).join(", "),
  ];
}

function kernelsOf({ experiments }: Figures): [string, PublishedExperiment][] {
  return Object.entries(experiments).filter(([name]) => name.startsWith(PREFIX));
}

/** The part `kernels` of docs/performance.md. */
export function kernelTable(figures: Figures): string {
  const note =
    "Nanoseconds a value over a column of prices; in brackets how many times ours, by column or " +
    "one by one as in the head. Wrong are answers more than 1e-9 off, with their relative error " +
    "(scores: error in sigmas). A column of bands is middle, both edges and the place between " +
    "them, one of a regression slope, intercept and r2; one by one, and of packages, it is the " +
    "upper edge alone, or the slope. Timed are windows of event time.";
  return [wrapped(note), table(HEAD, kernelsOf(figures).map(row))].join("\n\n");
}

function range(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;
}

/** What the table comes to, in a sentence. */
export function kernelSummary(figures: Figures): string {
  const stated = STATED.map((name) => experimentOf(figures, `${PREFIX}${name}`));
  const overExpert = stated.map((one) => medianOf(one, "js-batch") / medianOf(one, "ours-batch"));
  const overPackages = stated.map((one) => {
    const [[, fastest]] = rightPackages(one);
    return fastest / medianOf(one, "ours-batch");
  });
  return (
    "The calculators of sum, sigma, z-score and exponential mean go through a column " +
    `${range(overExpert)} times faster than expert JavaScript and ${range(overPackages)} times ` +
    "faster than the fastest package whose answers are right."
  );
}
