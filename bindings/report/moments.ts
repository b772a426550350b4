/** The numbers of one column over all rows: how many, mean, spread, extremes and when they were. */

export class Moments {
  /** Values that were known. */
  known = 0;
  unknown = 0;
  mean = NaN;
  low = NaN;
  lowTime = NaN;
  high = NaN;
  highTime = NaN;
  /** The newest value, known or not. */
  last = NaN;
  #squares = 0;

  add(timeUs: number, value: number): void {
    this.last = value;
    if (Number.isNaN(value)) {
      this.unknown++;
      return;
    }
    const before = this.known++ === 0 ? 0 : this.mean;
    const distance = value - before;
    this.mean = before + distance / this.known;
    if (this.known > 1) this.#squares += distance * (value - this.mean);
    if (!(value >= this.low)) {
      this.low = value;
      this.lowTime = timeUs;
    }
    if (!(value <= this.high)) {
      this.high = value;
      this.highTime = timeUs;
    }
  }

  /** Standard deviation with n - 1. */
  get sigma(): number {
    return this.known > 1 ? Math.sqrt(this.#squares / (this.known - 1)) : NaN;
  }
}
