/**
 * What a strict engine says about the tick it stopped at.
 */

import { counterName } from "./counters.ts";
import { OrderError } from "./errors.ts";
import type { CheckedOptions } from "./options.ts";

export interface RefusedTick {
  readonly index: number;
  readonly timeUs: number;
  readonly price: number;
  readonly size: number;
  readonly flags: number;
}

/** The error for a refused tick: OrderError for its time, RangeError for its values. */
export function refusalError(
  counter: number,
  tick: RefusedTick,
  clockUs: number,
  options: CheckedOptions,
): Error {
  const at = `volume-imbalance/engine.push: tick ${tick.index}`;
  switch (counterName(counter)) {
    case "badTimes":
      return new OrderError(
        `${at}: time must be microseconds since 1970 within ${options.maxSilenceMs} ms of the ` +
          `clock (${clockUs}), was ${tick.timeUs}`,
      );
    case "largeReversals":
      return new OrderError(
        `${at}: time ${tick.timeUs} lies ${clockUs - tick.timeUs} us before the clock, more than ` +
          `maxReversalMs (${options.maxReversalMs}) allows; sort the ticks or raise it`,
      );
    case "badPrices":
      return new RangeError(`${at}: price must be finite and within 2^30 ticks, was ${tick.price}`);
    case "badSizes":
      return new RangeError(
        `${at}: size must be finite, not negative and at most 1e12 lots, was ${tick.size}`,
      );
    case "offGridLevels":
      return new RangeError(
        `${at}: level ${tick.price} is no multiple of tickSize ${options.tickSize}; ` +
          `try tickSize ${suggestTickSize(tick.price)}`,
      );
    default:
      return new RangeError(
        `${at}: flags must hold a known kind, with a side for levels and quotes, ` +
          `was 0x${tick.flags.toString(16)}`,
      );
  }
}

/** The step of the last decimal in which a price is written. */
export function suggestTickSize(price: number): number {
  const [mantissa, exponent = "0"] = String(price).split("e");
  const decimals = (mantissa.split(".")[1]?.length ?? 0) - Number(exponent);
  return decimals > 0 ? Number(`1e-${decimals}`) : 1;
}
