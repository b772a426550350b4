/**
 * Options of `replay` as typed on the command line, turned into those of source and engine.
 */
import { type Command, Option } from "commander";
import type { EngineOptions } from "../core/options.ts";
import { formOf, type RowForm, unknownEnding } from "../outputs/forms.ts";
import { isSpecial } from "../outputs/output-file.ts";
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
  report?: string;
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
    .option(
      "-o, --out <file>",
      "write rows: .csv .parquet .arrow .arrows .ndjson; - is CSV on standard output",
    )
    .option("--report <file>", "write a page with charts, HTML")
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
  const { out, report, json } = options;
  const toStdout = [json && "--json", out === "-" && "--out -", report === "-" && "--report -"];
  const [first, second] = toStdout.filter((option) => typeof option === "string");
  if (second !== undefined) {
    throw new Failure(`${first} and ${second} both write to standard output: name a file`);
  }
  if (out !== undefined) rowForm(out);
  if (out !== undefined && out === report) {
    throw new Failure("--out and --report name the same file: name two");
  }
  if (files.length > 0 && (options.seed ?? options.ticks) !== undefined) {
    throw new Failure("--seed and --ticks belong to the synthetic market: leave out the files");
  }
  checkSourceOptions(files, options);
}

/**
 * Form of the rows: the one that the ending names, CSV for standard output and for devices.
 * @throws {Failure} if the ending names none
 */
export function rowForm(out: string): RowForm {
  const form = formOf(out);
  if (out === "-" || (form === undefined && isSpecial(out))) return "csv";
  if (form !== undefined) return form;
  throw new Failure(unknownEnding(out));
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
