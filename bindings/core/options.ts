/**
 * What a caller may ask of an engine, checked once with sentences and frozen.
 */
import { sampleColumns } from "./catalog.ts";
import { parseColumn } from "./columns.ts";
import { UnknownNameError } from "./errors.ts";
import { type ChartSpec, type Clock, parseChart, parseClock } from "./grammar.ts";
import { nearest } from "./nearest.ts";
import { PRESETS } from "./presets.ts";
import type { Runtime } from "./runtime.ts";

/** Hours of a market, every day the same. */
export interface SessionOptions {
  /** "HH:MM" in local time of the market. */
  readonly open: string;
  /** "HH:MM"; before `open` for a session over midnight, "24:00" allowed. */
  readonly close: string;
  /** Local time less UTC, in minutes; default 0. */
  readonly utcOffsetMinutes?: number;
}

/** Room to begin with, in records; grown as needed, without any effect on results. */
export interface CapacityOptions {
  /** Rows of the table; default 512. */
  readonly rows?: number;
  /** Trades in windows; default 256. */
  readonly trades?: number;
  /** Events of order flow in windows by time; default 256. */
  readonly events?: number;
  /** Rows in rolling windows by time; default 256. */
  readonly windowRows?: number;
  /** Levels of a side beyond the window of the ladder; default 256. */
  readonly overflow?: number;
}

/** What an engine is asked for. Only `tickSize` has no default. */
export interface EngineOptions {
  /** Smallest price step. */
  readonly tickSize: number;
  /** Smallest size step; without it sizes stay fractional and sums are compensated. */
  readonly lotSize?: number;
  /** Inverse: sizes are in quote currency (USD contracts). Default "linear". */
  readonly contract?: "linear" | "inverse" | "quanto";
  /** Quote value of one unit of size at price 1 (linear, quanto), or of one contract. Default 1. */
  readonly multiplier?: number;
  /** Id of the instrument in the tick records; others are skipped and counted. Default 0. */
  readonly instrument?: number;
  /** Dated changes of the tick size: from `fromUs` on it is `tickSize`. */
  readonly tickSizes?: readonly { readonly fromUs: number; readonly tickSize: number }[];
  /** Funding times of a perpetual, "HH:MM" in UTC. */
  readonly fundingTimes?: readonly string[];
  /** When a row stands: "message" (default), "10", "trade", "100ms", "5vol". */
  readonly every?: string;
  /** A preset ("bench20", the default; "all") and column names. */
  readonly signals?: string | readonly string[];
  /** Settings of charts: "ofi:ewma,lambda=0.1,limit=3". Their main columns are added. */
  readonly charts?: readonly string[];
  /** What the book is made from: levels (default) or best quotes alone, without a ladder. */
  readonly book?: "ladder" | "quotes";
  /** Width of the ladder's window a side, in ticks; a power of two from 64 to 262144. */
  readonly ladderTicks?: number;
  /** Hours of the market; default whole UTC days. */
  readonly session?: SessionOptions;
  /** Leave out interval rows in which no message came. */
  readonly skipEmpty?: boolean;
  /** Throw at the first bad tick instead of counting it. */
  readonly strict?: boolean;
  /** A tick older than this against the clock counts as badly out of order. Default 1000. */
  readonly maxReversalMs?: number;
  /** A silence longer than this must be confirmed by a second message. Default 7 days. */
  readonly maxSilenceMs?: number;
  /** Room to begin with; has no effect on results. */
  readonly capacity?: CapacityOptions;
  /** Where the engine lives; default one runtime per process. */
  readonly runtime?: Runtime;
}

/** Options with every default filled in. */
export interface CheckedOptions {
  readonly tickSize: number;
  readonly lotSize: number;
  readonly contract: "linear" | "inverse" | "quanto";
  readonly multiplier: number;
  readonly instrument: number;
  readonly tickSizes: readonly { readonly fromUs: number; readonly tickSize: number }[];
  readonly fundingTimes: readonly string[];
  /** Microseconds after midnight UTC, sorted. */
  readonly fundingTimesUs: readonly number[];
  readonly every: string;
  readonly clock: Clock;
  readonly columns: readonly string[];
  readonly charts: readonly string[];
  readonly chartSpecs: readonly ChartSpec[];
  readonly book: "ladder" | "quotes";
  readonly ladderTicks: number;
  readonly sessionOpenUs: number;
  readonly sessionLengthUs: number;
  readonly session: SessionOptions | null;
  readonly skipEmpty: boolean;
  readonly strict: boolean;
  readonly maxReversalMs: number;
  readonly maxSilenceMs: number;
  readonly capacity: Required<CapacityOptions>;
}

const KNOWN = [
  ...["tickSize", "lotSize", "contract", "multiplier", "instrument"],
  "tickSizes",
  "fundingTimes",
  "every",
  "signals",
  "charts",
  "book",
  "ladderTicks",
  "session",
  "skipEmpty",
  "strict",
  ...["maxReversalMs", "maxSilenceMs", "capacity", "runtime"],
];

const CAPACITY: Required<CapacityOptions> = {
  rows: 512,
  trades: 256,
  events: 256,
  windowRows: 256,
  overflow: 256,
};

const DAY_MINUTES = 1440;
const MINUTE_US = 6e7;
const MAX_COLUMNS = 1000;

/**
 * Checks options and fills in defaults.
 * @throws {TypeError} on a wrong kind, {RangeError} on a wrong value, each with a sentence
 */
export function checkOptions(options: EngineOptions): CheckedOptions {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${AT} options must be an object, was ${show(options)}`);
  }
  for (const name of Object.keys(options)) {
    if (KNOWN.includes(name)) continue;
    const message = `${AT} there is no option "${name}"`;
    throw new UnknownNameError(message, name, nearest(name, KNOWN));
  }
  const every = text("every", options.every ?? "message");
  const fundingTimes = list("fundingTimes", options.fundingTimes ?? []);
  const charts = list("charts", options.charts ?? []);
  const chartSpecs = charts.map(parseChart);
  const session = options.session === undefined ? null : checkSession(options.session);
  const ladderTicks = integer("ladderTicks", options.ladderTicks ?? 65536, 64, 2 ** 18);
  if (!Number.isInteger(Math.log2(ladderTicks))) {
    throw new RangeError(
      `${AT} ladderTicks must be a power of two from 64 to 262144, was ${show(ladderTicks)}`,
    );
  }
  const checked: CheckedOptions = {
    tickSize: positive("tickSize", options.tickSize),
    lotSize: options.lotSize === undefined ? Number.NaN : positive("lotSize", options.lotSize),
    contract: choice("contract", options.contract ?? "linear", ["linear", "inverse", "quanto"]),
    multiplier: positive("multiplier", options.multiplier ?? 1),
    instrument: integer("instrument", options.instrument ?? 0, 0, 2 ** 32 - 1),
    tickSizes: checkTickSizes(options.tickSizes ?? [], options.tickSize),
    fundingTimes,
    fundingTimesUs: fundingTimes
      .map((item) => minutes("fundingTimes[]", item) * MINUTE_US)
      .sort((a, b) => a - b),
    every,
    clock: parseClock(every),
    columns: checkColumns(options.signals ?? "bench20", chartSpecs),
    charts: Object.freeze([...charts]),
    chartSpecs,
    book: choice("book", options.book ?? "ladder", ["ladder", "quotes"]),
    ladderTicks,
    ...sessionSpan(session),
    session,
    skipEmpty: flag("skipEmpty", options.skipEmpty ?? false),
    strict: flag("strict", options.strict ?? false),
    maxReversalMs: nonNegative("maxReversalMs", options.maxReversalMs ?? 1000),
    maxSilenceMs: positive("maxSilenceMs", options.maxSilenceMs ?? 7 * 864e5),
    capacity: checkCapacity(options.capacity ?? {}),
  };
  return Object.freeze(checked);
}

const AT = "volume-imbalance/options:";

function show(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (typeof value === "function" || (typeof value === "object" && value !== null)) {
    return Array.isArray(value) ? "an array" : `a ${typeof value}`;
  }
  return String(value);
}

function positive(name: string, value: unknown): number {
  if (typeof value !== "number") {
    throw new TypeError(`${AT} ${name} must be a number, was ${show(value)}`);
  }
  if (value > 0 && value < Infinity) return value;
  throw new RangeError(`${AT} ${name} must be positive and finite, was ${value}`);
}

function nonNegative(name: string, value: unknown): number {
  return value === 0 ? 0 : positive(name, value);
}

function integer(name: string, value: unknown, low: number, high: number): number {
  if (typeof value !== "number") {
    throw new TypeError(`${AT} ${name} must be a number, was ${show(value)}`);
  }
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new RangeError(`${AT} ${name} must be an integer from ${low} to ${high}, was ${value}`);
}

function flag(name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError(`${AT} ${name} must be true or false, was ${show(value)}`);
}

function text(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(`${AT} ${name} must be a string, was ${show(value)}`);
}

function choice<T extends string>(name: string, value: unknown, choices: readonly T[]): T {
  if (choices.includes(value as T)) return value as T;
  throw new RangeError(`${AT} ${name} must be one of ${choices.join(", ")}, was ${show(value)}`);
}

function list(name: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw new TypeError(`${AT} ${name} must be an array of strings, was ${show(value)}`);
}

function checkColumns(signals: unknown, charts: readonly ChartSpec[]): readonly string[] {
  const asked = typeof signals === "string" ? signals.split(",") : list("signals", signals);
  const columns = new Set<string>();
  for (const name of asked.map((item) => item.trim()).filter((item) => item !== "")) {
    const preset = name === "all" ? sampleColumns() : PRESETS[name];
    for (const column of preset ?? [name]) {
      if (preset === undefined) parseColumn(column);
      columns.add(column);
    }
  }
  for (const chart of charts) for (const column of chartColumns(chart)) columns.add(column);
  if (columns.size === 0) throw new RangeError(`${AT} signals must name at least one column`);
  if (columns.size > MAX_COLUMNS) {
    throw new RangeError(
      `${AT} signals must be at most ${MAX_COLUMNS} columns, was ${columns.size}`,
    );
  }
  return Object.freeze([...columns]);
}

function chartColumns({ kind, source }: ChartSpec): string[] {
  parseColumn(source);
  if (kind === "cusum") return [`cusum.${source}`, `cusum.${source}.alarm`];
  return ["score", "level", "upper", "lower", "alarm"].map((field) => `ewma.${source}.${field}`);
}

function checkTickSizes(value: unknown, tickSize: number): CheckedOptions["tickSizes"] {
  if (!Array.isArray(value)) throw new TypeError(`${AT} tickSizes must be an array`);
  let before = -1;
  for (const item of value) {
    const fromUs = nonNegative("tickSizes[].fromUs", item?.fromUs);
    const size = positive("tickSizes[].tickSize", item?.tickSize);
    const ratio = size / tickSize;
    if (fromUs <= before) throw new RangeError(`${AT} tickSizes must be sorted by fromUs`);
    if (Math.abs(ratio - Math.round(ratio)) > 1e-9 * ratio || Math.round(ratio) < 1) {
      throw new RangeError(
        `${AT} tickSizes[].tickSize must be a multiple of tickSize (the finest), was ${size}`,
      );
    }
    before = fromUs;
  }
  return value;
}

function checkCapacity(value: CapacityOptions): Required<CapacityOptions> {
  const checked = { ...CAPACITY };
  for (const [name, size] of Object.entries(value)) {
    if (!(name in CAPACITY)) {
      const message = `${AT} there is no capacity "${name}"`;
      throw new UnknownNameError(message, name, nearest(name, Object.keys(CAPACITY)));
    }
    checked[name as keyof CapacityOptions] = integer(`capacity.${name}`, size, 1, 2 ** 24);
  }
  return checked;
}

function checkSession(value: SessionOptions): SessionOptions {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`${AT} session must be { open: "HH:MM", close: "HH:MM" }`);
  }
  const utcOffsetMinutes = integer(
    "session.utcOffsetMinutes",
    value.utcOffsetMinutes ?? 0,
    -DAY_MINUTES,
    DAY_MINUTES,
  );
  minutes("session.open", value.open);
  minutes("session.close", value.close);
  return { open: value.open, close: value.close, utcOffsetMinutes };
}

function minutes(name: string, value: unknown): number {
  const match = typeof value === "string" ? /^(\d{2}):(\d{2})$/.exec(value) : null;
  const total = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (match && Number(match[2]) < 60 && total <= DAY_MINUTES) return total;
  throw new RangeError(`${AT} ${name} must be HH:MM, was ${show(value)}`);
}

function sessionSpan(session: SessionOptions | null) {
  if (session === null) return { sessionOpenUs: 0, sessionLengthUs: DAY_MINUTES * MINUTE_US };
  const open = minutes("session.open", session.open);
  const length = minutes("session.close", session.close) - open;
  const opensUtc = open - (session.utcOffsetMinutes ?? 0);
  const inDay = ((opensUtc % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return {
    sessionOpenUs: inDay * MINUTE_US,
    sessionLengthUs: (length > 0 ? length : length + DAY_MINUTES) * MINUTE_US,
  };
}

/** Options that give the same checked ones, without functions and defaults that are objects. */
export function plainOptions(checked: CheckedOptions): EngineOptions {
  return {
    tickSize: checked.tickSize,
    ...(Number.isNaN(checked.lotSize) ? {} : { lotSize: checked.lotSize }),
    contract: checked.contract,
    multiplier: checked.multiplier,
    instrument: checked.instrument,
    tickSizes: checked.tickSizes,
    fundingTimes: checked.fundingTimes,
    every: checked.every,
    signals: checked.columns,
    charts: checked.charts,
    book: checked.book,
    ladderTicks: checked.ladderTicks,
    ...(checked.session === null ? {} : { session: checked.session }),
    skipEmpty: checked.skipEmpty,
    strict: checked.strict,
    maxReversalMs: checked.maxReversalMs,
    maxSilenceMs: checked.maxSilenceMs,
    capacity: checked.capacity,
  };
}
