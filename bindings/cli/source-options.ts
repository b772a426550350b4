/**
 * Options that say which part of which files is read and what is known of the instrument: the same
 * for every command that reads files.
 */
import { type Command, Option } from "commander";
import type { OpenOptions } from "../sources/source.ts";
import { Failure } from "./failure.ts";
import { type Instrument, readInstrument } from "./instrument.ts";
import { columns, type Hours, hours, positive, time } from "./parse.ts";

/** What commander hands over. */
export interface SourceOptions {
  instrument?: string;
  tickSize?: number;
  lotSize?: number;
  contract?: "linear" | "inverse" | "quanto";
  multiplier?: number;
  session?: Hours;
  clock?: "exchange" | "local";
  format?: string;
  symbol?: string;
  columns?: Record<string, string>;
  from?: number;
  to?: number;
  ghosts?: "keep" | "remove";
  orderBook?: string;
  saleConditions?: "all" | "regular";
  strict?: true;
}

/** Options that mean nothing without a file. */
const OF_FILES = [
  ...(["format", "clock", "symbol", "columns", "from", "to"] as const),
  ...(["ghosts", "orderBook", "saleConditions"] as const),
];

/**
 * Adds these options to a command.
 * @param strict what `--strict` does
 */
export function addSourceOptions(
  command: Command,
  strict = "stop at the first bad line or tick",
): Command {
  return command
    .option("-i, --instrument <file>", "facts of the instrument, JSON")
    .option("--tick-size <size>", "smallest price step", positive)
    .option("--lot-size <size>", "smallest size step", positive)
    .addOption(
      new Option("--contract <kind>", "kind of contract").choices(["linear", "inverse", "quanto"]),
    )
    .option("--multiplier <number>", "size of one contract", positive)
    .option("--session <hours>", "trading hours, e.g. 09:30-16:00@-04:00", hours)
    .addOption(
      new Option("--clock <clock>", "which time of a recording").choices(["exchange", "local"]),
    )
    .option("--format <name>", "format of the files; recognised from the content if absent")
    .option("--symbol <name>", "symbol to read from files of several")
    .option("--columns <list>", "which column of a table holds what: time=ts,price=px", columns)
    .option("--from <time>", "only from here on: ISO 8601 or microseconds", time)
    .option("--to <time>", "only before: ISO 8601 or microseconds", time)
    .addOption(
      new Option("--ghosts <what>", "orders a feed has lost sight of").choices(["keep", "remove"]),
    )
    .option("--order-book <file>", "the book that a file of changes begins from (LOBSTER)")
    .addOption(
      new Option("--sale-conditions <which>", "trades of US stocks that are read").choices([
        "all",
        "regular",
      ]),
    )
    .option("--strict", strict);
}

/** @throws {Failure} if options for files are given and there are none */
export function checkSourceOptions(files: readonly string[], options: SourceOptions): void {
  const given = OF_FILES.filter((name) => options[name] !== undefined);
  if (files.length > 0 || given.length === 0) return;
  const names = given.map((name) => `--${name}`).join(" and ");
  throw new Failure(`${names} ${given.length > 1 ? "belong" : "belongs"} to files: name one`);
}

/** Facts stated by the user: the options, over the instrument file. */
export function statedFacts(options: SourceOptions): Instrument {
  const fromFile = options.instrument === undefined ? {} : readInstrument(options.instrument);
  const { tickSize, lotSize, contract, multiplier, session } = options;
  return { ...fromFile, ...defined({ tickSize, lotSize, contract, multiplier, session }) };
}

/** Options for `openSources`. */
export function openOptions(options: SourceOptions, stated: Instrument): OpenOptions {
  const { format, clock, strict, symbol, from, to, ghosts, orderBook, saleConditions } = options;
  const { tickSize, lotSize } = stated;
  const asked = { format, clock, strict, symbol, columns: options.columns, from, to };
  return defined({ ...asked, ghosts, orderBook, saleConditions, tickSize, lotSize });
}

/** Without the keys whose value is undefined. */
export function defined<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
