/**
 * Facts of an instrument: what the user states, over what the format says, over what the numbers
 * of the first block show.
 */
import { FormatError } from "../../core/errors.ts";
import type { InstrumentFacts, OpenOptions } from "../source.ts";
import type { GridGuess } from "./grid.ts";
import { namesOf, type SymbolsMet } from "./symbol-choice.ts";

/** Facts of a format that says nothing about its instrument. */
export const NO_FACTS: InstrumentFacts = {
  symbol: "",
  tickSize: NaN,
  lotSize: NaN,
  contract: "linear",
  multiplier: 1,
};

/** Facts with a grid, and how it was come by. */
export interface CompleteFacts {
  readonly facts: InstrumentFacts;
  /** Names of the guessed facts. */
  readonly inferred: readonly string[];
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

/**
 * Completes the grid of `known` by the options and by the finest digits seen.
 * @param where file and format, for the message
 * @param symbols what was met of several symbols, if rows name theirs
 * @throws {FormatError} if nothing says what the tick size is
 */
export function completeFacts(
  known: InstrumentFacts,
  options: OpenOptions,
  grid: GridGuess,
  where: string,
  symbols?: SymbolsMet,
): CompleteFacts {
  const { tickSize: statedTick = known.tickSize, lotSize: statedLot = known.lotSize } = options;
  const tickSize = Number.isNaN(statedTick) ? grid.tickSize : statedTick;
  const lotSize = Number.isNaN(statedLot) ? grid.lotSize : statedLot;
  const isOther = Number.isNaN(statedTick) && isMissing(options.symbol, symbols);
  if (isOther || Number.isNaN(tickSize)) {
    throw new FormatError(`volume-imbalance/${where} ${refusal(options.symbol, symbols)}`);
  }
  const inferred: string[] = [];
  const notes: string[] = [];
  if (Number.isNaN(statedTick)) inferred.push("tickSize");
  if (Number.isNaN(statedLot) && !Number.isNaN(lotSize)) inferred.push("lotSize");
  const lotNote = grid.lotNote(lotSize);
  if (lotNote !== "") notes.push(lotNote);
  return { facts: { ...known, tickSize, lotSize }, inferred, notes };
}

/** Were there rows, but none of the symbol that was asked for? */
function isMissing(
  asked: string | undefined,
  symbols: SymbolsMet | undefined,
): symbols is SymbolsMet {
  return asked !== undefined && symbols?.isMet === false && symbols.otherCount > 0;
}

/** What is missing where nothing says what the tick size is. */
function refusal(asked: string | undefined, symbols: SymbolsMet | undefined): string {
  if (!isMissing(asked, symbols)) {
    return "must hold a price within its first megabyte to infer the tick size from: give tickSize";
  }
  return (
    `must hold a row of the symbol "${asked}" within its first megabyte, where it holds only ` +
    `${namesOf(symbols)}: name another symbol, or give tickSize to look for it further on`
  );
}
