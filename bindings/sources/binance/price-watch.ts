/**
 * Is a price far from those before it? One far price is an outlier; a second one near it says that
 * the market has moved there.
 *
 * The reference is the last price within 10 % of it, and moves a little towards those that are
 * further away but not far.
 */

const NEAR = 1.1;
const PULL = 1 / 16;

export class PriceWatch {
  readonly #limit: number;
  #reference = NaN;
  #outlier = NaN;

  /** @param limit ratio of two prices from which on they are far apart */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param price positive */
  isFar(price: number): boolean {
    if (Number.isNaN(this.#reference) || isWithin(price, this.#reference, NEAR)) {
      this.#reference = price;
      return false;
    }
    if (isWithin(price, this.#reference, this.#limit)) {
      this.#reference += (price - this.#reference) * PULL;
      return false;
    }
    const isMove = isWithin(price, this.#outlier, NEAR);
    if (isMove) this.#reference = price;
    this.#outlier = isMove ? NaN : price;
    return !isMove;
  }
}

function isWithin(price: number, other: number, ratio: number): boolean {
  return price <= other * ratio && other <= price * ratio;
}
