/**
 * Exponentially weighted mean whose newest value can be replaced. One multiplication and two
 * additions are less work than a call into the core, so they are done here.
 */

/** Below it a mean of nothing but zeros has faded out; denormal numbers would be slow. */
const FADED = 1e-150;

export class ExponentialMean {
  readonly #rate: number;
  readonly #seedValues: number;
  #count = 0;
  #level = 0;
  /** What both were before the newest value. */
  #countBefore = 0;
  #levelBefore = 0;

  /**
   * @param rate weight of a new value, above 0 and at most 1
   * @param seedValues values whose plain mean it begins with
   */
  constructor(rate: number, seedValues: number) {
    this.#rate = rate;
    this.#seedValues = seedValues;
  }

  /** Values taken. */
  get count(): number {
    return this.#count;
  }

  /** Takes a value, in the place of the newest if `isInstead`; an unknown one leaves no trace. */
  revise(x: number, isInstead: boolean): number {
    if (!isInstead) {
      this.#countBefore = this.#count;
      this.#levelBefore = this.#level;
    }
    const before = this.#levelBefore;
    const isKnown = x - x === 0;
    const count = isKnown ? this.#countBefore + 1 : this.#countBefore;
    this.#count = count;
    this.#level = before;
    if (!isKnown) return Number.NaN;
    const rate = count <= this.#seedValues ? 1 / count : this.#rate;
    const level = before + rate * (x - before);
    this.#level = Math.abs(level) < FADED ? 0 : level;
    return this.#level;
  }
}
