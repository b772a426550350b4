/** Averages whose memory fades, by three conventions of weight and beginning. */
import { ExponentialMean } from "./exponential-mean.ts";
import { checkedInterval, MovingAverage } from "./moving-average.ts";

abstract class FadingAverage extends MovingAverage {
  protected readonly mean: ExponentialMean;

  /** @throws {RangeError} if `interval` is no whole number from 1 */
  constructor(interval: number, rate: number, seedValues: number) {
    super(checkedInterval(interval));
    this.mean = new ExponentialMean(rate, seedValues);
  }

  override get isStable(): boolean {
    return this.mean.count >= this.interval;
  }

  /** Answers from the first value on; the result is there when the interval is full. */
  update(price: number, replace: boolean): number | null {
    this.result = this.mean.revise(price, replace);
    return this.result;
  }
}

/** Exponential moving average: weight 2 / (interval + 1), begins with the first value. */
export class EMA extends FadingAverage {
  constructor(interval: number) {
    super(interval, 2 / (interval + 1), 1);
  }
}

/** Running moving average: weight 1 / interval, begins with the first value. */
export class RMA extends FadingAverage {
  constructor(interval: number) {
    super(interval, 1 / interval, 1);
  }
}

/** Wilder's smoothed average: weight 1 / interval, begins with the mean of the interval. */
export class WSMA extends FadingAverage {
  constructor(interval: number) {
    super(interval, 1 / interval, interval);
  }

  override update(price: number, replace: boolean): number | null {
    const mean = super.update(price, replace);
    return this.isStable ? mean : null;
  }
}
