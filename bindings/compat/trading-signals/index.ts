/**
 * Indicators with the names and conventions of `trading-signals`, over the calculators.
 *
 * @module volume-imbalance/compat/trading-signals
 */
export { type BandsResult, BollingerBands, BollingerBandsWidth } from "./bollinger-bands.ts";
export {
  getTypicalPrice,
  type HighLow,
  type HighLowClose,
  type HighLowCloseVolume,
  type OpenHighLowClose,
  type OpenHighLowCloseVolume,
} from "./candle.ts";
export { EMA, RMA, WSMA } from "./exponential-averages.ts";
export {
  IndicatorSeries,
  type SignalChange,
  TechnicalIndicator,
  TradingSignal,
  type TradingSignals,
} from "./indicator.ts";
export { MovingAverage, SMA } from "./moving-average.ts";
export { NotEnoughDataError } from "./not-enough-data.ts";
export { getAverage, getStandardDeviation, getZScore } from "./statistics.ts";
export { VWAP } from "./vwap.ts";
export { VWMA } from "./vwma.ts";
