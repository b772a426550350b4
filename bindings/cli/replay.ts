/**
 * `volume-imbalance replay`: ticks from files or from the synthetic market, through an engine,
 * into rows. Memory does not depend on the length of the input or of the output.
 */
import { createEngineSync, type Engine } from "../core/engine.ts";
import type { EngineOptions } from "../core/options.ts";
import type { SignalTable } from "../core/signal-table.ts";
import type { TickBatch } from "../core/tick-batch.ts";
import { openSources } from "../sources/open.ts";
import type { TickSource } from "../sources/source.ts";
import { syntheticSource } from "../sources/synthetic/source.ts";
import { CsvWriter } from "./csv-writer.ts";
import {
  asFailure,
  EXIT_BAD_DATA,
  EXIT_DONE,
  EXIT_INTERRUPTED,
  EXIT_USAGE,
  Failure,
} from "./failure.ts";
import { finerTick } from "./finer-tick.ts";
import { Interruption } from "./interruption.ts";
import { OutputFile, ReaderGone, refuseSameFile } from "./output-file.ts";
import { ProgressLine } from "./progress.ts";
import {
  checkReplayOptions,
  engineOptions,
  type ReplayOptions,
  sourceOptions,
  syntheticOptions,
} from "./replay-options.ts";
import { statedFacts } from "./source-options.ts";
import { type ReplaySummary, summaryText } from "./summary.ts";
import { colorsFor } from "./terminal.ts";
import { findings } from "./words.ts";

/** A run in progress: the parts, and what has been seen so far. */
interface Run {
  readonly source: TickSource;
  readonly symbol: string;
  readonly engine: Engine;
  readonly engineOptions: EngineOptions;
  readonly output: OutputFile | null;
  readonly writer: CsvWriter | null;
  readonly start: number;
  engineMs: number;
  firstTime: number;
  lastRow: Record<string, number>;
  isInterrupted: boolean;
  /** The reader of standard output went away (`| head`). */
  isUnread: boolean;
}

async function open(files: readonly string[], options: ReplayOptions): Promise<Run> {
  const start = performance.now();
  checkReplayOptions(files, options);
  if (options.out !== undefined) refuseSameFile(options.out, files);
  const stated = statedFacts(options);
  try {
    const source =
      files.length > 0
        ? await openSources(files, sourceOptions(options, stated))
        : syntheticSource(syntheticOptions(options, stated));
    const forEngine = engineOptions(options, stated, source.facts);
    const engine = createEngineSync(forEngine);
    const output = options.out === undefined ? null : new OutputFile(options.out);
    const writer = output && new CsvWriter(output, engine.columns);
    const symbol = stated.symbol ?? source.facts.symbol;
    const parts = { source, symbol, engine, engineOptions: forEngine, output, writer };
    const ending = { isInterrupted: false, isUnread: false };
    return { ...parts, start, engineMs: 0, firstTime: NaN, lastRow: {}, ...ending };
  } catch (error) {
    throw asFailure(error, EXIT_USAGE);
  }
}

/** Pushes one batch; what the listener of rows takes is not the engine's time. */
function push(run: Run, batch: TickBatch): void {
  if (Number.isNaN(run.firstTime) && batch.length > 0) run.firstTime = batch.timeAt(0);
  const before = performance.now();
  run.engine.push(batch);
  run.engineMs += performance.now() - before;
  refuseGuessedGrid(run);
}

/** A tick size that was guessed from the beginning and is too coarse for what follows. */
function refuseGuessedGrid({ source, engine }: Run): void {
  const finer = finerTick(engine.offGridPrice);
  if (finer === null || !source.inferred.includes("tickSize")) return;
  throw new Failure(
    `the tick size ${source.facts.tickSize} was inferred from the beginning of the file, but a ` +
      `level at ${engine.offGridPrice} lies off that grid: try --tick-size ${finer}`,
  );
}

function takeRows(run: Run, table: SignalTable): void {
  const before = performance.now();
  run.writer?.writeRows(table);
  if (table.length > 0) run.lastRow = table.row(table.length - 1);
  run.engineMs -= performance.now() - before;
}

async function pump(run: Run, progress: ProgressLine): Promise<void> {
  const { source, engine } = run;
  const interruption = new Interruption(() => run.output?.abandon());
  engine.onRows((table) => takeRows(run, table));
  try {
    for await (const batch of source) {
      push(run, batch);
      progress.update(() => ({
        share: source.stats.bytesRead / source.stats.totalBytes,
        ticks: source.stats.ticks,
        rows: engine.counters.rows,
        alarms: engine.counters.alarms,
      }));
      await interruption.breathe();
      run.isInterrupted = interruption.isRequested;
      if (run.isInterrupted) break;
    }
    run.writer?.flush();
  } finally {
    interruption.release();
    progress.clear();
  }
}

/** Closes the output: complete under its name, or gone. */
async function finish(run: Run, pumping: Promise<void>): Promise<void> {
  try {
    await pumping;
    run.output?.commit();
  } catch (error) {
    run.output?.abandon();
    run.isUnread = error instanceof ReaderGone;
    if (run.isUnread) return;
    // A file that cannot be read on is no usable input, strict or not.
    const isUnreadable = error instanceof Error && error.name === "FormatError";
    const isBadLine = run.source.firstBadLine !== null;
    throw asFailure(error, isUnreadable && !isBadLine ? EXIT_USAGE : EXIT_BAD_DATA);
  }
}

function summarise(run: Run, files: readonly string[], options: ReplayOptions): ReplaySummary {
  const { source, engine, symbol } = run;
  const { tickSize, lotSize = NaN, contract = "linear", multiplier = 1 } = run.engineOptions;
  const { ticks, messages, trades, rows, alarms } = engine.counters;
  const seconds = { engine: run.engineMs / 1000, total: (performance.now() - run.start) / 1000 };
  return {
    source: {
      format: source.format,
      files: [...files],
      symbol,
      seed: source.facts.seed ?? null,
      isCausal: source.isCausal,
    },
    facts: {
      tickSize: known(tickSize),
      lotSize: known(lotSize),
      contract,
      multiplier,
      inferred: [...source.inferred],
    },
    every: options.every,
    columns: [...engine.columns],
    records: source.stats.ticks,
    ticks,
    messages,
    trades,
    rows,
    alarms,
    quality: { source: findings(source.stats), engine: findings(engine.counters) },
    notes: [...source.notes, ...offGridNote(engine)],
    firstBadLine: source.firstBadLine,
    firstTime: known(run.firstTime),
    lastTime: known(engine.lastTimeUs),
    seconds,
    ticksPerSecond: { engine: ticks / seconds.engine, total: ticks / seconds.total },
    lastRow: Object.fromEntries(Object.entries(run.lastRow).map(([k, v]) => [k, known(v)])),
    memoryBytes: engine.memoryBytes,
    output: run.output?.path ?? null,
    interrupted: run.isInterrupted,
  };
}

function offGridNote({ offGridPrice }: Engine): string[] {
  return Number.isNaN(offGridPrice) ? [] : [`first level off the grid: ${offGridPrice}`];
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function report(summary: ReplaySummary, options: ReplayOptions): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  } else if (!options.quiet) {
    const stream = options.out === "-" ? process.stderr : process.stdout;
    stream.write(summaryText(summary, colorsFor(stream)));
  }
}

/**
 * Runs the command.
 * @returns exit code
 * @throws {Failure} with a sentence for the user
 */
export async function replay(files: readonly string[], options: ReplayOptions): Promise<number> {
  const run = await open(files, options);
  const label = files.length > 0 ? files[0] : "synthetic market";
  const progress = new ProgressLine(label, process.stderr, !options.quiet);
  await finish(run, pump(run, progress));
  if (!run.isUnread) report(summarise(run, files, options), options);
  run.engine.dispose();
  return run.isInterrupted ? EXIT_INTERRUPTED : EXIT_DONE;
}
