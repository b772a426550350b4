/** What is said where a level lies off the price grid. */
import { suggestTickSize } from "../core/refusal.ts";
import type { TickSource } from "../sources/source.ts";

/**
 * A tick size on whose grid `price` lies, and all that lies on the grid of `tickSize`.
 * @param price that was found off the grid; NaN if none was
 * @returns null if none was
 */
export function finerTick(price: number, tickSize: number): number | null {
  if (!Number.isFinite(price)) return null;
  return Math.min(suggestTickSize(price), suggestTickSize(tickSize));
}

/** What is wrong and what to do; the price is one that was found off the grid. */
export function offGridSentence({ facts, inferred }: GridSource, price: number): string {
  const { tickSize } = facts;
  const finer = `try --tick-size ${finerTick(price, tickSize)}`;
  if (!inferred.includes("tickSize")) {
    return `a level at ${price} lies off the grid of tick size ${tickSize}: ${finer}`;
  }
  return (
    `the tick size ${tickSize} was inferred from the beginning of the file, but a level at ` +
    `${price} lies off that grid: ${finer}`
  );
}

type GridSource = Pick<TickSource, "facts" | "inferred">;
