/**
 * Facts of an instrument: what the user states, over what the format says, over what the numbers
 * of the first block show.
 */
import { FormatError } from "../../core/errors.ts";
import type { InstrumentFacts, OpenOptions } from "../source.ts";
import type { GridGuess } from "./grid.ts";

/** Facts of a format that says nothing about its instrument. */
export const NO_FACTS: InstrumentFacts = {
  symbol: "",
  tickSize: NaN,
  lotSize: NaN,
  contract: "linear",
  multiplier: 1,
};

/**
 * Completes the grid of `known` by the options and by the finest digits seen.
 * @param inferred names of guessed facts are added to it
 * @param where file and format, for the message
 * @throws {FormatError} if nothing says what the tick size is
 */
export function completeFacts(
  known: InstrumentFacts,
  options: OpenOptions,
  grid: GridGuess,
  inferred: string[],
  where: string,
): InstrumentFacts {
  const { tickSize: statedTick = known.tickSize, lotSize: statedLot = known.lotSize } = options;
  const tickSize = Number.isNaN(statedTick) ? grid.tickSize : statedTick;
  const lotSize = Number.isNaN(statedLot) ? grid.lotSize : statedLot;
  if (Number.isNaN(tickSize)) {
    throw new FormatError(
      `volume-imbalance/${where} must hold a price within its first megabyte to infer the tick ` +
        "size from: give tickSize",
    );
  }
  if (Number.isNaN(statedTick)) inferred.push("tickSize");
  if (Number.isNaN(statedLot) && !Number.isNaN(lotSize)) inferred.push("lotSize");
  return { ...known, tickSize, lotSize };
}
