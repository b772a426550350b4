/** Realised volatility of prices. */
import { RealizedState } from "../core/layout.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { checkTimes, SlidingCalculator, spanOf } from "./flow-window.ts";
import { checkNames, type WindowOptions } from "./options.ts";
import { checkTime } from "./times.ts";

const WHO = "RealizedVolatility";

/** Options of RealizedVolatility. */
export interface VolatilityOptions extends WindowOptions {
  /**
   * Windows in a year: then answers are annual. 252 for windows of a trading day, 8760 for windows
   * of an hour of a market that never closes. Without it: the volatility of one window.
   */
  readonly windowsPerYear?: number;
}

/** Columns of prices. */
export interface TimedPrices {
  /** Prices, above 0. */
  readonly price: Input;
  /** Microseconds, for windows by time. */
  readonly time?: Input;
}

/**
 * Square root of the sum of squared log returns over the last `window` returns, or over a window by
 * time, dimensionless; the first price has no return. A price that is not above 0 is unknown.
 *
 * Defaults: `windowsPerYear: 1` (of one window, not annual), `warmup: "nan"`, `nan: "skip"`;
 * `window` must be given.
 *
 * Source: T. G. Andersen, T. Bollerslev, F. X. Diebold and P. Labys, "Modeling and Forecasting
 * Realized Volatility", Econometrica 71(2), 2003.
 */
export class RealizedVolatility extends SlidingCalculator {
  readonly #isTimed: boolean;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: VolatilityOptions) {
    checkNames(WHO, options, ["window", "warmup", "nan", "windowsPerYear"]);
    const { window, windowsPerYear = 1 } = options;
    if (!(windowsPerYear > 0 && windowsPerYear < Infinity)) {
      throw new RangeError(
        `volume-imbalance/${WHO}: windowsPerYear must be positive, was ${windowsPerYear}`,
      );
    }
    // a window is not optional here
    super(WHO, options, RealizedState.bytes, spanOf(WHO, { ...options, window: window ?? NaN }));
    this.#isTimed = typeof window === "string";
    this.record(RealizedState).set({ unknown: this.unknown, scale: windowsPerYear });
    this.reset();
  }

  reset(): void {
    this.kernels.realizedResetAt(this.at);
  }

  /** Takes a price and answers the volatility; `timeUs` for windows by time. */
  update(price: number, timeUs?: number): number {
    if (this.isStrict && !(price > 0 && price < Infinity)) this.refuse(price);
    if (!this.#isTimed) return this.kernels.realizedUpdateAt(this.at, price, 0);
    const time = checkTime(WHO, timeUs);
    this.makeRoom();
    return this.kernels.realizedUpdateAt(this.at, price, time);
  }

  /** Takes columns and answers after each price. */
  process({ price, time }: TimedPrices, out?: Float64Array): Float64Array {
    checkTimes(WHO, this.#isTimed, time !== undefined);
    return this.through(time === undefined ? [price] : [price, time], [out], (from, [to], count) =>
      this.takeAll(count, (done) => {
        const [prices, times = 0] = from.map((at) => at + done * 8);
        const { at, windowAt } = this;
        const target = to + done * 8;
        return this.kernels.realizedProcessAt(at, windowAt, prices, times, target, count - done);
      }),
    )[0];
  }

  /** The volatility after each price of a column. */
  static compute(
    prices: TimedPrices,
    options: VolatilityOptions,
    out?: Float64Array,
  ): Float64Array {
    return computeOnce(new RealizedVolatility(options), (made) => made.process(prices, out));
  }
}
