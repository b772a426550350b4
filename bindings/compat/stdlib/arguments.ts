/** What makers of accumulators are given: checked once, refused with a sentence. */
import { MOST_ROWS } from "../../calculators/options.ts";

const PLACE = "volume-imbalance/compat/stdlib";

/** @throws {TypeError} if `window` is no positive whole number, {RangeError} if it is too long */
export function checkedWindow(who: string, window: unknown): number {
  if (typeof window !== "number" || !Number.isInteger(window) || window <= 0) {
    throw new TypeError(
      `${PLACE}.${who}: the window must be a positive whole number, was ${window}`,
    );
  }
  if (window <= MOST_ROWS) return window;
  throw new RangeError(`${PLACE}.${who}: the window must hold ${MOST_ROWS} at most, was ${window}`);
}

/** @throws {TypeError} if `mean` is no number; NaN is one */
export function checkedMean(who: string, mean: unknown): number {
  if (typeof mean === "number") return mean;
  throw new TypeError(`${PLACE}.${who}: the known mean must be a number, was ${mean}`);
}

/** @throws {TypeError} if `alpha` is negative or no number, {RangeError} if it is above 1 */
export function checkedAlpha(who: string, alpha: unknown): number {
  if (typeof alpha !== "number" || !(alpha >= 0)) {
    throw new TypeError(`${PLACE}.${who}: alpha must be a number from 0 to 1, was ${alpha}`);
  }
  if (alpha <= 1) return alpha;
  throw new RangeError(`${PLACE}.${who}: alpha must be from 0 to 1, was ${alpha}`);
}

/** @throws {TypeError} if `out` cannot be written to by index */
export function checkedOutput(who: string, out: unknown): { [index: number]: number } {
  if (typeof out === "object" && out !== null && "length" in out) {
    const { length } = out;
    if (Number.isInteger(length) && (length as number) >= 0) return out as Float64Array;
  }
  throw new TypeError(`${PLACE}.${who}: the output must be an array or like one, was ${out}`);
}
