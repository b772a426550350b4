/**
 * Options that say which part of which files is read and what is known of the instrument: the same
 * for every command that reads files.
 */
import type { Command } from "commander";
import { formatNames } from "../sources/open.ts";
import type { OpenOptions } from "../sources/source.ts";
import { Failure } from "./failure.ts";
import { type Instrument, readInstrument } from "./instrument.ts";
import { addOptions, type CommandOption, option } from "./options/command-option.ts";
import {
  choice,
  columns,
  file,
  type Hours,
  hours,
  positive,
  text,
  time,
} from "./options/values.ts";

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

const formats = choice(...formatNames);
const clocks = choice("exchange", "local");
const ghosts = choice("keep", "remove");
const sales = choice("all", "regular");
const contracts = choice("linear", "inverse", "quanto");
const books = choice("ladder", "quotes");

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
  addOptions(command, "Files", [
    option(
      "--format <name>",
      "format of the files; if absent recognised from the content",
      formats,
    ),
    option("--symbol <name>", "symbol to read from files of several", text),
    option("--columns <list>", "which column of a table holds what: time=ts,price=px", columns),
    option("--from <time>", "only from here on: ISO 8601 or microseconds", time),
    option("--to <time>", "only before: ISO 8601 or microseconds", time),
    option("--clock <which>", "time of a recording: exchange or local", clocks),
    option("--ghosts <what>", "orders a feed has lost sight of: keep or remove", ghosts),
    option("--order-book <file>", "the book that a file of changes begins from (LOBSTER)", file),
    option("--sale-conditions <which>", "trades of US stocks that are read: all or regular", sales),
    option("--strict", strict),
  ]);
  return addOptions(command, "Instrument", [
    option("-i, --instrument <file>", "facts of the instrument, JSON", file),
    option("--tick-size <size>", "smallest price step", positive),
    option("--lot-size <size>", "smallest size step", positive),
    option("--contract <kind>", "linear, inverse or quanto", contracts),
    option("--multiplier <number>", "size of one contract", positive),
    option("--session <hours>", "trading hours, e.g. 09:30-16:00@-04:00", hours),
  ]);
}

/** What the book is made from, where a command needs to know. */
export const bookOption = (): CommandOption =>
  option("--book <kind>", "made from depth or best quotes: ladder or quotes", books);

/** @throws {Failure} if options for files are given and there are none */
export function checkSourceOptions(files: readonly string[], options: SourceOptions): void {
  const given = OF_FILES.filter((name) => options[name] !== undefined);
  if (files.length > 0 || given.length === 0) return;
  const names = given.map(typed).join(" and ");
  throw new Failure(`${names} ${given.length > 1 ? "belong" : "belongs"} to files: name one`);
}

/** `orderBook` as `--order-book`. */
function typed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
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
