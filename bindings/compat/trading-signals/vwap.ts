/** Volume-weighted mean price of all candles since the beginning. */
import { CumulativeVwap } from "../cumulative-vwap.ts";
import type { HighLowCloseVolume } from "./candle.ts";
import { IndicatorSeries } from "./indicator.ts";

/**
 * Volume-weighted mean of the typical prices of all candles since the beginning; it has no options.
 */
export class VWAP extends IndicatorSeries<HighLowCloseVolume> {
  readonly #vwap = new CumulativeVwap();
  /** Whether there is a newest candle, and the result before it. */
  #isStarted = false;
  #previous: number | undefined;

  getRequiredInputs(): number {
    return 1;
  }

  /** A candle without volume is answered by null and leaves the result as it is. */
  update(candle: HighLowCloseVolume, replace: boolean): number | null {
    if (replace && this.#isStarted) {
      this.#vwap.takeBack();
      this.result = this.#previous;
    }
    this.#isStarted = true;
    this.#previous = this.result;
    const vwap = this.#vwap.take(candle);
    if (candle.volume === 0) return null;
    this.result = vwap;
    return vwap;
  }
}
