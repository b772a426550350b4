/** The drop-ins' table of docs/drop-ins.md. */
import {
  circumstances,
  type Figures,
  medianOf,
  type PublishedExperiment,
  shownFigure,
} from "./figures.ts";
import { table, wrapped } from "./markdown.ts";

const PREFIX = "drop-in/";
const OURS = "ours";
const HEAD = ["call", "per", "ours", "the package", "times faster"];
/** Ratios closer to 1 are noise. */
const NOISE = 1.1;

/** How many times the drop-in's time the package takes. */
function ratioOf(experiment: PublishedExperiment): number {
  return medianOf(experiment, packageOf(experiment)) / medianOf(experiment, OURS);
}

function packageOf({ title, contestants }: PublishedExperiment): string {
  const found = Object.keys(contestants).find((name) => name !== OURS);
  if (found === undefined) throw new Error(`"${title}" has no package beside ours`);
  return found;
}

function row(experiment: PublishedExperiment): string[] {
  return [
    experiment.title,
    experiment.unit,
    shownFigure(experiment, OURS),
    shownFigure(experiment, packageOf(experiment)),
    ratioOf(experiment).toFixed(1),
  ];
}

/** Says which calls are no reason to change. */
function summary(experiments: readonly PublishedExperiment[]): string {
  const titles = (wanted: (ratio: number) => boolean) =>
    experiments.filter((one) => wanted(ratioOf(one))).map(({ title }) => title);
  const slower = titles((ratio) => ratio < 1 / NOISE);
  const equal = titles((ratio) => ratio >= 1 / NOISE && ratio <= NOISE);
  const named = (names: string[]) => (names.length > 0 ? names.join("; ") : "none");
  return `Slower than its package: ${named(slower)}. As fast, within 10 %: ${named(equal)}.`;
}

/** The part `speed` of docs/drop-ins.md. */
export function dropInTable(figures: Figures): string {
  const experiments = Object.entries(figures.experiments)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([, experiment]) => experiment);
  const note =
    "Nanoseconds of processor time, each contestant in processes of its own, in turn. Values are " +
    "a column of prices, candles are made around them; levels are those of the " +
    `${circumstances(figures, experiments[0])}`;
  return [wrapped(note), table(HEAD, experiments.map(row)), wrapped(summary(experiments))].join(
    "\n\n",
  );
}
