/** Candles, by what is known of them. */

/** Highest and lowest price. */
export interface HighLow<T = number> {
  /** Highest price. */
  high: T;
  /** Lowest price. */
  low: T;
}

/** Highest, lowest and last price. */
export interface HighLowClose<T = number> extends HighLow<T> {
  /** Last price. */
  close: T;
}

/** With the traded volume. */
export interface HighLowCloseVolume<T = number> extends HighLowClose<T> {
  /** Traded volume. */
  volume: T;
}

/** With the first price. */
export interface OpenHighLowClose<T = number> extends HighLowClose<T> {
  /** First price. */
  open: T;
}

/** With the first price and the traded volume. */
export interface OpenHighLowCloseVolume<T = number> extends OpenHighLowClose<T> {
  /** Traded volume. */
  volume: T;
}

/** Mean of high, low and close. */
export function getTypicalPrice({ high, low, close }: HighLowClose): number {
  return (high + low + close) / 3;
}
