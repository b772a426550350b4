/**
 * `volume-imbalance convert`: files of any format into one file of ticks, binary (`.vit`) or CSV.
 * Memory does not depend on the length of the input.
 */
import type { Command } from "commander";
import { openSources } from "../sources/open.ts";
import type { InstrumentFacts, TickSource } from "../sources/source.ts";
import { type ConvertSummary, convertText } from "./convert-summary.ts";
import { asFailure, EXIT_BAD_DATA, EXIT_DONE, EXIT_INTERRUPTED, EXIT_USAGE } from "./failure.ts";
import { Interruption } from "./interruption.ts";
import { addOptions, option } from "./options/command-option.ts";
import { addGeneralOptions, type GeneralOptions } from "./options/general-options.ts";
import { required } from "./options/required.ts";
import { file } from "./options/values.ts";
import { OutputFile, ReaderGone, refuseSameFile, refuseSharedOutputs } from "./output-file.ts";
import { ProgressLine } from "./progress.ts";
import {
  addSourceOptions,
  openOptions,
  type SourceOptions,
  statedFacts,
} from "./source-options.ts";
import { colorsFor } from "./terminal.ts";
import { isBinary, type TickSink, tickSink } from "./tick-sink.ts";
import { findings } from "./words.ts";

/** What commander hands over. */
export interface ConvertOptions extends SourceOptions, GeneralOptions {
  out?: string;
}

/** Adds the options of `convert` to a command. */
export function addConvertOptions(command: Command): Command {
  addOptions(command, "Output", [
    option("-o, --out <file>", ".vit is binary, .csv is CSV; - is CSV on stdout", file),
  ]);
  return addGeneralOptions(addSourceOptions(command));
}

/** A run in progress: the parts, and what has been seen so far. */
interface Run {
  readonly source: TickSource;
  readonly facts: InstrumentFacts;
  readonly inferred: string[];
  readonly output: OutputFile;
  readonly sink: TickSink;
  readonly start: number;
  readonly interruption: Interruption;
  firstTime: number;
  lastTime: number;
}

async function open(
  files: readonly string[],
  options: ConvertOptions,
  interruption: Interruption,
): Promise<Run> {
  const start = performance.now();
  const out = required("out", options.out, "x.vit for binary, x.csv for CSV");
  isBinary(out);
  refuseSharedOutputs({ "--out": out }, options.json);
  refuseSameFile(out, files);
  const stated = statedFacts(options);
  try {
    const source = await openSources(files, openOptions(options, stated));
    const { tickSizes: _, fundingTimes: __, ...told } = stated;
    const facts = { ...source.facts, ...told };
    const inferred = source.inferred.filter((name) => !(name in told));
    const output = interruption.guard(new OutputFile(out));
    const sink = tickSink(output, { facts, inferred, isCausal: source.isCausal });
    const parts = { source, facts, inferred, output, sink, start, interruption };
    return { ...parts, firstTime: NaN, lastTime: NaN };
  } catch (error) {
    throw asFailure(error, EXIT_USAGE);
  }
}

async function pump(run: Run, progress: ProgressLine): Promise<void> {
  const { source, sink, interruption } = run;
  try {
    for await (const batch of source) {
      sink.write(batch);
      if (Number.isNaN(run.firstTime)) run.firstTime = batch.timeAt(0);
      run.lastTime = batch.timeAt(batch.length - 1);
      const { bytesRead, totalBytes, ticks } = source.stats;
      progress.update(() => ({ share: bytesRead / totalBytes, ticks }));
      await interruption.breathe();
      if (interruption.isRequested) break;
    }
    sink.finish();
  } finally {
    progress.clear();
  }
}

/** Closes the output: complete under its name, or gone. Answers whether somebody reads it. */
async function finish(run: Run, pumping: Promise<void>): Promise<boolean> {
  try {
    await pumping;
    run.output.commit();
    return true;
  } catch (error) {
    run.output.abandon();
    if (error instanceof ReaderGone) return false;
    const isBadLine = run.source.firstBadLine !== null;
    throw asFailure(error, isBadLine ? EXIT_BAD_DATA : EXIT_USAGE);
  }
}

function summarise(run: Run, files: readonly string[]): ConvertSummary {
  const { source, facts, inferred } = run;
  const { symbol, tickSize, lotSize, contract, multiplier } = facts;
  const seconds = (performance.now() - run.start) / 1000;
  const { ticks } = source.stats;
  return {
    source: { format: source.format, files: [...files], symbol, isCausal: source.isCausal },
    facts: { tickSize, lotSize: known(lotSize), contract, multiplier, inferred },
    records: ticks,
    quality: { source: findings(source.stats), engine: [] },
    notes: [...source.notes],
    firstBadLine: source.firstBadLine,
    firstTime: known(run.firstTime),
    lastTime: known(run.lastTime),
    seconds,
    recordsPerSecond: ticks / seconds,
    output: run.output.path,
    interrupted: run.interruption.isRequested,
  };
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function report(summary: ConvertSummary, options: ConvertOptions): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  } else if (!options.quiet) {
    const stream = summary.output === "-" ? process.stderr : process.stdout;
    stream.write(convertText(summary, colorsFor(stream)));
  }
}

/**
 * Runs the command.
 * @returns exit code
 * @throws {Failure} with a sentence for the user
 */
export function convert(files: readonly string[], options: ConvertOptions): Promise<number> {
  return Interruption.during(async (interruption) => {
    const run = await open(files, options, interruption);
    const progress = new ProgressLine(files[0], process.stderr, !options.quiet);
    const isRead = await finish(run, pump(run, progress));
    if (isRead) report(summarise(run, files), options);
    return interruption.isRequested ? EXIT_INTERRUPTED : EXIT_DONE;
  });
}
