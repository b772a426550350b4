/**
 * Quantiles of a long series of numbers in constant memory: counts in classes of sizes, each 2 %
 * wider than the one before, for either sign. A quantile is right within 1 % of its value; numbers
 * nearer to 0 than 1 count as 0.
 */
const LOG_GROWTH = Math.log(1.02);
/** Classes up to about 1e15: in microseconds that is 30 years. */
const CLASSES = 1750;

/** Class of a size that is at least 1. */
function classOf(size: number): number {
  return Math.min(Math.floor(Math.log(size) / LOG_GROWTH), CLASSES - 1);
}

/** Middle of a class. */
function sizeOf(index: number): number {
  return Math.exp((index + 0.5) * LOG_GROWTH);
}

export class Quantiles {
  /** Counts from the most negative class over 0 in the middle to the most positive one. */
  readonly #counts = new Float64Array(2 * CLASSES + 1);
  count = 0;
  /** Smallest and largest number; NaN before the first. */
  min = NaN;
  max = NaN;

  /** Takes a finite number in. */
  add(value: number): void {
    const size = Math.abs(value);
    const away = size < 1 ? 0 : classOf(size) + 1;
    this.#counts[CLASSES + (value < 0 ? -away : away)]++;
    this.count++;
    if (!(value >= this.min)) this.min = value;
    if (!(value <= this.max)) this.max = value;
  }

  /** The number that a share of all numbers does not exceed; NaN before the first. */
  at(share: number): number {
    const wanted = Math.max(Math.ceil(share * this.count), 1);
    let seen = 0;
    let index = 0;
    while (index < this.#counts.length && seen < wanted) seen += this.#counts[index++];
    const away = index - 1 - CLASSES;
    const value = away === 0 ? 0 : Math.sign(away) * sizeOf(Math.abs(away) - 1);
    return Math.min(Math.max(value, this.min), this.max);
  }
}
