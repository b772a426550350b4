/** All columns with what they promise. A new column joins the battery by being listed here. */
import * as abi from "../../assembly/abi.ts";
import {
  type Column,
  column,
  even,
  free,
  IMBALANCE,
  linear,
  moment,
  NOT_NEGATIVE,
  nearlyEven,
  nearlyOdd,
  negated,
  odd,
  POSITIVE,
  quadratic,
  reflected,
  swapped,
} from "./traits.ts";

/** Charts with short memories: they speak, alarm, freeze and learn again in short streams. */
export const CHARTS = [
  "ofi:ewma,lambda=0.1,limit=2.5,baseline=ewm:50",
  "ofi:cusum,k=0.5,h=5,cap=20,baseline=ewm:50",
  "queueImbalance:ewma,lambda=0.2,limit=2,baseline=phase1:50",
  "tradeImbalance_1s:cusum,k=0.25,h=4,cap=8,baseline=fixed:0:0.5",
];

const imbalance = { bounds: IMBALANCE };
const price = { price: linear };
const size = { size: linear, bounds: NOT_NEGATIVE };
const flow = { size: linear };
const count = { bounds: NOT_NEGATIVE, isWhole: true };
const sign = { bounds: IMBALANCE, isWhole: true };

const BOOK: Column[] = [
  column("bid", reflected("ask"), price),
  column("ask", reflected("bid"), price),
  column("bidSize", swapped("askSize"), { size: linear, bounds: POSITIVE }),
  column("askSize", swapped("bidSize"), { size: linear, bounds: POSITIVE }),
  column("mid", reflected("mid"), price),
  column("spreadTicks", even, { isWhole: true }),
  column("spreadBps", moment("spreadBps", "mid", 1)),
  column("weightedMid", reflected("weightedMid"), price),
  column("queueImbalance", odd, imbalance),
];

const cost = (side: string, other: string) =>
  column(`${side}CostBps_5`, moment(`${other}CostBps_5`, "mid", 1), {
    size: { power: 0, partnerAt2: `${side}CostBps_10` },
    tolerance: { rel: 1e-9, abs: 1e-9 },
  });
const nextCost = (side: string, other: string) =>
  column(`${side}CostBps_10`, moment(`${other}CostBps_10`, "mid", 1), {
    size: "free",
    tolerance: { rel: 1e-9, abs: 1e-9 },
  });

const DEPTH: Column[] = [
  ...["1", "5", "20"].flatMap((n) => [
    column(`bidDepth_${n}`, swapped(`askDepth_${n}`), size),
    column(`askDepth_${n}`, swapped(`bidDepth_${n}`), size),
    column(`depthImbalance_${n}`, odd, imbalance),
  ]),
  column("bidDepth_7bps", free, size),
  column("askDepth_7bps", free, size),
  column("depthImbalance_7bps", free, imbalance),
  column("bookSkew", nearlyOdd),
  column("bookSkew_5", nearlyOdd),
  column("decayedImbalance_0.5", odd, imbalance),
  column("inverseDistanceImbalance_5", odd, imbalance),
  column("levelWeightedImbalance_5", odd, imbalance),
  column("vamp_5", reflected("vamp_5"), price),
  column("bidVwap_5", reflected("askVwap_5"), price),
  column("askVwap_5", reflected("bidVwap_5"), price),
  column("bookVwapMid_5", reflected("bookVwapMid_5"), price),
  column("bidSlope_5", free),
  column("askSlope_5", free),
  column("bookSlope_5", free),
  column("bidLinearSlope_5", swapped("askLinearSlope_5"), size),
  column("askLinearSlope_5", swapped("bidLinearSlope_5"), size),
  column("slopeSkew_5", odd, imbalance),
  cost("buy", "sell"),
  cost("sell", "buy"),
  nextCost("buy", "sell"),
  nextCost("sell", "buy"),
];

const FLOW: Column[] = [column("ofi", odd, flow), column("ofi_1s", odd, flow)];

const LEVEL_FLOW: Column[] = [
  column("ofiLevel_1", odd, flow),
  column("ofiLevel_3", odd, flow),
  column("ofiLevel_20", odd, flow),
  column("mlofiDepth_10", even, size),
  column("mlofiDepth_3", even, size),
  column("mlofi", odd),
  column("mlofi_3", odd),
];

const TRADES: Column[] = [
  ...["", "_1s", "_10s", "_50trades"].flatMap((w) => [
    column(`buyVolume${w}`, swapped(`sellVolume${w}`), size),
    column(`sellVolume${w}`, swapped(`buyVolume${w}`), size),
    column(`unknownVolume${w}`, even, size),
    column(`tradeCount${w}`, even, count),
    column(`tradeImbalance${w}`, odd, imbalance),
    column(`notional${w}`, free, { size: linear, price: linear, bounds: NOT_NEGATIVE }),
  ]),
  column("cvd", odd, flow),
  ...["", "_10s", "_50trades"].flatMap((w) => [
    column(`vwap${w}`, reflected(`vwap${w}`), price),
    column(`vwapSigma${w}`, nearlyEven, {
      price: linear,
      bounds: NOT_NEGATIVE,
      tolerance: { rel: 1e-8, abs: 1e-9 },
    }),
    column(`vwapDeviationBps${w}`, moment(`vwapDeviationBps${w}`, `vwap${w}`, -1), {
      tolerance: { rel: 1e-8, abs: 1e-8 },
    }),
    column(`vwapScore${w}`, nearlyOdd, { tolerance: { rel: 1e-8, abs: 1e-9 } }),
  ]),
];

const CONTEXT: Column[] = [
  column("realizedVolatility_6s", { kind: "ratio" }, { bounds: NOT_NEGATIVE }),
  ...["fundingRate", "openInterest", "indexPrice", "markPrice"].map((name) => column(name, even)),
  column("fundingCountdownS", even),
  column("feedSequence", even, count),
  column("feedLatencyMs", even),
];

const spread = { bounds: NOT_NEGATIVE };
const midVariance = { price: quadratic, tolerance: { rel: 1e-7, abs: 1e-9 }, ...spread };

const ROLLING: Column[] = [
  ...["16", "5s"].flatMap((w) => [
    column(`rollingSum.ofi_${w}`, odd, flow),
    column(`rollingMean.ofi_${w}`, odd, flow),
    column(`rollingVariance.ofi_${w}`, even, { size: quadratic, ...spread }),
    column(`rollingSigma.ofi_${w}`, even, { size: linear, ...spread }),
    column(`rollingVariance.mid_${w}`, nearlyEven, midVariance),
  ]),
  column("rollingMean.tradeImbalance_1s_16", odd, imbalance),
  column("zScore.ofi_64", odd),
  column("zScore.ofi_5s", odd),
  column("zScore.mid_64", nearlyOdd, { tolerance: { rel: 1e-7, abs: 1e-9 } }),
  column("ewmMean.ofi", odd, flow),
  column("ewmVariance.ofi", even, { size: quadratic, ...spread }),
  column("ewmScore.ofi", odd),
  column("ewmMean.ofi_5s", odd, flow),
  column("ewmVariance.mid_20", nearlyEven, midVariance),
  column("ewmScore.queueImbalance_20", odd),
  column("rollingMean.zScore.ofi_64_16", odd),
  column("ewmMean.ewmMean.ofi_10_20", odd, flow),
];

const CHARTED: Column[] = [
  column("ewma.ofi.score", odd),
  column("ewma.ofi.level", odd, flow),
  column("ewma.ofi.center", odd, flow),
  column("ewma.ofi.sigma", even, { size: linear, bounds: POSITIVE }),
  column("ewma.ofi.upper", negated("ewma.ofi.lower"), flow),
  column("ewma.ofi.lower", negated("ewma.ofi.upper"), flow),
  column("ewma.ofi.alarm", odd, sign),
  column("ewma.queueImbalance.score", odd, { forgets: false }),
  column("ewma.queueImbalance.alarm", odd, { forgets: false, ...sign }),
  column("cusum.ofi", odd, { bounds: [-20, 20] }),
  column("cusum.ofi.up", swapped("cusum.ofi.down"), { bounds: [0, 20] }),
  column("cusum.ofi.down", swapped("cusum.ofi.up"), { bounds: [0, 20] }),
  column("cusum.ofi.alarm", odd, sign),
  column("cusum.ofi.run", odd, { isWhole: true }),
  column("cusum.ofi.shift", odd, flow),
  column("cusum.tradeImbalance_1s", odd, { bounds: [-20, 20] }),
  column("cusum.tradeImbalance_1s.alarm", odd, sign),
];

const onLadder = (columns: Column[]) => columns.map((one) => ({ ...one, needsLadder: true }));

export const COLUMNS: readonly Column[] = [
  ...BOOK,
  ...onLadder(DEPTH),
  ...FLOW,
  ...onLadder(LEVEL_FLOW),
  ...TRADES,
  ...CONTEXT,
  ...ROLLING,
  ...CHARTED,
];

/** Time and flags of the rows pass the laws of streams like any column. */
export const ROW_COLUMNS: readonly Column[] = [column("time", even), column("flags", even)];

/** Flags that columns or the ladder raise, which the judge does not know. */
export const FLAGS_BESIDE_JUDGE =
  abi.FLAG_WARMING | abi.FLAG_UNDEFINED | abi.FLAG_WINDOW_MOVED | abi.FLAG_ALARM;
