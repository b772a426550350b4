/**
 * Every column there is: its name, what follows the name, its unit, and what it says.
 */
import * as abi from "../../assembly/abi.ts";

/** What stands behind the underscore of a column's name. */
export type Parameter =
  | "none"
  | "levels"
  | "levels or bps"
  | "flow level"
  | "kappa"
  | "size"
  | "time"
  | "optional time"
  | "optional trades"
  | "trades";

export interface SignalEntry {
  readonly name: string;
  readonly parameter: Parameter;
  /** Parameter of the bare name, where it has one. */
  readonly standard?: number;
  readonly unit: "price" | "size" | "ticks" | "bps" | "ratio" | "sigmas" | "count" | "ms" | "other";
  readonly group: "book" | "depth" | "flow" | "trades" | "session" | "context" | "state";
  /** Step of the core, and the one used for a parameter in bps or for a window. */
  readonly op: number;
  readonly windowOp?: number;
  readonly says: string;
}

function entry(
  group: SignalEntry["group"],
  name: string,
  parameter: Parameter,
  unit: SignalEntry["unit"],
  op: number,
  says: string,
  more: { standard?: number; windowOp?: number } = {},
): SignalEntry {
  return { group, name, parameter, unit, op, says, ...more };
}

const BOOK = [
  entry("book", "bid", "none", "price", abi.OP_BID, "best bid price"),
  entry("book", "ask", "none", "price", abi.OP_ASK, "best ask price"),
  entry("book", "bidSize", "none", "size", abi.OP_BID_SIZE, "size at the best bid"),
  entry("book", "askSize", "none", "size", abi.OP_ASK_SIZE, "size at the best ask"),
  entry("book", "mid", "none", "price", abi.OP_MID, "middle of the best quotes"),
  entry("book", "spreadTicks", "none", "ticks", abi.OP_SPREAD_TICKS, "ask - bid in ticks"),
  entry("book", "spreadBps", "none", "bps", abi.OP_SPREAD_BPS, "ask - bid over mid"),
  entry(
    "book",
    "weightedMid",
    "none",
    "price",
    abi.OP_WEIGHTED_MID,
    "mid leaning to the thin side",
  ),
  entry(
    "book",
    "queueImbalance",
    "none",
    "ratio",
    abi.OP_QUEUE_IMBALANCE,
    "best bid against best ask",
  ),
];

const BANDS = "of n levels, or within k bps of mid";

const DEPTH = [
  entry("depth", "bidDepth", "levels or bps", "size", abi.OP_BID_DEPTH, `bid size ${BANDS}`, {
    windowOp: abi.OP_BID_DEPTH_BPS,
  }),
  entry("depth", "askDepth", "levels or bps", "size", abi.OP_ASK_DEPTH, `ask size ${BANDS}`, {
    windowOp: abi.OP_ASK_DEPTH_BPS,
  }),
  entry(
    "depth",
    "depthImbalance",
    "levels or bps",
    "ratio",
    abi.OP_DEPTH_IMBALANCE,
    `bid against ask size ${BANDS}`,
    { windowOp: abi.OP_DEPTH_IMBALANCE_BPS },
  ),
  entry("depth", "bookSkew", "levels", "other", abi.OP_BOOK_SKEW, "ln(bid size / ask size)", {
    standard: 10,
  }),
  entry(
    "depth",
    "decayedImbalance",
    "kappa",
    "ratio",
    abi.OP_DECAYED_IMBALANCE,
    "20 levels weighted by exp(-k distance in ticks)",
  ),
  entry(
    "depth",
    "inverseDistanceImbalance",
    "levels",
    "ratio",
    abi.OP_INVERSE_DISTANCE_IMBALANCE,
    "n levels weighted by 1 / distance",
  ),
  entry(
    "depth",
    "levelWeightedImbalance",
    "levels",
    "ratio",
    abi.OP_LEVEL_WEIGHTED_IMBALANCE,
    "n levels weighted by 1, 1/2, 1/3, ...",
  ),
  entry("depth", "vamp", "levels", "price", abi.OP_VAMP, "volume-adjusted mid price of n levels"),
  entry("depth", "bidVwap", "levels", "price", abi.OP_BID_VWAP, "mean price of n bid levels"),
  entry("depth", "askVwap", "levels", "price", abi.OP_ASK_VWAP, "mean price of n ask levels"),
  entry("depth", "bookVwapMid", "levels", "price", abi.OP_BOOK_VWAP_MID, "mean of both"),
  entry("depth", "bidSlope", "levels", "other", abi.OP_BID_SLOPE, "Naes-Skjeltorp slope, bids"),
  entry("depth", "askSlope", "levels", "other", abi.OP_ASK_SLOPE, "Naes-Skjeltorp slope, asks"),
  entry("depth", "bookSlope", "levels", "other", abi.OP_BOOK_SLOPE, "mean of both slopes"),
  entry("depth", "bidLinearSlope", "levels", "other", abi.OP_BID_LINEAR_SLOPE, "bid size per tick"),
  entry("depth", "askLinearSlope", "levels", "other", abi.OP_ASK_LINEAR_SLOPE, "ask size per tick"),
  entry("depth", "slopeSkew", "levels", "ratio", abi.OP_SLOPE_SKEW, "bid against ask linear slope"),
  entry("depth", "buyCostBps", "size", "bps", abi.OP_BUY_COST, "cost of buying q at market"),
  entry("depth", "sellCostBps", "size", "bps", abi.OP_SELL_COST, "cost of selling q at market"),
];

const FLOW = [
  entry(
    "flow",
    "ofi",
    "optional time",
    "size",
    abi.OP_OFI,
    "order flow imbalance of row or window",
    {
      windowOp: abi.OP_OFI_WINDOW,
    },
  ),
  entry(
    "flow",
    "ofiLevel",
    "flow level",
    "size",
    abi.OP_OFI_LEVEL,
    "order flow imbalance of level m",
  ),
  entry(
    "flow",
    "mlofiDepth",
    "flow level",
    "size",
    abi.OP_MLOFI_DEPTH,
    "mean size a level and side",
  ),
  entry("flow", "mlofi", "flow level", "ratio", abi.OP_MLOFI, "order flow of M levels over depth", {
    standard: 10,
  }),
];

const TRADES = [
  entry(
    "trades",
    "buyVolume",
    "optional trades",
    "size",
    abi.OP_BUY_VOLUME,
    "bought by aggressors",
  ),
  entry(
    "trades",
    "sellVolume",
    "optional trades",
    "size",
    abi.OP_SELL_VOLUME,
    "sold by aggressors",
  ),
  entry(
    "trades",
    "unknownVolume",
    "optional trades",
    "size",
    abi.OP_UNKNOWN_VOLUME,
    "without a side",
  ),
  entry("trades", "tradeCount", "optional trades", "count", abi.OP_TRADE_COUNT, "number of trades"),
  entry(
    "trades",
    "tradeImbalance",
    "optional trades",
    "ratio",
    abi.OP_TRADE_IMBALANCE,
    "buys against sells",
  ),
  entry(
    "trades",
    "notional",
    "optional trades",
    "other",
    abi.OP_NOTIONAL,
    "traded value in quote currency",
  ),
];

const SESSION = [
  entry("session", "cvd", "none", "size", abi.OP_CVD, "bought less sold since the opening"),
  entry("session", "vwap", "trades", "price", abi.OP_SESSION_VWAP, "volume-weighted price", {
    windowOp: abi.OP_VWAP,
  }),
  entry("session", "vwapSigma", "trades", "price", abi.OP_SESSION_SIGMA, "its standard deviation", {
    windowOp: abi.OP_VWAP_SIGMA,
  }),
  entry(
    "session",
    "vwapDeviationBps",
    "trades",
    "bps",
    abi.OP_SESSION_DEVIATION,
    "mid against vwap",
    {
      windowOp: abi.OP_VWAP_DEVIATION,
    },
  ),
  entry("session", "vwapScore", "trades", "sigmas", abi.OP_SESSION_SCORE, "the same in sigmas", {
    windowOp: abi.OP_VWAP_SCORE,
  }),
];

const CONTEXT = [
  entry(
    "context",
    "realizedVolatility",
    "time",
    "bps",
    abi.OP_REALIZED_VOLATILITY,
    "root of 60 squared returns of mid",
  ),
];

const STATE = [
  entry("state", "fundingRate", "none", "other", abi.OP_TOPIC, "last funding rate"),
  entry("state", "openInterest", "none", "other", abi.OP_TOPIC, "last open interest"),
  entry("state", "indexPrice", "none", "price", abi.OP_TOPIC, "last index price"),
  entry("state", "markPrice", "none", "price", abi.OP_TOPIC, "last mark price"),
  entry(
    "state",
    "fundingCountdownS",
    "none",
    "other",
    abi.OP_FUNDING_COUNTDOWN,
    "seconds to the next of fundingTimes",
  ),
  entry(
    "state",
    "feedSequence",
    "none",
    "count",
    abi.OP_FEED_SEQUENCE,
    "number of the last header",
  ),
  entry(
    "state",
    "feedLatencyMs",
    "none",
    "ms",
    abi.OP_FEED_LATENCY,
    "receive time less message time",
  ),
];

/** All columns that look at the market. */
export const SIGNALS: readonly SignalEntry[] = [
  ...BOOK,
  ...DEPTH,
  ...FLOW,
  ...TRADES,
  ...SESSION,
  ...CONTEXT,
  ...STATE,
];

/** Columns that follow another column X, written `zScore.X_256`. */
export const DERIVED: readonly { readonly name: string; readonly says: string }[] = [
  { name: "rollingSum.X_n", says: "sum of the last n rows of X, or of a time (_60s)" },
  { name: "rollingMean.X_n", says: "mean of the last n rows of X, or of a time" },
  { name: "rollingVariance.X_n", says: "variance (ddof 1) of the last n rows of X, or of a time" },
  { name: "rollingSigma.X_n", says: "standard deviation (ddof 1) of the same" },
  { name: "zScore.X_n", says: "X against the n rows before it, in sigmas" },
  { name: "ewmMean.X_h", says: "exponentially weighted mean, half-life h rows (100) or a time" },
  { name: "ewmVariance.X_h", says: "exponentially weighted variance" },
  { name: "ewmScore.X_h", says: "X against the weighted mean before it, in sigmas" },
  { name: "ewma.X.score", says: "EWMA chart; also level, center, sigma, upper, lower, alarm" },
  { name: "cusum.X", says: "CUSUM, signed; also .up, .down, .alarm, .run, .shift" },
];

const SAMPLES: Record<Parameter, string> = {
  none: "",
  levels: "_10",
  "levels or bps": "_10",
  "flow level": "_10",
  kappa: "_0.5",
  size: "_1",
  time: "_60s",
  "optional time": "_1s",
  "optional trades": "_10s",
  trades: "_60s",
};

/** A column of every entry: the bare name where it stands alone, and one with a parameter. */
export function sampleColumns(): string[] {
  const names = new Set<string>();
  for (const { name, parameter, standard } of SIGNALS) {
    const isOptional = parameter.startsWith("optional") || parameter === "trades";
    if (isOptional || standard !== undefined) names.add(name);
    names.add(name + SAMPLES[parameter]);
    if (parameter === "levels or bps") names.add(`${name}_10bps`);
  }
  for (const { name } of DERIVED) {
    names.add(name.replace("X", "ofi").replace("_n", "_256").replace("_h", "_100"));
  }
  return [...names];
}
