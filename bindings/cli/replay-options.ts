/**
 * Options of `replay` as typed on the command line, turned into those of source and engine.
 */
import type { Command } from "commander";
import { sampleColumns } from "../core/catalog.ts";
import type { EngineOptions } from "../core/options.ts";
import { PRESETS } from "../core/presets.ts";
import { formOf, type RowForm, unknownEnding } from "../outputs/forms.ts";
import { isSpecial } from "../outputs/output-file.ts";
import type { InstrumentFacts, OpenOptions } from "../sources/source.ts";
import type { SyntheticOptions } from "../sources/synthetic/source.ts";
import { Failure } from "./failure.ts";
import type { Instrument } from "./instrument.ts";
import { addOptions, CommandOption, option } from "./options/command-option.ts";
import { addGeneralOptions, type GeneralOptions } from "./options/general-options.ts";
import { file, listOf, whole, wordLike } from "./options/values.ts";
import { refuseSharedOutputs } from "./output-file.ts";
import {
  addSourceOptions,
  bookOption,
  checkSourceOptions,
  defined,
  openOptions,
  type SourceOptions,
} from "./source-options.ts";

/** What commander hands over. */
export interface ReplayOptions extends SourceOptions, GeneralOptions {
  every: string;
  signals?: string;
  chart?: string[];
  out?: string;
  report?: string;
  book?: "ladder" | "quotes";
  skipEmpty?: true;
  seed?: number;
  ticks?: number;
}

const everyKind = wordLike(["message", "trade", "10", "100ms", "1s", "5vol"], {
  anyOf: [{ type: "string" }, { type: "integer", minimum: 1 }],
});
const signalList = listOf([...Object.keys(PRESETS), "all", ...sampleColumns()]);
const charts = wordLike(chartSources());

/** Columns that one may want to chart; what is charted already is none. */
function chartSources(): string[] {
  return sampleColumns().filter((name) => !/^(ewma|cusum)\./.test(name));
}

/** Options that say which rows are made. */
export const everyOption = (description: string): CommandOption =>
  option("-e, --every <clock>", description, everyKind);
export const signalsOption = (description: string): CommandOption =>
  option("-s, --signals <list>", description, signalList);

/** Options of the synthetic market that is read where no file is named. */
export const marketOptions = (): CommandOption[] => [
  option("--seed <number>", "the same seed gives the same market", whole),
  option("--ticks <count>", "length in records: ticks and headers", whole),
];

/** What `replay` and `bench` have in common. */
type AnyRun = SourceOptions & Pick<ReplayOptions, "book" | "seed" | "ticks">;

/** Adds the options of `replay` to a command. */
export function addReplayOptions(command: Command): Command {
  addOptions(command, "Rows", [
    everyOption("row clock: message, 10, trade, 100ms, 5vol").default("message", "message"),
    signalsOption(
      "presets and columns, like bench20,vwap_60s; if absent bench20, or quotes without depth",
    ),
    new CommandOption(
      "-c, --chart <spec>",
      "control chart: ofi:ewma,lambda=0.1; again for more",
      charts,
      {
        isRepeatable: true,
      },
    ),
    bookOption(),
    option("--skip-empty", "no rows for intervals without a message"),
  ]);
  addOptions(command, "Output", [
    option(
      "-o, --out <file>",
      "rows: .csv .parquet .arrow .arrows .ndjson; - is CSV on stdout",
      file,
    ),
    option("--report <file>", "a page with charts, .html", file),
  ]);
  addSourceOptions(command);
  addOptions(command, "Synthetic market, without files", marketOptions());
  return addGeneralOptions(command);
}

/** @throws {Failure} if two options exclude each other */
export function checkReplayOptions(files: readonly string[], options: ReplayOptions): void {
  const { out, report, json } = options;
  refuseSharedOutputs({ "--out": out, "--report": report }, json);
  if (out !== undefined) rowForm(out);
  checkMarketOptions(files, options);
}

/** @throws {Failure} if the synthetic market is described beside files, or files without any */
export function checkMarketOptions(files: readonly string[], options: AnyRun): void {
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
export function sourceOptions(options: AnyRun, stated: Instrument): OpenOptions {
  const quotes = options.book === "quotes" ? { quotes: true } : {};
  return { ...openOptions(options, stated), ...quotes };
}

/** Options for `syntheticSource`. */
export function syntheticOptions(options: AnyRun, stated: Instrument): SyntheticOptions {
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
  const { every, chart = [], skipEmpty, strict } = options;
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
