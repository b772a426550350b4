/**
 * `volume-imbalance bench`: how fast is this machine, on the synthetic market or on the user's own
 * file? Rows of several kinds, pushes of several sizes, and reading. It compares with nothing
 * else: the comparison with other packages is `npm run bench` in a checkout of the project.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import type { EngineOptions } from "../../core/options.ts";
import { openSources } from "../../sources/open.ts";
import type { TickSource } from "../../sources/source.ts";
import { syntheticSource } from "../../sources/synthetic/source.ts";
import { asFailure, EXIT_DONE, EXIT_INTERRUPTED, EXIT_USAGE, Failure } from "../failure.ts";
import { Interruption } from "../interruption.ts";
import { addOptions, option } from "../options/command-option.ts";
import { addGeneralOptions, type GeneralOptions } from "../options/general-options.ts";
import { count } from "../options/values.ts";
import { OutputFile } from "../output-file.ts";
import { ProgressLine } from "../progress.ts";
import {
  checkMarketOptions,
  engineOptions,
  everyOption,
  marketOptions,
  signalsOption,
  sourceOptions,
  syntheticOptions,
} from "../replay-options.ts";
import {
  addSourceOptions,
  bookOption,
  type SourceOptions,
  statedFacts,
} from "../source-options.ts";
import { colorsFor } from "../terminal.ts";
import { tickSink } from "../tick-sink.ts";
import { type HeldTicks, holdTicks } from "./held-ticks.ts";
import { benchSummary, benchText, currentLoad } from "./report.ts";
import { measure } from "./rounds.ts";
import { batchSizes, engineOfRows, reading, type Work } from "./works.ts";

/** What commander hands over. */
export interface BenchOptions extends SourceOptions, GeneralOptions {
  every?: string;
  signals?: string;
  rounds?: number;
  limit?: number;
  book?: "ladder" | "quotes";
  seed?: number;
  ticks?: number;
}

const ROUNDS = 5;
/** 32 MB of records. */
const LIMIT = 1_000_000;
const SYNTHETIC_TICKS = 500_000;
const CLOCKS = ["message", "10", "100ms"];

/** Adds the options of `bench` to a command. */
export function addBenchOptions(command: Command): Command {
  addOptions(command, "Measurement", [
    option("--rounds <count>", "how often everything is measured", count).default(ROUNDS, "5"),
    option("--limit <count>", "records of the files that are held", count).default(
      LIMIT,
      "1000000",
    ),
    everyOption("row clock: message, 10, 100ms; these three if absent"),
    signalsOption("presets and columns; bench20 and quotes if absent"),
    bookOption(),
  ]);
  addSourceOptions(command);
  addOptions(command, "Synthetic market, without files", marketOptions());
  return addGeneralOptions(command);
}

function opener(files: readonly string[], options: BenchOptions): () => Promise<TickSource> {
  const stated = statedFacts(options);
  if (files.length > 0) return () => openSources(files, sourceOptions(options, stated));
  const market = { ticks: SYNTHETIC_TICKS, ...syntheticOptions(options, stated) };
  return async () => syntheticSource(market);
}

/** Presets on all clocks, then batch sizes on the middle one; or what the user asked for. */
function engineWorks(held: HeldTicks, options: BenchOptions): Work[] {
  const { signals, every } = options;
  const stated = statedFacts(options);
  const isQuotes = (options.book ?? held.facts.book) === "quotes";
  const lists = signals ? [signals] : isQuotes ? ["quotes"] : ["bench20", "quotes"];
  const clocks = every ? [every] : CLOCKS;
  const forEngine = (list: string, clock: string): EngineOptions =>
    engineOptions({ ...options, signals: list, every: clock }, stated, held.facts);
  const works = lists.flatMap((list) =>
    clocks.map((clock) => engineOfRows(held, forEngine(list, clock))),
  );
  return [...works, ...batchSizes(held, forEngine(lists[0], every ?? "10"))];
}

/** The held ticks as a file, for measuring how long it takes to read them back. */
function written(held: HeldTicks, path: string): void {
  const output = new OutputFile(path);
  const sink = tickSink(output, held);
  for (const batch of held.batches) sink.write(batch);
  sink.finish();
  output.commit();
}

function readingWorks(
  files: readonly string[],
  held: HeldTicks,
  open: () => Promise<TickSource>,
  folder: string,
): Work[] {
  const own = files.length > 0 ? [reading(`the files (${held.format})`, held.records, open)] : [];
  const forms = [
    ["the ticks as CSV", "ticks.csv"],
    ["the ticks as .vit", "ticks.vit"],
  ] as const;
  const again = forms.map(([name, file]) => {
    const path = join(folder, file);
    written(held, path);
    return reading(name, held.records, () => openSources([path]));
  });
  return [...own, ...again];
}

/** A folder that is gone afterwards, also when the process ends at once. */
async function withFolder<T>(
  interruption: Interruption,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-bench-"));
  const abandon = () => rmSync(folder, { recursive: true, force: true });
  interruption.guard({ abandon });
  try {
    return await use(folder);
  } finally {
    abandon();
  }
}

/** Measures everything; null if it was interrupted before there were ticks to measure on. */
async function run(
  files: readonly string[],
  options: BenchOptions,
  interruption: Interruption,
  progress: ProgressLine,
) {
  const { rounds = ROUNDS, limit = LIMIT } = options;
  const load = currentLoad();
  const open = opener(files, options);
  const held = await holdTicks(
    await open(),
    files.length > 0 ? limit : Infinity,
    interruption,
    progress,
  );
  if (held.ticks === 0) throw new Failure("there is no tick to measure on");
  return await withFolder(interruption, async (folder) => {
    const works = [...engineWorks(held, options), ...readingWorks(files, held, open, folder)];
    const all = works.length * (rounds + 1);
    let done = 0;
    const measured = await measure(works, rounds, interruption, () => {
      done++;
      progress.update(() => ({ share: done / all, ticks: done * held.ticks }));
    });
    return benchSummary(files, held, measured, load, interruption.isRequested);
  });
}

/**
 * Runs the command.
 * @returns exit code
 * @throws {Failure} with a sentence for the user
 */
export function bench(files: readonly string[], options: BenchOptions): Promise<number> {
  checkMarketOptions(files, options);
  return Interruption.during(async (interruption) => {
    const progress = new ProgressLine("bench", process.stderr, !options.quiet);
    try {
      const summary = await run(files, options, interruption, progress);
      progress.clear();
      if (options.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
      else if (!options.quiet) process.stdout.write(benchText(summary, colorsFor(process.stdout)));
      return interruption.isRequested ? EXIT_INTERRUPTED : EXIT_DONE;
    } catch (error) {
      progress.clear();
      throw asFailure(error, EXIT_USAGE);
    }
  });
}
