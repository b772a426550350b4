/**
 * `volume-imbalance replay`: ticks from files or from the synthetic market, through an engine,
 * into rows. Memory does not depend on the length of the input or of the output.
 */
import { createEngineSync, type Engine } from "../core/engine.ts";
import type { EngineOptions } from "../core/options.ts";
import type { SignalTable } from "../core/signal-table.ts";
import type { TickBatch } from "../core/tick-batch.ts";
import { rowWriter } from "../outputs/forms.ts";
import { schemaOfEngine } from "../outputs/row-schema.ts";
import type { RowWriter } from "../outputs/row-writer.ts";
import { openSources } from "../sources/open.ts";
import type { TickSource } from "../sources/source.ts";
import { syntheticSource } from "../sources/synthetic/source.ts";
import {
  asFailure,
  EXIT_BAD_DATA,
  EXIT_DONE,
  EXIT_INTERRUPTED,
  EXIT_USAGE,
  Failure,
} from "./failure.ts";
import { offGridSentence } from "./finer-tick.ts";
import { Interruption } from "./interruption.ts";
import { OutputFile, ReaderGone, refuseSameFile } from "./output-file.ts";
import { ProgressLine } from "./progress.ts";
import {
  checkReplayOptions,
  engineOptions,
  type ReplayOptions,
  rowForm,
  sourceOptions,
  syntheticOptions,
} from "./replay-options.ts";
import { ReportFile } from "./replay-report.ts";
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
  readonly writer: RowWriter | null;
  readonly report: ReportFile | null;
  readonly start: number;
  engineMs: number;
  firstTime: number;
  lastRow: Record<string, number>;
  isInterrupted: boolean;
  /** The reader of standard output went away (`| head`). */
  isUnread: boolean;
}

async function open(
  files: readonly string[],
  options: ReplayOptions,
  interruption: Interruption,
): Promise<Run> {
  const start = performance.now();
  checkReplayOptions(files, options);
  for (const path of [options.out, options.report]) if (path) refuseSameFile(path, files);
  const stated = statedFacts(options);
  let report: ReportFile | null = null;
  try {
    const source =
      files.length > 0
        ? await openSources(files, sourceOptions(options, stated))
        : syntheticSource(syntheticOptions(options, stated));
    const forEngine = engineOptions(options, stated, source.facts);
    const engine = createEngineSync(forEngine);
    if (options.report !== undefined) {
      report = interruption.guard(new ReportFile(options.report, forEngine));
    }
    const symbol = stated.symbol ?? source.facts.symbol;
    const told = { symbol, source: source.format, isCausal: source.isCausal };
    const schema = schemaOfEngine(forEngine, told);
    const output =
      options.out === undefined ? null : interruption.guard(new OutputFile(options.out));
    const writer = output && rowWriter(rowForm(output.path), output, schema);
    const parts = { source, symbol, engine, engineOptions: forEngine, output, writer, report };
    const ending = { isInterrupted: false, isUnread: false };
    return { ...parts, start, engineMs: 0, firstTime: NaN, lastRow: {}, ...ending };
  } catch (error) {
    report?.abandon();
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
  run.report?.push(batch);
}

/** A tick size that was guessed from the beginning and is too coarse for what follows. */
function refuseGuessedGrid({ source, engine }: Run): void {
  const { offGridPrice } = engine;
  if (Number.isNaN(offGridPrice) || !source.inferred.includes("tickSize")) return;
  throw new Failure(offGridSentence(source, offGridPrice));
}

function takeRows(run: Run, table: SignalTable): void {
  const before = performance.now();
  run.writer?.writeRows(table);
  if (table.length > 0) run.lastRow = table.row(table.length - 1);
  run.engineMs -= performance.now() - before;
}

function abandon({ output, report }: Run): void {
  output?.abandon();
  report?.abandon();
}

async function pump(run: Run, progress: ProgressLine, interruption: Interruption): Promise<void> {
  const { source, engine } = run;
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
    run.writer?.finish();
  } finally {
    progress.clear();
  }
}

/** Closes the output: complete under its name, or gone. */
async function finish(run: Run, pumping: Promise<void>): Promise<void> {
  try {
    await pumping;
    run.output?.commit();
  } catch (error) {
    abandon(run);
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
    report: run.report?.path ?? null,
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
    const stream = [options.out, options.report].includes("-") ? process.stderr : process.stdout;
    stream.write(summaryText(summary, colorsFor(stream)));
  }
}

/**
 * Runs the command.
 * @returns exit code
 * @throws {Failure} with a sentence for the user
 */
export function replay(files: readonly string[], options: ReplayOptions): Promise<number> {
  return Interruption.during(async (interruption) => {
    return await complete(await open(files, options, interruption), files, options, interruption);
  });
}

async function complete(
  run: Run,
  files: readonly string[],
  options: ReplayOptions,
  interruption: Interruption,
): Promise<number> {
  const label = files.length > 0 ? files[0] : "synthetic market";
  const progress = new ProgressLine(label, process.stderr, !options.quiet);
  await finish(run, pump(run, progress, interruption));
  if (!run.isUnread) {
    const summary = summarise(run, files, options);
    run.report?.commit(summary, { source: run.source.stats, engine: run.engine.counters });
    report(summary, options);
  }
  run.engine.dispose();
  return run.isInterrupted ? EXIT_INTERRUPTED : EXIT_DONE;
}
