/**
 * `volume-imbalance simulate`: the synthetic market as a file of ticks, and beside it the truth,
 * the episodes of pressure that were planted.
 */
import type { Command } from "commander";
import { formatTruth } from "../sources/synthetic/schedule.ts";
import { type SyntheticOptions, syntheticSource } from "../sources/synthetic/source.ts";
import { asFailure, EXIT_DONE, EXIT_INTERRUPTED, EXIT_USAGE } from "./failure.ts";
import { Interruption } from "./interruption.ts";
import { addOptions, option } from "./options/command-option.ts";
import { addGeneralOptions, type GeneralOptions } from "./options/general-options.ts";
import { required } from "./options/required.ts";
import { file, number, positive, share } from "./options/values.ts";
import { OutputFile, ReaderGone, refuseSharedOutputs } from "./output-file.ts";
import { ProgressLine } from "./progress.ts";
import { marketOptions } from "./replay-options.ts";
import { bookOption, defined } from "./source-options.ts";
import { sectionsText } from "./summary.ts";
import { colorsFor } from "./terminal.ts";
import { isBinary, type TickSink, tickSink } from "./tick-sink.ts";
import { counted } from "./words.ts";

/** What commander hands over. */
export interface SimulateOptions extends GeneralOptions {
  out?: string;
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
}

/** Adds the options of `simulate` to a command. */
export function addSimulateOptions(command: Command): Command {
  addOptions(command, "Output", [
    option("-o, --out <file>", ".vit is binary, .csv is CSV; - is CSV on stdout", file),
    option("--truth <file>", "planted episodes; x.truth.csv beside x.csv if absent", file),
  ]);
  addOptions(command, "Market", [
    ...marketOptions(),
    option("--seconds <number>", "length in time of the market", positive),
    option("--rate <number>", "ticks per second", positive),
    option("--price <number>", "price at the start", positive),
    option("--tick-size <size>", "smallest price step", positive),
    option("--lot-size <size>", "smallest size step", positive),
    option("--episodes <number>", "planted episodes per hour", number),
    option("--faults <share>", "share of messages with each kind of fault, 0 to 1", share),
    bookOption(),
  ]);
  return addGeneralOptions(command);
}

/** What a simulation wrote: what `--json` prints. */
interface SimulateSummary {
  seed: number | null;
  records: number;
  episodes: number;
  output: string;
  truth: string | null;
  interrupted: boolean;
}

function syntheticOptions(options: SimulateOptions): SyntheticOptions {
  const { seed, ticks, tickSize, lotSize, book, faults } = options;
  return defined({
    ...{ seed, ticks, tickSize, lotSize, book },
    durationSeconds: options.seconds,
    ticksPerSecond: options.rate,
    startPrice: options.price,
    episodesPerHour: options.episodes,
    faults:
      faults === undefined
        ? undefined
        : {
            gaps: faults,
            reversals: faults,
            crossed: faults,
            badSizes: faults,
            unknownSides: faults,
          },
  });
}

/** Where the truth goes: `ticks.csv` has its truth in `ticks.truth.csv`. */
function truthPath(out: string, { truth }: SimulateOptions): string | null {
  if (truth !== undefined) return truth;
  return out === "-" ? null : `${out.replace(/\.(csv|vit)$/i, "")}.truth.csv`;
}

function open(options: SimulateOptions, interruption: Interruption) {
  const out = required("out", options.out, "x.csv for CSV, x.vit for binary");
  isBinary(out);
  const truth = truthPath(out, options);
  refuseSharedOutputs({ "--out": out, "--truth": truth ?? undefined }, options.json);
  try {
    const source = syntheticSource(syntheticOptions(options));
    const output = interruption.guard(new OutputFile(out));
    return { source, output, sink: tickSink(output, source), truth, interruption };
  } catch (error) {
    throw asFailure(error, EXIT_USAGE);
  }
}

type Market = ReturnType<typeof open>;

async function pump(market: Market, sink: TickSink, options: SimulateOptions): Promise<void> {
  const { source, interruption } = market;
  const progress = new ProgressLine("simulate", process.stderr, !options.quiet);
  try {
    for await (const batch of source) {
      sink.write(batch);
      const { ticks } = source.stats;
      progress.update(() => ({ share: ticks / (options.ticks ?? NaN), ticks }));
      await interruption.breathe();
      if (interruption.isRequested) break;
    }
    sink.finish();
  } finally {
    progress.clear();
  }
}

/** Answers whether somebody reads what is written. */
async function write(market: Market, options: SimulateOptions): Promise<boolean> {
  const { output, sink } = market;
  try {
    await pump(market, sink, options);
    output.commit();
    return true;
  } catch (error) {
    output.abandon();
    if (error instanceof ReaderGone) return false;
    throw error;
  }
}

function writeTruth({ source, truth, interruption }: Market): void {
  if (truth === null) return;
  const output = interruption.guard(new OutputFile(truth));
  output.write(Buffer.from(formatTruth(source.truth)));
  output.commit();
}

function report(summary: SimulateSummary, options: SimulateOptions): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  } else if (!options.quiet) {
    const { records, episodes, output, truth, interrupted } = summary;
    const stream = output === "-" || truth === "-" ? process.stderr : process.stdout;
    const text = sectionsText(
      [
        ["written", [`${counted(records, "record")} in ${output}`]],
        ["truth", [`${counted(episodes, "planted episode")} in ${truth ?? "no file"}`]],
      ],
      interrupted ? "the rest was not simulated" : null,
      colorsFor(stream),
    );
    stream.write(text);
  }
}

/**
 * Runs the command.
 * @returns exit code
 * @throws {Failure} with a sentence for the user
 */
export function simulate(options: SimulateOptions): Promise<number> {
  return Interruption.during(async (interruption) => {
    const market = open(options, interruption);
    if (!(await write(market, options))) return EXIT_DONE;
    writeTruth(market);
    const { source, output, truth } = market;
    const summary = {
      seed: source.facts.seed ?? null,
      records: source.stats.ticks,
      episodes: source.truth.length,
      output: output.path,
      truth,
      interrupted: interruption.isRequested,
    };
    report(summary, options);
    return interruption.isRequested ? EXIT_INTERRUPTED : EXIT_DONE;
  });
}
