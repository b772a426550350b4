/**
 * Single statistics over streams and columns, computed in WebAssembly.
 *
 * @module volume-imbalance/calculators
 */
export type { Answers } from "./answers.ts";
export { type Bands, BollingerBands, type BollingerOptions } from "./bollinger-bands.ts";
export type {
  BookLevel,
  BookSide,
  ChangeColumns,
  LevelChanges,
  LevelColumns,
  LevelList,
  TouchColumns,
} from "./book-levels.ts";
export type { OrderBookOptions } from "./book-options.ts";
export type { Calculator } from "./calculator.ts";
export type { ChartOptions } from "./chart-series.ts";
export { Column, type Input } from "./columns.ts";
export { Cusum, type CusumColumns, type CusumOptions } from "./cusum.ts";
export type { EwmOptions } from "./ewm-options.ts";
export { EwmVariance } from "./ewm-variance.ts";
export { EwmZScore, type EwmZScoreOptions } from "./ewm-z-score.ts";
export { Ewma } from "./ewma.ts";
export { EwmaChart, type EwmaChartColumns, type EwmaChartOptions } from "./ewma-chart.ts";
export type { OpenWindowOptions } from "./flow-window.ts";
export type { MomentsOptions } from "./moments.ts";
export type { SeriesOptions, UnknownInput, WindowOptions } from "./options.ts";
export { OrderBook } from "./order-book.ts";
export { OrderFlowImbalance, type QuoteColumns } from "./order-flow-imbalance.ts";
export { type ColumnCalculator, processEach } from "./process-each.ts";
export {
  RealizedVolatility,
  type TimedPrices,
  type VolatilityOptions,
} from "./realized-volatility.ts";
export { RobustZScore, type RobustZScoreOptions } from "./robust-z-score.ts";
export { RollingCorrelation, RollingCovariance } from "./rolling-covariance.ts";
export { type MinMaxColumns, RollingMinMax } from "./rolling-min-max.ts";
export { type QuantileOptions, RollingQuantile } from "./rolling-quantile.ts";
export {
  type QuantileOuts,
  type QuantilesOptions,
  RollingQuantiles,
} from "./rolling-quantiles.ts";
export { type Lines, RollingRegression } from "./rolling-regression.ts";
export { RollingStdDev, RollingVariance } from "./rolling-spread.ts";
export { RollingMean, RollingSum } from "./rolling-sum.ts";
export {
  type DepthColumns,
  DepthImbalance,
  type DepthOptions,
  QueueImbalance,
  type SizeColumns,
} from "./size-imbalance.ts";
export { type SidedTrades, VolumeDelta } from "./volume-delta.ts";
export { Vpin, type VpinColumns, type VpinOptions } from "./vpin.ts";
export { type PricedTrades, Vwap, type VwapColumns, type VwapOptions } from "./vwap.ts";
export { ZScore, type ZScoreOptions } from "./z-score.ts";
