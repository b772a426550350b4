/**
 * The grammar shared by options, command line and column names: durations, clocks, windows, charts.
 */
import * as abi from "../../assembly/abi.ts";
import { UnknownNameError } from "./errors.ts";
import { nearest } from "./nearest.ts";

const UNIT_US: Record<string, number> = { us: 1, ms: 1e3, s: 1e6, m: 6e7, h: 3.6e9 };
const NUMBER = "\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?";

/** Microseconds of "100ms", "1s", "5m", "2h", "50us"; NaN if it is no duration. */
export function parseDuration(text: string): number {
  const match = new RegExp(`^(${NUMBER})(us|ms|s|m|h)$`).exec(text);
  if (!match) return Number.NaN;
  return Math.round(Number(match[1]) * UNIT_US[match[2]] * 1e3) / 1e3;
}

/** A positive integer written plainly; NaN otherwise. */
export function parseCount(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : Number.NaN;
}

/** A positive number written plainly; NaN otherwise. */
export function parsePositive(text: string): number {
  const value = new RegExp(`^${NUMBER}$`).test(text) ? Number(text) : Number.NaN;
  return value > 0 ? value : Number.NaN;
}

export interface Clock {
  readonly kind: number;
  /** Ticks, microseconds or size; 1 for clocks without a step. */
  readonly step: number;
}

/**
 * The clock of the rows: `message`, `10` (ticks), `trade`, `100ms`, `5vol`.
 * @throws {RangeError} if it is none of them
 */
export function parseClock(text: string): Clock {
  if (text === "message") return { kind: abi.CLOCK_MESSAGE, step: 1 };
  if (text === "trade") return { kind: abi.CLOCK_TRADE, step: 1 };
  const ticks = parseCount(text);
  if (ticks > 0) return { kind: abi.CLOCK_TICKS, step: ticks };
  const interval = parseDuration(text);
  if (interval >= 1 && Number.isInteger(interval)) {
    return { kind: abi.CLOCK_INTERVAL, step: interval };
  }
  const volume = text.endsWith("vol") ? parsePositive(text.slice(0, -3)) : Number.NaN;
  if (volume > 0) return { kind: abi.CLOCK_VOLUME, step: volume };
  throw new RangeError(
    "volume-imbalance/options: every must be message, trade, a number of ticks (10), " +
      `a whole number of microseconds (100ms) or a volume (5vol), was "${text}"`,
  );
}

export interface Window {
  readonly kind: number;
  /** Microseconds or trades; 0 for the row. */
  readonly span: number;
}

/** A window of trades: "10s" by time, "100trades" by count; undefined if it is neither. */
export function parseTradeWindow(text: string): Window | undefined {
  const trades = text.endsWith("trades") ? parseCount(text.slice(0, -6)) : Number.NaN;
  if (trades > 0) return { kind: abi.WINDOW_COUNT, span: trades };
  const span = parseDuration(text);
  return span > 0 ? { kind: abi.WINDOW_TIME, span } : undefined;
}

export interface ChartSpec {
  /** Column that is charted. */
  readonly source: string;
  readonly kind: "ewma" | "cusum";
  readonly lambda: number;
  readonly limit: number;
  readonly slack: number;
  readonly cap: number;
  readonly baseline: { kind: number; mean: number; sigma: number; values: number };
}

const DEFAULTS = { ewma: "lambda=0.2,limit=4.8", cusum: "k=0.5,h=10" } as const;
const DEFAULT_BASELINE = "ewm:1000";

/**
 * A chart: `ofi_1s:ewma,lambda=0.1,limit=3,baseline=ewm:500` or `ofi:cusum,k=0.5,h=8,cap=16`.
 * @throws {RangeError} with the part that is wrong
 */
export function parseChart(text: string): ChartSpec {
  const match = /^([^:\s]+):(ewma|cusum)(?:,(.*))?$/.exec(text);
  if (!match) {
    throw new RangeError(
      "volume-imbalance/options: a chart must read column:ewma,lambda=0.2,limit=4.8 or " +
        `column:cusum,k=0.5,h=10, was "${text}"`,
    );
  }
  const kind = match[2] as "ewma" | "cusum";
  const known = kind === "ewma" ? ["lambda", "limit", "baseline"] : ["k", "h", "cap", "baseline"];
  const settings = { ...readSettings(DEFAULTS[kind]), ...readSettings(match[3] ?? "") };
  for (const name of Object.keys(settings)) {
    if (known.includes(name)) continue;
    const message =
      `volume-imbalance/options: the settings of ${kind} are ${known.join(", ")}, ` +
      `was "${name}" in "${text}"`;
    throw new UnknownNameError(message, name, nearest(name, known));
  }
  const limit = number(settings, kind === "ewma" ? "limit" : "h", 0, Number.MAX_VALUE, text);
  return {
    source: match[1],
    kind,
    lambda: kind === "ewma" ? number(settings, "lambda", 0, 1, text) : 1,
    limit,
    slack: kind === "cusum" ? number(settings, "k", 0, Number.MAX_VALUE, text) : 0,
    cap: settings.cap === undefined ? 2 * limit : capOf(settings, limit, text),
    baseline: parseBaseline(settings.baseline ?? DEFAULT_BASELINE, text),
  };
}

function readSettings(text: string): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const part of text.split(",").filter((item) => item !== "")) {
    const at = part.indexOf("=");
    settings[at < 0 ? part : part.slice(0, at)] = at < 0 ? "" : part.slice(at + 1);
  }
  return settings;
}

/** A setting in (low, high]; a slack of 0 is allowed too. */
function number(
  settings: Record<string, string>,
  name: string,
  low: number,
  high: number,
  chart: string,
): number {
  const text = settings[name] ?? "";
  const value = new RegExp(`^${NUMBER}$`).test(text) ? Number(text) : Number.NaN;
  const isInside = name === "k" ? value >= low : value > low;
  if (isInside && value <= high) return value;
  const range = high === Number.MAX_VALUE ? `above ${low}` : `above ${low} and at most ${high}`;
  throw new RangeError(
    `volume-imbalance/options: ${name} must be a number ${range}, was "${text}" in "${chart}"`,
  );
}

function capOf(settings: Record<string, string>, limit: number, chart: string): number {
  if (settings.cap === "inf") return Number.MAX_VALUE;
  const cap = number(settings, "cap", 0, Number.MAX_VALUE, chart);
  if (cap > limit) return cap;
  throw new RangeError(
    `volume-imbalance/options: cap must be above h (${limit}) or inf, was ${cap} in "${chart}"`,
  );
}

/**
 * A baseline: `fixed:mean:sigma`, `phase1:values`, `ewm:halfLife`.
 * @throws {RangeError} if it is none of them
 */
export function parseBaseline(text: string, chart: string): ChartSpec["baseline"] {
  const [kind, first, second, ...rest] = text.split(":");
  const signed = new RegExp(`^-?${NUMBER}$`);
  if (kind === "fixed" && rest.length === 0 && signed.test(first ?? "")) {
    const sigma = parsePositive(second ?? "");
    if (sigma > 0) {
      return { kind: abi.BASELINE_FIXED, mean: Number(first), sigma, values: 0 };
    }
  }
  if (kind === "phase1" && second === undefined && parseCount(first ?? "") >= 2) {
    return { kind: abi.BASELINE_PHASE1, mean: 0, sigma: 1, values: Number(first) };
  }
  if (kind === "ewm" && second === undefined && parsePositive(first ?? "") > 0) {
    return { kind: abi.BASELINE_EWM, mean: 0, sigma: 1, values: Number(first) };
  }
  throw new RangeError(
    "volume-imbalance/options: baseline must be fixed:mean:sigma, phase1:values (2 or more) or " +
      `ewm:halfLife, was "${text}" in "${chart}"`,
  );
}
