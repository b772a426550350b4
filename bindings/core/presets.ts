/** Lists of columns that have a name of their own, beside `all`. */

/** Names for lists of columns. */
export const PRESETS: Readonly<Record<string, readonly string[]>> = {
  bench20: [
    "bid",
    "ask",
    "mid",
    "spreadTicks",
    "weightedMid",
    "queueImbalance",
    "depthImbalance_5",
    "depthImbalance_10",
    "bookSkew",
    "ofi",
    "mlofi",
    "tradeImbalance_1s",
    "tradeImbalance_10s",
    "tradeImbalance_60s",
    "vwapDeviationBps_60s",
    "zScore.ofi_256",
    "ewmMean.ofi",
    "ewmVariance.ofi",
    "ewma.ofi.score",
    "cusum.ofi",
  ],
  // of bench20 what best quotes are enough for
  quotes: [
    ...["bid", "ask", "mid", "spreadTicks", "weightedMid", "queueImbalance", "ofi"],
    ...["tradeImbalance_1s", "tradeImbalance_10s", "tradeImbalance_60s", "vwapDeviationBps_60s"],
    ...["zScore.ofi_256", "ewmMean.ofi", "ewmVariance.ofi", "ewma.ofi.score", "cusum.ofi"],
  ],
};
