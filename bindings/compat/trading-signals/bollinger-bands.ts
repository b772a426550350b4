/** Bollinger bands, and their width. */
import {
  IndicatorSeries,
  type SignalChange,
  signalOf,
  TechnicalIndicator,
  TradingSignal,
  type TradingSignals,
} from "./indicator.ts";
import { checkedInterval } from "./moving-average.ts";
import { RevisableBands } from "./revisable-bands.ts";

/** The bands, in the unit of the inputs. */
export interface BandsResult {
  /** Lower edge. */
  lower: number;
  /** Mean of the interval. */
  middle: number;
  /** Upper edge. */
  upper: number;
}

/** A value and the bands before it. */
interface Moment {
  readonly price: number | undefined;
  readonly bands: BandsResult | undefined;
}

const NOTHING: Moment = { price: undefined, bands: undefined };

/**
 * Mean of the interval, and the edges some population standard deviations away from it.
 *
 * Defaults: `deviationMultiplier: 2`; `interval` must be given.
 */
export class BollingerBands extends TechnicalIndicator<BandsResult, number> {
  /** Values in the window. */
  readonly interval: number;
  /** Half the distance of the edges, in standard deviations. */
  readonly deviationMultiplier: number;
  readonly #moments: RevisableBands;
  #missing: number;
  /** The newest value and the one before it, each with the bands before it. */
  #newest = NOTHING;
  #second = NOTHING;

  /** @throws {RangeError} if `interval` is no whole number from 1 */
  constructor(interval: number, deviationMultiplier = 2) {
    super();
    this.interval = checkedInterval(interval);
    this.deviationMultiplier = deviationMultiplier;
    this.#moments = new RevisableBands(interval);
    this.#missing = interval;
  }

  getRequiredInputs(): number {
    return this.interval;
  }

  /** Distance of an edge from the middle, without the rounding of both. */
  get halfWidth(): number {
    return this.#moments.value * this.deviationMultiplier;
  }

  update(price: number, replace: boolean): BandsResult | null {
    const middle = this.#moments.revise(price, replace);
    if (this.#missing > 0 && (!replace || this.#missing === this.interval)) this.#missing--;
    if (!replace) this.#second = this.#newest;
    const bands = replace ? this.#newest.bands : this.result;
    this.#newest = { price, bands };
    if (this.#missing > 0) return null;
    const half = this.halfWidth;
    this.result = { lower: middle - half, middle, upper: middle + half };
    return this.result;
  }

  /** Bullish above the bands before the newest value, bearish below. */
  getSignal(): SignalChange {
    const state = stateOf(this.#newest);
    return { hasChanged: stateOf(this.#second) !== state, state };
  }
}

function stateOf({ price, bands }: Moment): TradingSignals {
  if (price === undefined || bands === undefined) return TradingSignal.UNKNOWN;
  return signalOf(price, bands.lower, bands.upper);
}

/** Distance of the edges, as a share of the middle. */
export class BollingerBandsWidth extends IndicatorSeries {
  /** The bands that it feeds. */
  readonly bollingerBands: BollingerBands;

  /** @param bollingerBands bands that this indicator feeds */
  constructor(bollingerBands: BollingerBands) {
    super();
    this.bollingerBands = bollingerBands;
  }

  getRequiredInputs(): number {
    return this.bollingerBands.getRequiredInputs();
  }

  update(price: number, replace: boolean): number | null {
    const bands = this.bollingerBands.update(price, replace);
    if (bands === null) return null;
    this.result = (2 * this.bollingerBands.halfWidth) / bands.middle;
    return this.result;
  }
}
