/**
 * The signals in the order in which they are explained: which kernel answers for which of them.
 *
 * A signal that has no family, or two, stops the generator: so a new one cannot be left out.
 */
import { DERIVED, SIGNALS } from "../../bindings/core/catalog.ts";

export interface SignalFamily {
  readonly title: string;
  /** Its header is the card; undefined for what a feed says and the engine only remembers. */
  readonly kernel: string | undefined;
  /** Names in the catalogue: of signals, or of statistics of a column. */
  readonly names: readonly string[];
}

function family(title: string, kernel: string | undefined, names: string): SignalFamily {
  return { title, kernel: kernel && `assembly/${kernel}.ts`, names: names.split(" ") };
}

export const SIGNAL_FAMILIES: readonly SignalFamily[] = [
  family("Best quotes", "book/touch", "bid ask bidSize askSize mid spreadTicks spreadBps"),
  family("Queue imbalance and weighted mid", "flow/queue", "queueImbalance weightedMid"),
  family(
    "Depth",
    "book/depth",
    "bidDepth askDepth depthImbalance bookSkew decayedImbalance inverseDistanceImbalance " +
      "levelWeightedImbalance buyCostBps sellCostBps",
  ),
  family(
    "Shape of the book",
    "book/shape",
    "vamp bidVwap askVwap bookVwapMid bidSlope askSlope bookSlope bidLinearSlope askLinearSlope " +
      "slopeSkew",
  ),
  family("Order flow imbalance", "flow/ofi", "ofi"),
  family("Multi-level order flow imbalance", "flow/mlofi", "ofiLevel mlofiDepth mlofi"),
  family(
    "Traded volume",
    "flow/trades",
    "buyVolume sellVolume unknownVolume tradeCount tradeImbalance notional",
  ),
  family(
    "Session: volume delta and VWAP",
    "flow/session",
    "cvd vwap vwapSigma vwapDeviationBps vwapScore",
  ),
  family("Realised volatility", "context/volatility", "realizedVolatility"),
  family(
    "State of the feed and the contract",
    undefined,
    "fundingRate openInterest indexPrice markPrice fundingCountdownS feedSequence feedLatencyMs",
  ),
  family(
    "Rolling statistics and z-score",
    "stats/rolling",
    "rollingSum.X_n rollingMean.X_n rollingVariance.X_n rollingSigma.X_n zScore.X_n",
  ),
  family(
    "Exponentially weighted statistics",
    "stats/ewm",
    "ewmMean.X_h ewmVariance.X_h ewmScore.X_h",
  ),
  family("EWMA control chart", "charts/ewma", "ewma.X.score"),
  family("CUSUM", "charts/cusum", "cusum.X"),
];

/** Names of the catalogue that do not stand in exactly one family. */
export function misplacedNames(): string[] {
  const placed = SIGNAL_FAMILIES.flatMap(({ names }) => names);
  const known = [...SIGNALS, ...DERIVED].map(({ name }) => name);
  return [
    ...known.filter((name) => placed.filter((other) => other === name).length !== 1),
    ...placed.filter((name) => !known.includes(name)),
  ];
}
