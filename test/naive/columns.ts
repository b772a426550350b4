/** From a column name to its values; the names are read here anew, not by the engine's grammar. */
import * as abi from "../../assembly/abi.ts";
import * as book from "./book.ts";
import { type Baseline, type ChartSpec, chartPath } from "./charts.ts";
import * as depth from "./depth.ts";
import { ewmPath, type HalfLife } from "./ewm.ts";
import * as flow from "./flow.ts";
import type { Options } from "./messages.ts";
import { type RollingWindow, rollingAt, type Statistic, zScoreAt } from "./rolling.ts";
import { intervalUs, type Row } from "./rows.ts";
import * as trades from "./trades.ts";
import { realizedVolatility } from "./volatility.ts";
import * as vwap from "./vwap.ts";

type RowColumn = (row: Row, suffix: string) => number;
type Rest = trades.Scope["kind"] & ("row" | "session");

const isInterval = (text: string) => /^[\d.]+(ms|s|m|h)$/.test(text);

function scopeOf(suffix: string, otherwise: Rest): trades.Scope {
  if (suffix === "") return { kind: otherwise };
  if (isInterval(suffix)) return { kind: "time", us: intervalUs(suffix) };
  const [, count] = /^(\d+)trades$/.exec(suffix) ?? [];
  if (count === undefined) throw new Error(`judge: no window is called ${suffix}`);
  return { kind: "trades", count: Number(count) };
}

/** A column over n levels, or over a band in bps. */
function levels(
  byLevels: (row: Row, n: number) => number,
  byBps: (row: Row, bps: number) => number,
): RowColumn {
  return (row, suffix) =>
    suffix.endsWith("bps") ? byBps(row, Number.parseFloat(suffix)) : byLevels(row, Number(suffix));
}

const numbered =
  (column: (row: Row, n: number) => number, otherwise = Number.NaN): RowColumn =>
  (row, suffix) =>
    column(row, suffix === "" ? otherwise : Number(suffix));

const traded =
  (column: (row: Row, scope: trades.Scope) => number, otherwise: Rest): RowColumn =>
  (row, suffix) =>
    column(row, scopeOf(suffix, otherwise));

const stateOf =
  (topic: number): RowColumn =>
  (row) =>
    row.stream[row.seen - 1]?.states[topic] ?? Number.NaN;

const ROW_COLUMNS: Record<string, RowColumn> = {
  bid: book.bid,
  ask: book.ask,
  bidSize: book.bidSize,
  askSize: book.askSize,
  mid: book.mid,
  spreadTicks: book.spreadTicks,
  spreadBps: book.spreadBps,
  weightedMid: book.weightedMid,
  queueImbalance: book.queueImbalance,
  bidDepth: levels(
    (r, n) => depth.depth(r, "bids", n),
    (r, k) => depth.depthBps(r, "bids", k),
  ),
  askDepth: levels(
    (r, n) => depth.depth(r, "asks", n),
    (r, k) => depth.depthBps(r, "asks", k),
  ),
  depthImbalance: levels(depth.depthImbalance, depth.depthImbalanceBps),
  bookSkew: numbered(depth.bookSkew, 10),
  decayedImbalance: numbered(depth.decayedImbalance),
  inverseDistanceImbalance: numbered(depth.inverseDistanceImbalance),
  levelWeightedImbalance: numbered(depth.levelWeightedImbalance),
  vamp: numbered(depth.vamp),
  bidVwap: numbered((r, n) => depth.sideVwap(r, "bids", n)),
  askVwap: numbered((r, n) => depth.sideVwap(r, "asks", n)),
  bookVwapMid: numbered(depth.bookVwapMid),
  bidSlope: numbered((r, n) => depth.slope(r, "bids", n)),
  askSlope: numbered((r, n) => depth.slope(r, "asks", n)),
  bookSlope: numbered(depth.bookSlope),
  bidLinearSlope: numbered((r, n) => depth.linearSlope(r, "bids", n)),
  askLinearSlope: numbered((r, n) => depth.linearSlope(r, "asks", n)),
  slopeSkew: numbered(depth.slopeSkew),
  buyCostBps: numbered((r, q) => depth.costBps(r, "asks", q)),
  sellCostBps: numbered((r, q) => depth.costBps(r, "bids", q)),
  ofi: (row, s) => (s === "" ? flow.ofi(row) : flow.ofiOver(row, intervalUs(s))),
  ofiLevel: numbered(flow.ofiLevel),
  mlofiDepth: numbered(flow.mlofiDepth, 10),
  mlofi: numbered(flow.mlofi, 10),
  buyVolume: traded((r, s) => trades.tradedVolume(r, 1, s), "row"),
  sellVolume: traded((r, s) => trades.tradedVolume(r, -1, s), "row"),
  unknownVolume: traded((r, s) => trades.tradedVolume(r, 0, s), "row"),
  tradeCount: traded(trades.tradeCount, "row"),
  tradeImbalance: traded(trades.tradeImbalance, "row"),
  notional: traded(vwap.notional, "row"),
  cvd: trades.cvd,
  vwap: traded(vwap.vwap, "session"),
  vwapSigma: traded(vwap.vwapSigma, "session"),
  vwapDeviationBps: traded(vwap.vwapDeviationBps, "session"),
  vwapScore: traded(vwap.vwapScore, "session"),
  realizedVolatility: (row, s) => realizedVolatility(row, intervalUs(s)),
  fundingRate: stateOf(abi.TOPIC_FUNDING_RATE),
  openInterest: stateOf(abi.TOPIC_OPEN_INTEREST),
  indexPrice: stateOf(abi.TOPIC_INDEX_PRICE),
  markPrice: stateOf(abi.TOPIC_MARK_PRICE),
  fundingCountdownS: fundingCountdown,
  feedSequence: (row) => row.stream[row.seen - 1]?.feedSequence ?? Number.NaN,
  feedLatencyMs: (row) => row.stream[row.seen - 1]?.feedLatencyMs ?? Number.NaN,
};

/** Seconds to the first funding time after the row. */
function fundingCountdown({ time, options }: Row): number {
  const day = 86_400e6;
  const midnight = Math.floor(time / day) * day;
  const ahead = (options.fundingTimes ?? []).flatMap((text) => {
    const [hours, minutes] = text.split(":").map(Number);
    const at = midnight + (hours * 60 + minutes) * 60e6 - time;
    return [at, at + day].filter((distance) => distance > 0);
  });
  return ahead.length === 0 ? Number.NaN : Math.min(...ahead) / 1e6;
}

/** Values of one column, one a row; `known` keeps what was computed for the same rows. */
export function columnSeries(
  name: string,
  rows: readonly Row[],
  options: Options,
  known: Map<string, Float64Array>,
): Float64Array {
  const before = known.get(name);
  if (before !== undefined) return before;
  const series = /^[a-zA-Z]+\./.test(name)
    ? derived(name, rows, options, known)
    : plain(name, rows);
  known.set(name, series);
  return series;
}

function plain(name: string, rows: readonly Row[]): Float64Array {
  const [base, suffix = ""] = name.split("_");
  const column = ROW_COLUMNS[base];
  if (column === undefined) throw new Error(`judge: no column is called ${name}`);
  return Float64Array.from(rows, (row) => column(row, suffix));
}

function derived(
  name: string,
  rows: readonly Row[],
  options: Options,
  known: Map<string, Float64Array>,
): Float64Array {
  const dot = name.indexOf(".");
  const kind = name.slice(0, dot);
  const inner = name.slice(dot + 1);
  const series = (of: string) => columnSeries(of, rows, options, known);
  const times = Float64Array.from(rows, (row) => row.time);
  if (kind === "ewma" || kind === "cusum") return chartColumn(kind, inner, options, series);
  if (kind.startsWith("ewm")) {
    const [, of, suffix = "100"] = /^(.*?)(?:_([^_]+))?$/.exec(inner) ?? [];
    const part = kind.slice(3).toLowerCase() as "mean" | "variance" | "score";
    return Float64Array.from(ewmPath(series(of), times, halfLifeOf(suffix)), (row) => row[part]);
  }
  const cut = inner.lastIndexOf("_");
  const values = series(inner.slice(0, cut));
  const window = windowOf(inner.slice(cut + 1));
  if (kind === "zScore") return values.map((_, i) => zScoreAt(values, times, i, window));
  const statistic = kind.slice("rolling".length).toLowerCase() as Statistic;
  return values.map((_, i) => rollingAt(statistic, values, times, i, window));
}

function windowOf(suffix: string): RollingWindow {
  if (isInterval(suffix)) return { kind: "time", us: intervalUs(suffix) };
  return { kind: "rows", count: Number(suffix) };
}

function halfLifeOf(suffix: string): HalfLife {
  if (isInterval(suffix)) return { kind: "time", us: intervalUs(suffix) };
  return { kind: "rows", rows: Number(suffix) };
}

const CHART_PARTS = {
  ewma: /\.(score|level|center|sigma|upper|lower|alarm)$/,
  cusum: /\.(up|down|alarm|run|shift)$/,
};

function chartColumn(
  kind: "ewma" | "cusum",
  inner: string,
  options: Options,
  series: (name: string) => Float64Array,
): Float64Array {
  const [, part] = CHART_PARTS[kind].exec(inner) ?? [];
  const of = part === undefined ? inner : inner.slice(0, -part.length - 1);
  const path = chartPath(series(of), chartSpec(kind, of, options.charts ?? []));
  return Float64Array.from(path, (row) => row[part ?? "value"] ?? Number.NaN);
}

/** Parameters of the chart of a column: those given in the options, or the defaults. */
function chartSpec(kind: "ewma" | "cusum", of: string, charts: readonly string[]): ChartSpec {
  const spec: ChartSpec = {
    kind,
    lambda: 0.2,
    limit: 4.8,
    k: 0.5,
    h: 10,
    cap: 20,
    baseline: { kind: "ewm", halfLife: 1000 },
  };
  const text = charts.find((chart) => chart.split(",")[0] === `${of}:${kind}`);
  for (const pair of text?.split(",").slice(1) ?? []) {
    const [key, value] = pair.split("=");
    if (key === "baseline") spec.baseline = baselineOf(value);
    else spec[key as "lambda"] = Number(value);
  }
  return spec;
}

function baselineOf(text: string): Baseline {
  const [kind, a, b] = text.split(":");
  if (kind === "fixed") return { kind, centre: Number(a), sigma: Number(b) };
  if (kind === "phase1") return { kind, count: Number(a) };
  return { kind: "ewm", halfLife: Number(a) };
}
