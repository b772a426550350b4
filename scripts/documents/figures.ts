/**
 * The published figures: `bench/figures.json`, taken from results of `npm run bench`.
 *
 * What documents say about speed comes from this file and from nowhere else, so that no figure is
 * older than its neighbours, or better than what was measured, without saying so.
 */
import { readProjectFile } from "../project.ts";

export const FIGURES_FILE = "bench/figures.json";

/** Processor time a unit in nanoseconds: median, least and greatest of the rounds. */
export type Figure = readonly [median: number, least: number, greatest: number];

/** When and on what experiments were run. */
export interface PublishedRun {
  readonly date: string;
  readonly rounds: number;
  readonly ticks: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly packages: Readonly<Record<string, string>>;
}

export interface PublishedExperiment {
  readonly title: string;
  readonly unit: string;
  /** Index of its run. */
  readonly run: number;
  readonly contestants: Readonly<Record<string, Figure>>;
  /** Contestants whose answers are wrong, with their errors. */
  readonly wrong?: Readonly<Record<string, number>>;
}

export interface Figures {
  readonly runs: readonly PublishedRun[];
  readonly experiments: Readonly<Record<string, PublishedExperiment>>;
}

export function readFigures(): Figures {
  return JSON.parse(readProjectFile(FIGURES_FILE));
}

/** An experiment by name. */
export function experimentOf(figures: Figures, name: string): PublishedExperiment {
  const found = figures.experiments[name];
  if (found === undefined) throw new Error(`${FIGURES_FILE}: has no experiment ${name}`);
  return found;
}

/** Median of a contestant in nanoseconds. */
export function medianOf(experiment: PublishedExperiment, contestant: string): number {
  const figure = experiment.contestants[contestant];
  if (figure === undefined) {
    throw new Error(`${FIGURES_FILE}: "${experiment.title}" has no contestant ${contestant}`);
  }
  return figure[0];
}

/** On what the figures of an experiment were measured. */
export function circumstances({ runs }: Figures, { run }: PublishedExperiment): string {
  const { machine, ticks, rounds, date } = runs[run];
  const readable = ticks.replace(/\d{4,}/g, (digits) => Number(digits).toLocaleString("en-US"));
  return (
    `${readable}, held in memory; ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, ` +
    `${date}; median (range) of ${rounds} rounds of processor time on a noisy machine.`
  );
}

/** Three digits are all that a noisy machine gives. */
export function shown(ns: number): string {
  return ns < 99.95 ? ns.toFixed(1) : Math.round(ns).toLocaleString("en-US");
}

/** Median and range as they are written: `19.2 (18.3-21.1)`. */
export function shownFigure(experiment: PublishedExperiment, contestant: string): string {
  const [, least, greatest] = experiment.contestants[contestant];
  return `${shown(medianOf(experiment, contestant))} (${shown(least)}-${shown(greatest)})`;
}

/** Range of numbers as it is written; one number where both are the same. */
export function shownRange(values: readonly number[], digits = 0): string {
  const [least, greatest] = [Math.min(...values), Math.max(...values)].map((value) =>
    value.toFixed(digits),
  );
  return least === greatest ? least : `${least} to ${greatest}`;
}
