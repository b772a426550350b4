/**
 * Indicators with the names and conventions of `technicalindicators`, over the calculators.
 *
 * @module volume-imbalance/compat/technicalindicators
 */
export {
  BollingerBands,
  type BollingerBandsInput,
  type BollingerBandsOutput,
  bollingerbands,
  SD,
  type SDInput,
  sd,
} from "./bollinger-bands.ts";
export {
  getConfig,
  Indicator,
  type IndicatorInput,
  type SeriesInput,
  setConfig,
} from "./indicator.ts";
export { EMA, ema, type MAInput, SMA, sma } from "./moving-averages.ts";
export { type CandleData, VWAP, type VWAPInput, vwap } from "./vwap.ts";
