/**
 * `volume-imbalance convert`: files of any format into one file of ticks, binary (`.vit`) or CSV.
 * Memory does not depend on the length of the input.
 */
import type { Command } from "commander";
import type { TickBatch } from "../core/tick-batch.ts";
import { openSources } from "../sources/open.ts";
import type { InstrumentFacts, TickSource } from "../sources/source.ts";
import { TickFileEncoder } from "../sources/ticks/binary-encoder.ts";
import { ticksCsvWriter } from "../sources/ticks/csv-writer.ts";
import {
  asFailure,
  EXIT_BAD_DATA,
  EXIT_DONE,
  EXIT_INTERRUPTED,
  EXIT_USAGE,
  Failure,
} from "./failure.ts";
import { Interruption } from "./interruption.ts";
import { OutputFile, ReaderGone, refuseSameFile } from "./output-file.ts";
import { ProgressLine } from "./progress.ts";
import {
  addSourceOptions,
  openOptions,
  type SourceOptions,
  statedFacts,
} from "./source-options.ts";
import { qualityLines, sectionsText } from "./summary.ts";
import { colorsFor } from "./terminal.ts";
import { compact, counted, duration, findings, isoTime } from "./words.ts";

/** What commander hands over. */
export interface ConvertOptions extends SourceOptions {
  out: string;
  quiet?: true;
}

/** Adds the options of `convert` to a command. */
export function addConvertOptions(command: Command): Command {
  const withOut = command.requiredOption(
    "-o, --out <file>",
    "x.vit is binary, x.csv is CSV; - is CSV on standard output",
  );
  return addSourceOptions(withOut).option("-q, --quiet", "no progress, no summary");
}

/** Turns ticks into bytes of the output. */
interface TickSink {
  write(batch: TickBatch): void;
  finish(): void;
}

/** A run in progress: the parts, and what has been seen so far. */
interface Run {
  readonly source: TickSource;
  readonly facts: InstrumentFacts;
  readonly output: OutputFile;
  readonly sink: TickSink;
  readonly start: number;
  firstTime: number;
  lastTime: number;
  isInterrupted: boolean;
}

function isBinary(out: string): boolean {
  if (/\.vit$/i.test(out)) return true;
  if (out === "-" || /\.csv$/i.test(out)) return false;
  throw new Failure(`"${out}" must end in .vit (binary) or .csv: the ending says what is written`);
}

function csvSink(output: OutputFile, facts: InstrumentFacts): TickSink {
  const writer = ticksCsvWriter(facts);
  return {
    write: (batch) => output.write(writer.encode(batch)),
    finish() {},
  };
}

async function open(files: readonly string[], options: ConvertOptions): Promise<Run> {
  const start = performance.now();
  const asBinary = isBinary(options.out);
  refuseSameFile(options.out, files);
  const stated = statedFacts(options);
  try {
    const source = await openSources(files, openOptions(options, stated));
    const { tickSizes: _, fundingTimes: __, ...told } = stated;
    const facts = { ...source.facts, ...told };
    const inferred = source.inferred.filter((name) => !(name in told));
    const output = new OutputFile(options.out);
    const sink = asBinary
      ? new TickFileEncoder(output, { facts, inferred }, source.isCausal)
      : csvSink(output, facts);
    const seen = { firstTime: NaN, lastTime: NaN, isInterrupted: false };
    return { source, facts, output, sink, start, ...seen };
  } catch (error) {
    throw asFailure(error, EXIT_USAGE);
  }
}

async function pump(run: Run, progress: ProgressLine): Promise<void> {
  const { source, sink } = run;
  const interruption = new Interruption(() => run.output.abandon());
  try {
    for await (const batch of source) {
      sink.write(batch);
      if (Number.isNaN(run.firstTime)) run.firstTime = batch.timeAt(0);
      run.lastTime = batch.timeAt(batch.length - 1);
      const { bytesRead, totalBytes, ticks } = source.stats;
      progress.update(() => ({ share: bytesRead / totalBytes, ticks }));
      await interruption.breathe();
      run.isInterrupted = interruption.isRequested;
      if (run.isInterrupted) break;
    }
    sink.finish();
  } finally {
    interruption.release();
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

function instrumentLine({ facts }: Run): string {
  const { symbol, tickSize, lotSize, contract, multiplier } = facts;
  const lot = Number.isNaN(lotSize) ? "no lot size" : `lot ${lotSize}`;
  const times = multiplier === 1 ? "" : `, multiplier ${multiplier}`;
  return `${symbol === "" ? "" : `${symbol}, `}tick ${tickSize}, ${lot}, ${contract}${times}`;
}

function report(run: Run, options: ConvertOptions): void {
  const { source, firstTime, lastTime } = run;
  const stream = options.out === "-" ? process.stderr : process.stdout;
  const seconds = (performance.now() - run.start) / 1000;
  const { ticks } = source.stats;
  const hasSpan = !Number.isNaN(firstTime) && !Number.isNaN(lastTime);
  const length = duration(lastTime - firstTime);
  const quality = { source: findings(source.stats), engine: [] };
  const { firstBadLine, notes } = source;
  const speed = `${compact(ticks / seconds)} records/s (${seconds.toFixed(2)} s)`;
  const text = sectionsText(
    [
      ["source", [source.format]],
      ["instrument", [instrumentLine(run)]],
      ["written", [`${counted(ticks, "record")} in ${options.out}`]],
      ["span", [hasSpan ? `${isoTime(firstTime)} to ${isoTime(lastTime)} (${length})` : "none"]],
      ["quality", qualityLines({ quality, firstBadLine, notes: [...notes] })],
      ["speed", [speed]],
    ],
    run.isInterrupted ? "the rest was not converted" : null,
    colorsFor(stream),
  );
  stream.write(text);
}

/**
 * Runs the command.
 * @returns exit code
 * @throws {Failure} with a sentence for the user
 */
export async function convert(files: readonly string[], options: ConvertOptions): Promise<number> {
  const run = await open(files, options);
  const progress = new ProgressLine(files[0], process.stderr, !options.quiet);
  const isRead = await finish(run, pump(run, progress));
  if (isRead && !options.quiet) report(run, options);
  return run.isInterrupted ? EXIT_INTERRUPTED : EXIT_DONE;
}
