/**
 * Volume-weighted mean price since the beginning, whose newest entry can be taken back.
 *
 * Two sums are less work than a call into the core, so they are kept here; what rounding loses is
 * carried along (Neumaier), so that neither a long day nor a huge volume shows.
 */

class CarriedSum {
  total = 0;
  carry = 0;

  /** What it was before the newest value. */
  #total = 0;
  #carry = 0;

  add(x: number): void {
    const total = this.total;
    const next = total + x;
    this.#total = total;
    this.#carry = this.carry;
    this.carry += Math.abs(total) >= Math.abs(x) ? total - next + x : x - next + total;
    this.total = next;
  }

  takeBack(): void {
    this.total = this.#total;
    this.carry = this.#carry;
  }

  get value(): number {
    return this.total + this.carry;
  }
}

/** Three prices and the volume of a candle. */
export interface PricedVolume {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

export class CumulativeVwap {
  readonly #turnover = new CarriedSum();
  readonly #volume = new CarriedSum();

  /** Takes a candle at its typical price and answers; an unknown one leaves no trace: NaN. */
  take({ high, low, close, volume }: PricedVolume): number {
    const turnover = volume * ((high + low + close) / 3);
    const isKnown = turnover - turnover === 0 && volume - volume === 0;
    this.#turnover.add(isKnown ? turnover : 0);
    this.#volume.add(isKnown ? volume : 0);
    return isKnown ? this.#turnover.value / this.#volume.value : Number.NaN;
  }

  /** Undoes the newest `take`, once. */
  takeBack(): void {
    this.#turnover.takeBack();
    this.#volume.takeBack();
  }
}
