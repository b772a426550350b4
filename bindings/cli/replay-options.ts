/**
 * Options of `replay` as typed on the command line, turned into those of source and engine.
 */
import { type Command, Option } from "commander";
import type { EngineOptions } from "../core/options.ts";
import type { InstrumentFacts, OpenOptions } from "../sources/source.ts";
import type { SyntheticOptions } from "../sources/synthetic/source.ts";
import { Failure } from "./failure.ts";
import type { Instrument } from "./instrument.ts";
import { collect, whole } from "./parse.ts";
import {
  addSourceOptions,
  checkSourceOptions,
  defined,
  openOptions,
  type SourceOptions,
} from "./source-options.ts";

/** What commander hands over. */
export interface ReplayOptions extends SourceOptions {
  every: string;
  signals?: string;
  chart: string[];
  out?: string;
  json?: true;
  book?: "ladder" | "quotes";
  skipEmpty?: true;
  quiet?: true;
  seed?: number;
  ticks?: number;
}

/** Adds the options of `replay` to a command. */
export function addReplayOptions(command: Command): Command {
  const ofRows = command
    .option("-e, --every <clock>", "row clock: message, 10, trade, 100ms, 5vol", "message")
    .option(
      "-s, --signals <list>",
      "preset or columns, separated by commas (default: bench20, or quotes without depth)",
    )
    .option(
      "-c, --chart <spec>",
      "control chart, e.g. ofi:ewma,lambda=0.1 (repeatable)",
      collect,
      [],
    )
    .option("-o, --out <file>", "write rows as CSV; - is standard output")
    .option("--json", "print the summary as JSON");
  return addSourceOptions(ofRows)
    .addOption(
      new Option("--book <kind>", "what the book is made from").choices(["ladder", "quotes"]),
    )
    .option("--skip-empty", "no rows for intervals without a message")
    .option("-q, --quiet", "no progress, no summary")
    .option("--seed <number>", "seed of the synthetic market", whole)
    .option("--ticks <count>", "length of the synthetic market, in records", whole);
}

/** @throws {Failure} if two options exclude each other */
export function checkReplayOptions(files: readonly string[], options: ReplayOptions): void {
  if (options.json && options.out === "-") {
    throw new Failure("--json and --out - both write to standard output: name a file to write to");
  }
  if (files.length > 0 && (options.seed ?? options.ticks) !== undefined) {
    throw new Failure("--seed and --ticks belong to the synthetic market: leave out the files");
  }
  checkSourceOptions(files, options);
}

/** Options for `openSources`. */
export function sourceOptions(options: ReplayOptions, stated: Instrument): OpenOptions {
  const quotes = options.book === "quotes" ? { quotes: true } : {};
  return { ...openOptions(options, stated), ...quotes };
}

/** Options for `syntheticSource`. */
export function syntheticOptions(options: ReplayOptions, stated: Instrument): SyntheticOptions {
  const { seed, ticks, book } = options;
  const { tickSize, lotSize } = stated;
  return defined({ seed, ticks, book, tickSize, lotSize });
}

/** What the user stated of the instrument, over what the source knows. */
export function instrumentOptions(stated: Instrument, facts: InstrumentFacts) {
  const { symbol: _, ...told } = stated;
  const { tickSize, lotSize, contract, multiplier, session, book } = facts;
  return {
    ...{ tickSize, contract, multiplier },
    ...defined({ session, book, lotSize: Number.isNaN(lotSize) ? undefined : lotSize }),
    ...told,
  };
}

/** Options for `createEngine`. */
export function engineOptions(
  options: ReplayOptions,
  stated: Instrument,
  facts: InstrumentFacts,
): EngineOptions {
  const { every, chart, skipEmpty, strict } = options;
  const book = options.book ?? facts.book;
  const { signals = book === "quotes" ? "quotes" : "bench20" } = options;
  return {
    ...instrumentOptions(stated, facts),
    every,
    signals: signals.split(",").map((name) => name.trim()),
    charts: chart,
    ...defined({ book, skipEmpty, strict }),
  };
}
