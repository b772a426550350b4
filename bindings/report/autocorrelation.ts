/**
 * How much a column resembles itself some rows earlier, for all lags at once and in one pass.
 *
 * A lag's correlation is taken over the pairs of which both values are known. Means and products
 * are moved on pair by pair (Welford), so that a level far from 0 does not drown what varies.
 */

/** What is known of the pairs of one lag. */
interface Pairs {
  count: number;
  newerMean: number;
  olderMean: number;
  product: number;
  newerSquares: number;
  olderSquares: number;
}

function noPairs(): Pairs {
  const means = { newerMean: 0, olderMean: 0 };
  return { count: 0, ...means, product: 0, newerSquares: 0, olderSquares: 0 };
}

export class Autocorrelation {
  readonly lags: number;
  #rows = 0;
  /** The last values. */
  readonly #ring: Float64Array;
  /** Of lag 1, 2, 3, ... */
  readonly #pairs: readonly Pairs[];

  /** @param lags greatest lag, in rows */
  constructor(lags: number) {
    this.lags = lags;
    this.#ring = new Float64Array(lags);
    this.#pairs = Array.from({ length: lags }, noPairs);
  }

  /** Takes the value of the next row; NaN takes its place but pairs with none. */
  add(value: number): void {
    const reach = Number.isNaN(value) ? 0 : Math.min(this.#rows, this.lags);
    for (let lag = 1; lag <= reach; lag++) {
      const older = this.#ring[(this.#rows - lag) % this.lags];
      if (!Number.isNaN(older)) addPair(this.#pairs[lag - 1], value, older);
    }
    this.#ring[this.#rows % this.lags] = value;
    this.#rows++;
  }

  /** Correlation of lag 1, 2, 3, ...; null where it does not exist. */
  values(): (number | null)[] {
    return this.#pairs.map(({ count, product, newerSquares, olderSquares }) => {
      const value = product / Math.sqrt(newerSquares * olderSquares);
      return count > 2 && Number.isFinite(value) ? value : null;
    });
  }
}

function addPair(pairs: Pairs, newer: number, older: number): void {
  pairs.count++;
  const newerDistance = newer - pairs.newerMean;
  const olderDistance = older - pairs.olderMean;
  pairs.newerMean += newerDistance / pairs.count;
  pairs.olderMean += olderDistance / pairs.count;
  pairs.product += newerDistance * (older - pairs.olderMean);
  pairs.newerSquares += newerDistance * (newer - pairs.newerMean);
  pairs.olderSquares += olderDistance * (older - pairs.olderMean);
}
