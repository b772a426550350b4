/** Candles, by what is known of them. */
export interface HighLow<T = number> {
  high: T;
  low: T;
}

export interface HighLowClose<T = number> extends HighLow<T> {
  close: T;
}

export interface HighLowCloseVolume<T = number> extends HighLowClose<T> {
  volume: T;
}

export interface OpenHighLowClose<T = number> extends HighLowClose<T> {
  open: T;
}

export interface OpenHighLowCloseVolume<T = number> extends OpenHighLowClose<T> {
  volume: T;
}

/** Mean of high, low and close. */
export function getTypicalPrice({ high, low, close }: HighLowClose): number {
  return (high + low + close) / 3;
}
