/**
 * Options of `replay` as typed on the command line, turned into those of source and engine.
 */
import { type Command, Option } from "commander";
import type { EngineOptions } from "../core/options.ts";
import type { InstrumentFacts, OpenOptions } from "../sources/source.ts";
import type { SyntheticOptions } from "../sources/synthetic/source.ts";
import { Failure } from "./failure.ts";
import { type Instrument, readInstrument } from "./instrument.ts";
import { collect, type Hours, hours, positive, whole } from "./parse.ts";

/** What commander hands over. */
export interface ReplayOptions {
  every: string;
  signals: string;
  chart: string[];
  out?: string;
  json?: true;
  instrument?: string;
  tickSize?: number;
  lotSize?: number;
  contract?: "linear" | "inverse" | "quanto";
  multiplier?: number;
  clock?: "exchange" | "local";
  format?: string;
  book?: "ladder" | "quotes";
  session?: Hours;
  skipEmpty?: true;
  strict?: true;
  quiet?: true;
  seed?: number;
  ticks?: number;
}

/** Adds the options of `replay` to a command. */
export function addReplayOptions(command: Command): Command {
  return command
    .option("-e, --every <clock>", "row clock: message, 10, trade, 100ms, 5vol", "message")
    .option("-s, --signals <list>", "preset or columns, separated by commas", "bench20")
    .option(
      "-c, --chart <spec>",
      "control chart, e.g. ofi:ewma,lambda=0.1 (repeatable)",
      collect,
      [],
    )
    .option("-o, --out <file>", "write rows as CSV; - is standard output")
    .option("--json", "print the summary as JSON")
    .option("-i, --instrument <file>", "facts of the instrument, JSON")
    .option("--tick-size <size>", "smallest price step", positive)
    .option("--lot-size <size>", "smallest size step", positive)
    .addOption(
      new Option("--contract <kind>", "kind of contract").choices(["linear", "inverse", "quanto"]),
    )
    .option("--multiplier <number>", "size of one contract", positive)
    .addOption(
      new Option("--clock <clock>", "which time of a recording").choices(["exchange", "local"]),
    )
    .option("--format <name>", "format of the files; recognised from the content if absent")
    .addOption(
      new Option("--book <kind>", "what the book is made from").choices(["ladder", "quotes"]),
    )
    .option("--session <hours>", "trading hours, e.g. 09:30-16:00@-04:00", hours)
    .option("--skip-empty", "no rows for intervals without a message")
    .option("--strict", "stop at the first bad line or tick")
    .option("-q, --quiet", "no progress, no summary")
    .option("--seed <number>", "seed of the synthetic market", whole)
    .option("--ticks <count>", "length of the synthetic market, in records", whole);
}

/** @throws {Failure} if two options exclude each other */
export function checkReplayOptions(files: readonly string[], options: ReplayOptions): void {
  if (options.json && options.out === "-") {
    throw new Failure("--json and --out - both write to standard output: name a file to write to");
  }
  const isSynthetic = files.length === 0;
  if (!isSynthetic && (options.seed ?? options.ticks) !== undefined) {
    throw new Failure("--seed and --ticks belong to the synthetic market: leave out the files");
  }
  if (isSynthetic && (options.format ?? options.clock) !== undefined) {
    throw new Failure("--format and --clock belong to files: name a file to read");
  }
}

/** Facts stated by the user: the options, over the instrument file. */
export function statedFacts(options: ReplayOptions): Instrument {
  const fromFile = options.instrument === undefined ? {} : readInstrument(options.instrument);
  const { tickSize, lotSize, contract, multiplier, session } = options;
  return { ...fromFile, ...defined({ tickSize, lotSize, contract, multiplier, session }) };
}

/** Options for `openSource`. */
export function sourceOptions(options: ReplayOptions, stated: Instrument): OpenOptions {
  const { format, clock, strict, book } = options;
  const { tickSize, lotSize } = stated;
  const quotes = book === "quotes" ? true : undefined;
  return defined({ format, clock, strict, quotes, tickSize, lotSize });
}

/** Options for `syntheticSource`. */
export function syntheticOptions(options: ReplayOptions, stated: Instrument): SyntheticOptions {
  const { seed, ticks, book } = options;
  const { tickSize, lotSize } = stated;
  return defined({ seed, ticks, book, tickSize, lotSize });
}

/** Options for `createEngine`: what the user stated, over what the source knows. */
export function engineOptions(
  options: ReplayOptions,
  stated: Instrument,
  facts: InstrumentFacts,
): EngineOptions {
  const { symbol: _, ...told } = stated;
  const { tickSize, lotSize, contract, multiplier, session } = facts;
  const known = {
    tickSize,
    contract,
    multiplier,
    ...defined({ session, lotSize: Number.isNaN(lotSize) ? undefined : lotSize }),
  };
  const { every, chart, book, skipEmpty, strict } = options;
  return {
    ...known,
    ...told,
    every,
    signals: options.signals.split(",").map((name) => name.trim()),
    charts: chart,
    ...defined({ book, skipEmpty, strict }),
  };
}

/** Without the keys whose value is undefined. */
function defined<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
