/**
 * What a column means, for those who meet it in a file: unit, sign rule and definition.
 *
 * The catalogue knows names, units and sentences of what looks at the market; a derived column
 * (`zScore.ofi_256`) takes them from the column that it follows.
 */
import { SIGNALS } from "../core/catalog.ts";
import { parseColumn } from "../core/columns.ts";
import { Flag } from "../core/tick-names.ts";

/** Meaning of a column, as files of rows carry it. */
export interface ColumnFacts {
  /** As it was asked for. */
  readonly name: string;
  /** "price", "size", "ticks", "bps", "ratio", "sigmas", "count", "ms", ... */
  readonly unit: string;
  /** What a positive value means; "none" where the sign says nothing. */
  readonly sign: string;
  /** One sentence; docs/definitions.md is exact. */
  readonly definition: string;
}

const BUYERS = "positive = buyers";
const ABOVE_VWAP = "positive = above vwap";
const ABOVE_MEAN = "positive = above its mean";
const NONE = "none";
/** Columns whose sign has a meaning; all follow the one rule: bid, buy, up are positive. */
const SIGNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...["queueImbalance", "depthImbalance", "bookSkew", "decayedImbalance", "slopeSkew"],
      ...["inverseDistanceImbalance", "levelWeightedImbalance", "ofi", "ofiLevel", "mlofi"],
      ...["tradeImbalance", "cvd"],
    ].map((name) => [name, BUYERS]),
  ),
  vwapDeviationBps: ABOVE_VWAP,
  vwapScore: ABOVE_VWAP,
  spreadTicks: "negative = crossed",
  spreadBps: "negative = crossed",
  fundingRate: "positive = longs pay",
  feedLatencyMs: "positive = received later",
};

/** Units of the columns that the catalogue calls "other". */
const UNITS: Readonly<Record<string, string>> = {
  bookSkew: "log ratio",
  bidSlope: "1",
  askSlope: "1",
  bookSlope: "1",
  bidLinearSlope: "size / tick",
  askLinearSlope: "size / tick",
  notional: "quote currency",
  fundingRate: "ratio",
  openInterest: "contracts",
  fundingCountdownS: "s",
};

interface Statistic {
  /** "X": that of the column that is followed. */
  readonly unit: string;
  /** "X": as in the column that is followed; "mean": against its mean; "none". */
  readonly sign: "X" | "mean" | "none";
  readonly says: string;
}

const statistic = (unit: string, sign: Statistic["sign"], says: string) => ({ unit, sign, says });

/** Statistics and fields of charts that follow a column X. */
const STATISTICS: Readonly<Record<string, Statistic>> = {
  rollingSum: statistic("X", "X", "sum of X over the window"),
  rollingMean: statistic("X", "X", "mean of X over the window"),
  rollingVariance: statistic("X^2", "none", "variance (ddof 1) of X over the window"),
  rollingSigma: statistic("X", "none", "standard deviation (ddof 1) of X over the window"),
  zScore: statistic("sigmas", "mean", "X against the window before it"),
  ewmMean: statistic("X", "X", "exponentially weighted mean of X"),
  ewmVariance: statistic("X^2", "none", "exponentially weighted variance of X"),
  ewmScore: statistic("sigmas", "mean", "X against its exponentially weighted mean before it"),
  "ewma.score": statistic("sigmas", "mean", "EWMA chart of X: level less center"),
  "ewma.level": statistic("X", "X", "EWMA chart of X: smoothed value"),
  "ewma.center": statistic("X", "X", "EWMA chart of X: mean of the baseline"),
  "ewma.sigma": statistic("X", "none", "EWMA chart of X: standard deviation of the baseline"),
  "ewma.upper": statistic("X", "X", "EWMA chart of X: upper limit of the level"),
  "ewma.lower": statistic("X", "X", "EWMA chart of X: lower limit of the level"),
  "ewma.alarm": statistic("alarm", "mean", "EWMA chart of X: +1 or -1 where an alarm begins"),
  "cusum.": statistic("sigmas", "mean", "CUSUM of X: the larger side, signed"),
  "cusum.up": statistic("sigmas", "none", "CUSUM of X: upper side"),
  "cusum.down": statistic("sigmas", "none", "CUSUM of X: lower side"),
  "cusum.alarm": statistic("alarm", "mean", "CUSUM of X: +1 or -1 where an alarm begins"),
  "cusum.run": statistic("rows", "mean", "CUSUM of X: rows since the estimated onset"),
  "cusum.shift": statistic("X", "X", "CUSUM of X: estimated new mean"),
};

/** The three columns that every row begins with. */
export const ROW_FACTS: readonly ColumnFacts[] = [
  {
    name: "time",
    unit: "us",
    sign: NONE,
    definition: "boundary of the interval, or time of the message, since the Unix epoch in UTC",
  },
  { name: "sequence", unit: "count", sign: NONE, definition: "number of the row, from 0" },
  {
    name: "flags",
    unit: "bits",
    sign: NONE,
    definition: Object.entries(Flag)
      .map(([name, bit]) => `${bit} ${name}`)
      .join(", "),
  },
];

/**
 * Says what a column means.
 * @throws {UnknownNameError | RangeError} if there is no such column
 */
export function describeColumn(name: string): ColumnFacts {
  const column = parseColumn(name);
  if (column.kind === "signal") return describeSignal(name);
  const source = describeColumn(column.source);
  const base = name.slice(0, name.indexOf("."));
  const isChart = column.kind === "ewma" || column.kind === "cusum";
  const field = isChart ? `.${name.slice(base.length + source.name.length + 2)}` : "";
  const { unit, sign, says } = STATISTICS[`${base}${field}`];
  return {
    name,
    unit: unit.replace("X", source.unit),
    sign: sign === "mean" && source.sign === NONE ? ABOVE_MEAN : sign === NONE ? NONE : source.sign,
    definition: says.replace(/\bX\b/, source.name),
  };
}

function describeSignal(name: string): ColumnFacts {
  const [base] = name.split("_");
  const { unit, says } = SIGNALS.find((signal) => signal.name === base)!;
  const exact = unit === "other" ? UNITS[base] : unit;
  return { name, unit: exact, sign: SIGNS[base] ?? NONE, definition: says };
}
