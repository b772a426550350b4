/**
 * Reads a column's name: which signal, with which parameter, over which other column.
 */
import * as abi from "../../assembly/abi.ts";
import { DERIVED, SIGNALS, type SignalEntry } from "./catalog.ts";
import { UnknownNameError } from "./errors.ts";
import {
  parseCount,
  parseDuration,
  parsePositive,
  parseTradeWindow,
  type Window,
} from "./grammar.ts";
import { Chart, Ewm, Rolling } from "./layout.ts";
import { nearest } from "./nearest.ts";
import { PRESETS } from "./presets.ts";

export interface SignalColumn {
  readonly kind: "signal";
  readonly group: SignalEntry["group"];
  readonly op: number;
  readonly levels: number;
  /** Bps, kappa or size. */
  readonly value: number;
  readonly isSize: boolean;
  /** Window of trades or span by time in microseconds. */
  readonly window?: Window;
}

export interface RollingColumn {
  readonly kind: "rolling";
  readonly source: string;
  readonly op: number;
  /** Offset of the answer in its record. */
  readonly field: number;
  readonly rows: number;
  readonly spanUs: number;
  /** The rows before the current one that a score needs. */
  readonly isScore: boolean;
}

export interface EwmColumn {
  readonly kind: "ewm";
  readonly source: string;
  readonly field: number;
  /** Half-life in rows, or microseconds when timed. */
  readonly halfLife: number;
  readonly isTimed: boolean;
}

export interface ChartColumn {
  readonly kind: "ewma" | "cusum";
  readonly source: string;
  readonly op: number;
  readonly field: number;
}

export type Column = SignalColumn | RollingColumn | EwmColumn | ChartColumn;

const MAX_LEVELS = 1000;
const MAX_ROWS = 2 ** 20;
const DEFAULT_HALF_LIFE_ROWS = 100;
/** Rows before a score by time speaks. */
export const TIMED_SCORE_ROWS = 8;

const TOPICS: Record<string, number> = {
  fundingRate: abi.TOPIC_FUNDING_RATE,
  openInterest: abi.TOPIC_OPEN_INTEREST,
  indexPrice: abi.TOPIC_INDEX_PRICE,
  markPrice: abi.TOPIC_MARK_PRICE,
};

const ROLLING: Record<string, number> = {
  rollingSum: Rolling.fields.sum.offset,
  rollingMean: Rolling.fields.mean.offset,
  rollingVariance: Rolling.fields.variance.offset,
  rollingSigma: Rolling.fields.variance.offset,
  zScore: Rolling.fields.score.offset,
};

const EWM: Record<string, number> = {
  ewmMean: Ewm.fields.outMean.offset,
  ewmVariance: Ewm.fields.outVariance.offset,
  ewmScore: Ewm.fields.score.offset,
};

const CHART_FIELDS: Record<"ewma" | "cusum", Record<string, [op: number, field: number]>> = {
  ewma: {
    score: [abi.OP_CHART_FIELD, Chart.fields.score.offset],
    level: [abi.OP_EWMA_LEVEL, 0],
    center: [abi.OP_CHART_FIELD, Chart.fields.usedCenter.offset],
    sigma: [abi.OP_CHART_FIELD, Chart.fields.usedSigma.offset],
    upper: [abi.OP_EWMA_UPPER, 0],
    lower: [abi.OP_EWMA_LOWER, 0],
    alarm: [abi.OP_CHART_FIELD, Chart.fields.alarm.offset],
  },
  cusum: {
    up: [abi.OP_CHART_FIELD, Chart.fields.outUp.offset],
    down: [abi.OP_CHART_FIELD, Chart.fields.outDown.offset],
    alarm: [abi.OP_CHART_FIELD, Chart.fields.alarm.offset],
    run: [abi.OP_CHART_FIELD, Chart.fields.value.offset],
    shift: [abi.OP_CUSUM_SHIFT, 0],
  },
};

/**
 * Reads a column's name.
 * @throws {UnknownNameError} if there is no such column, with the nearest that there is
 * @throws {RangeError} if its parameter is missing or out of range
 */
export function parseColumn(name: string): Column {
  const dot = name.indexOf(".");
  if (dot > 0 && !/^\d/.test(name.slice(dot + 1))) {
    const statistic = name.slice(0, dot);
    const rest = name.slice(dot + 1);
    if (statistic in ROLLING) return parseRolling(name, statistic, rest);
    if (statistic in EWM) return parseEwm(statistic, rest);
    if (statistic === "ewma" || statistic === "cusum")
      return parseChartColumn(name, statistic, rest);
  }
  return parseSignal(name);
}

function parseSignal(name: string): SignalColumn {
  const underscore = name.indexOf("_");
  const base = underscore < 0 ? name : name.slice(0, underscore);
  const text = underscore < 0 ? undefined : name.slice(underscore + 1);
  const entry = SIGNALS.find((signal) => signal.name === base);
  if (entry === undefined) throw unknownColumn(name, base);
  const plain = {
    kind: "signal",
    group: entry.group,
    op: entry.op,
    value: 0,
    isSize: false,
  } as const;
  const windowOp = entry.windowOp ?? entry.op;
  switch (entry.parameter) {
    case "none":
      if (text !== undefined) throw badParameter(name, "takes no parameter");
      return { ...plain, levels: TOPICS[base] ?? 0 };
    case "levels":
    case "levels or bps":
    case "flow level":
      return parseLevels(name, entry, text);
    case "kappa":
    case "size": {
      const value = parsePositive(text ?? "");
      if (!(value > 0)) throw badParameter(name, `needs a positive number, as in ${base}_0.5`);
      return { ...plain, levels: 0, value, isSize: entry.parameter === "size" };
    }
    case "time":
    case "optional time": {
      if (text === undefined && entry.parameter === "optional time") return { ...plain, levels: 0 };
      const span = parseDuration(text ?? "");
      if (!(span > 0)) throw badParameter(name, `needs a time, as in ${base}_60s`);
      return { ...plain, op: windowOp, levels: 0, window: { kind: abi.WINDOW_TIME, span } };
    }
    case "optional trades":
      if (text === undefined) {
        return { ...plain, levels: 0, window: { kind: abi.WINDOW_ROW, span: 0 } };
      }
      return { ...plain, levels: 0, window: parseWindow(name, base, text) };
    case "trades":
      if (text === undefined) return { ...plain, levels: 0 };
      return { ...plain, op: windowOp, levels: 0, window: parseWindow(name, base, text) };
  }
}

function parseWindow(name: string, base: string, text: string): Window {
  const window = parseTradeWindow(text);
  if (window) return window;
  throw badParameter(name, `needs a window, as in ${base}_10s or ${base}_100trades`);
}

function parseLevels(name: string, entry: SignalEntry, text: string | undefined): SignalColumn {
  const plain = { kind: "signal", group: entry.group, value: 0, isSize: false } as const;
  const isFlow = entry.parameter === "flow level";
  const most = isFlow ? abi.MAX_FLOW_LEVELS : MAX_LEVELS;
  if (entry.parameter === "levels or bps" && text?.endsWith("bps")) {
    const bps = parsePositive(text.slice(0, -3));
    if (!(bps > 0 && bps <= 10000)) throw badParameter(name, "needs 0 to 10000 bps");
    return { ...plain, op: entry.windowOp ?? entry.op, levels: 0, value: bps };
  }
  const levels = text === undefined ? (entry.standard ?? Number.NaN) : parseCount(text);
  if (levels >= 1 && levels <= most) return { ...plain, op: entry.op, levels };
  const bps = entry.parameter === "levels or bps" ? ` or ${entry.name}_10bps` : "";
  throw badParameter(name, `needs 1 to ${most} levels, as in ${entry.name}_5${bps}`);
}

function parseRolling(name: string, statistic: string, rest: string): RollingColumn {
  const underscore = rest.lastIndexOf("_");
  const source = rest.slice(0, Math.max(underscore, 0));
  const text = rest.slice(underscore + 1);
  const rows = parseCount(text);
  const spanUs = parseDuration(text);
  const isTimed = spanUs > 0;
  if (source === "" || !(isTimed || (rows >= 2 && rows <= MAX_ROWS))) {
    throw badParameter(
      name,
      `needs 2 to ${MAX_ROWS} rows or a time, as in ${statistic}.ofi_256 or ${statistic}.ofi_60s`,
    );
  }
  parseColumn(source);
  return {
    kind: "rolling",
    source,
    op: statistic === "rollingSigma" ? abi.OP_ROLLING_SIGMA : abi.OP_ROLLING_FIELD,
    field: ROLLING[statistic],
    rows: isTimed ? 0 : rows,
    spanUs: isTimed ? spanUs : 0,
    isScore: statistic === "zScore",
  };
}

/** The suffix is a half-life where the name without it is a column too, else it belongs to that. */
function parseEwm(statistic: string, rest: string): EwmColumn {
  const field = EWM[statistic];
  const underscore = rest.lastIndexOf("_");
  const text = rest.slice(underscore + 1);
  const spanUs = parseDuration(text);
  const halfLife = spanUs > 0 ? spanUs : parsePositive(text);
  const source = rest.slice(0, Math.max(underscore, 0));
  if (halfLife > 0 && isColumn(source)) {
    return { kind: "ewm", source, field, halfLife, isTimed: spanUs > 0 };
  }
  parseColumn(rest);
  return { kind: "ewm", source: rest, field, halfLife: DEFAULT_HALF_LIFE_ROWS, isTimed: false };
}

function parseChartColumn(name: string, kind: "ewma" | "cusum", rest: string): ChartColumn {
  const fields = CHART_FIELDS[kind];
  const dot = rest.lastIndexOf(".");
  const field = rest.slice(dot + 1);
  if (dot > 0 && field in fields) {
    const source = rest.slice(0, dot);
    parseColumn(source);
    return { kind, source, op: fields[field][0], field: fields[field][1] };
  }
  if (kind === "cusum") {
    parseColumn(rest);
    return { kind, source: rest, op: abi.OP_CHART_FIELD, field: Chart.fields.score.offset };
  }
  throw badParameter(name, `needs one of ${Object.keys(fields).join(", ")}, as in ewma.ofi.score`);
}

function isColumn(name: string): boolean {
  try {
    parseColumn(name);
    return true;
  } catch {
    return false;
  }
}

function badParameter(name: string, needs: string): RangeError {
  return new RangeError(`volume-imbalance/options: column "${name}" ${needs}`);
}

/** Every name that a column or preset may begin with. */
export function knownNames(): string[] {
  return [
    ...SIGNALS.map((signal) => signal.name),
    ...DERIVED.map(({ name }) => name.slice(0, name.indexOf("."))),
    ...Object.keys(PRESETS),
    "all",
  ];
}

function unknownColumn(name: string, base: string): UnknownNameError {
  const stem = base.includes(".") ? base.slice(0, base.indexOf(".")) : base;
  return new UnknownNameError(
    `volume-imbalance/options: there is no column "${name}"`,
    name,
    meantColumn(name, stem),
  );
}

/** The name with its stem put right; the stem alone where what follows it does not fit. */
function meantColumn(name: string, stem: string): string | undefined {
  const meant = nearest(stem, knownNames());
  if (meant === undefined || meant === stem) return meant;
  const whole = meant + name.slice(stem.length);
  return isColumn(whole) ? whole : meant;
}
