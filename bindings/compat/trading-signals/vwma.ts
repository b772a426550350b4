/** Mean price of the last candles, weighted by their volume. */
import type { HighLowCloseVolume } from "./candle.ts";
import {
  IndicatorSeries,
  type SignalChange,
  signalOf,
  TradingSignal,
  type TradingSignals,
} from "./indicator.ts";
import { checkedInterval, type MovingAverage, SMA } from "./moving-average.ts";
import { RevisableMean } from "./revisable-mean.ts";

/**
 * Mean closing price of the last candles, weighted by their volume.
 *
 * Defaults: `SignalIndicator: SMA`, `signalInterval: interval`; `interval` must be given.
 */
export class VWMA extends IndicatorSeries<HighLowCloseVolume> {
  /** Candles in the window. */
  readonly interval: number;
  readonly #turnover: RevisableMean;
  readonly #volume: RevisableMean;
  /** Candles with volume: whole numbers, so that none of them is exactly 0. */
  readonly #filled: RevisableMean;
  readonly #signalLine: MovingAverage;
  /** The line's newest value is the newest candle's, or that of a candle that was replaced. */
  #isOnLine = false;
  #isLineStale = false;
  #missing: number;
  #previous: number | undefined;
  #previousState: TradingSignals | undefined;

  /**
   * @param SignalIndicator average of the results that the signal compares them with
   * @throws {RangeError} if an interval is no whole number from 1
   */
  constructor(
    interval: number,
    SignalIndicator: new (interval: number) => MovingAverage = SMA,
    signalInterval = interval,
  ) {
    super();
    this.interval = checkedInterval(interval);
    this.#turnover = new RevisableMean(interval);
    this.#volume = new RevisableMean(interval);
    this.#filled = new RevisableMean(interval);
    this.#signalLine = new SignalIndicator(signalInterval);
    this.#missing = interval;
  }

  getRequiredInputs(): number {
    return this.interval;
  }

  /** Candles that have no volume at all are answered by null and leave the result as it is. */
  update({ close, volume }: HighLowCloseVolume, replace: boolean): number | null {
    const turnover = this.#turnover.revise(close * volume, replace);
    const size = this.#volume.revise(volume, replace);
    const filled = this.#filled.revise(volume === 0 ? 0 : 1, replace);
    if (this.#missing > 0 && (!replace || this.#missing === this.interval)) this.#missing--;
    if (this.#missing > 0) return null;
    if (replace) {
      this.result = this.#previous;
      this.#isLineStale ||= this.#isOnLine;
    } else {
      this.#previous = this.result;
    }
    this.#isOnLine = filled !== 0;
    if (!this.#isOnLine) return null;
    return this.#answer(turnover / size, replace);
  }

  #answer(vwma: number, replace: boolean): number {
    this.#signalLine.update(vwma, this.#isLineStale);
    this.#isLineStale = false;
    if (!replace || this.#previous !== undefined) this.#previousState = this.#state(this.#previous);
    this.result = vwma;
    return vwma;
  }

  #state(result: number | undefined): TradingSignals {
    if (result === undefined) return TradingSignal.UNKNOWN;
    return signalOf(result, this.#signalLine.getResult());
  }

  /** Bullish above the average of the results, bearish below. */
  getSignal(): SignalChange {
    const state = this.#state(this.result);
    const hasChanged = this.#previousState !== undefined && this.#previousState !== state;
    return { hasChanged, state };
  }
}
