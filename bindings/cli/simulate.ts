/**
 * `volume-imbalance simulate`: the synthetic market as a CSV of ticks, and beside it the truth,
 * the episodes of pressure that were planted.
 */
import type { Command } from "commander";
import { Option } from "commander";
import { formatTruth } from "../sources/synthetic/schedule.ts";
import { type SyntheticOptions, syntheticSource } from "../sources/synthetic/source.ts";
import { ticksCsvWriter } from "../sources/ticks/csv-writer.ts";
import { asFailure, EXIT_DONE, EXIT_INTERRUPTED, EXIT_USAGE, Failure } from "./failure.ts";
import { Interruption } from "./interruption.ts";
import { OutputFile, ReaderGone } from "./output-file.ts";
import { number, positive, share, whole } from "./parse.ts";
import { ProgressLine } from "./progress.ts";
import { counted } from "./words.ts";

/** What commander hands over. */
export interface SimulateOptions {
  out: string;
  truth?: string;
  seed?: number;
  ticks?: number;
  seconds?: number;
  rate?: number;
  tickSize?: number;
  lotSize?: number;
  price?: number;
  episodes?: number;
  faults?: number;
  book?: "ladder" | "quotes";
  quiet?: true;
}

/** Adds the options of `simulate` to a command. */
export function addSimulateOptions(command: Command): Command {
  return command
    .requiredOption("-o, --out <file>", "where the ticks go; - is standard output")
    .option("--truth <file>", "where the truth goes; beside the ticks if absent")
    .option("--seed <number>", "the same seed gives the same bytes", whole)
    .option("--ticks <count>", "length in records: ticks and headers", whole)
    .option("--seconds <number>", "length in time of the market", positive)
    .option("--rate <number>", "ticks per second", positive)
    .option("--tick-size <size>", "smallest price step", positive)
    .option("--lot-size <size>", "smallest size step", positive)
    .option("--price <number>", "price at the start", positive)
    .option("--episodes <number>", "planted episodes per hour", number)
    .option("--faults <share>", "share of messages with each kind of fault, 0 to 1", share)
    .addOption(new Option("--book <kind>", "what is written").choices(["ladder", "quotes"]))
    .option("-q, --quiet", "no progress, no summary");
}

function marketOptions(options: SimulateOptions): SyntheticOptions {
  const { seed, ticks, tickSize, lotSize, book, faults } = options;
  const all = {
    seed,
    ticks,
    tickSize,
    lotSize,
    book,
    durationSeconds: options.seconds,
    ticksPerSecond: options.rate,
    startPrice: options.price,
    episodesPerHour: options.episodes,
    faults: faults && {
      gaps: faults,
      reversals: faults,
      crossed: faults,
      badSizes: faults,
      unknownSides: faults,
    },
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as SyntheticOptions;
}

/** Where the truth goes: `ticks.csv` has its truth in `ticks.truth.csv`. */
function truthPath({ out, truth }: SimulateOptions): string | null {
  if (truth !== undefined) return truth;
  return out === "-" ? null : `${out.replace(/\.csv$/, "")}.truth.csv`;
}

function open(options: SimulateOptions) {
  if (options.truth === "-" && options.out === "-") {
    throw new Failure("--out - and --truth - both write to standard output: name a file for one");
  }
  try {
    return { source: syntheticSource(marketOptions(options)), file: new OutputFile(options.out) };
  } catch (error) {
    throw asFailure(error, EXIT_USAGE);
  }
}

type Market = ReturnType<typeof open>;

/** @returns whether the user interrupted it */
async function write({ source, file }: Market, options: SimulateOptions): Promise<boolean> {
  const writer = ticksCsvWriter(source.facts);
  const progress = new ProgressLine("simulate", process.stderr, !options.quiet);
  const interruption = new Interruption(() => file.abandon());
  try {
    for await (const batch of source) {
      file.write(writer.encode(batch));
      const { ticks } = source.stats;
      progress.update(() => ({ share: ticks / (options.ticks ?? NaN), ticks }));
      await interruption.breathe();
      if (interruption.isRequested) break;
    }
    file.commit();
    return interruption.isRequested;
  } catch (error) {
    file.abandon();
    throw error;
  } finally {
    interruption.release();
    progress.clear();
  }
}

function writeTruth({ source }: Market, path: string): void {
  const file = new OutputFile(path);
  file.write(Buffer.from(formatTruth(source.truth)));
  file.commit();
}

/**
 * Runs the command.
 * @returns exit code
 * @throws {Failure} with a sentence for the user
 */
export async function simulate(options: SimulateOptions): Promise<number> {
  const market = open(options);
  let isInterrupted = false;
  try {
    isInterrupted = await write(market, options);
  } catch (error) {
    if (error instanceof ReaderGone) return EXIT_DONE;
    throw error;
  }
  const truth = truthPath(options);
  if (truth !== null) writeTruth(market, truth);
  if (!options.quiet) {
    const stream = options.out === "-" || truth === "-" ? process.stderr : process.stdout;
    const { truth: episodes, stats } = market.source;
    stream.write(`${counted(stats.ticks, "record")} in ${options.out}\n`);
    stream.write(`${counted(episodes.length, "planted episode")} in ${truth ?? "no file"}\n`);
  }
  return isInterrupted ? EXIT_INTERRUPTED : EXIT_DONE;
}
