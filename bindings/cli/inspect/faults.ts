/**
 * Which findings are faults. All are, but for those that only say what was read, left out by rule,
 * or what markets do.
 */
import type { Finding } from "../words.ts";

const NO_FAULTS: ReadonlySet<string> = new Set([
  // what markets and venues do
  "halts",
  "hiddenExecutions",
  "hiddenSidesUnknown",
  "crossTrades",
  "unknownSides",
  "lockedMessages",
  "windowMoves",
  "unchangedRows",
  "oneSidedClears",
  "fills",
  "closingDeletes",
  // a clock that is wrong says nothing about the order of messages
  "early",
  // what is left out by rule
  "droppedEvents",
  "heldEvents",
  "staleSnapshots",
  "otherTrades",
  "otherLines",
  "otherSymbolLines",
  "otherBookLines",
  "otherPublisherLines",
  "otherInstrument",
  "quotesSkipped",
  "quotesIgnored",
  "filteredTrades",
  "pastTrades",
  "emptyRows",
  "orderEvents",
  "unknownEvents",
  "unknownLines",
  "sentLines",
  "rowsWithoutAction",
  "waitingUpdates",
  // levels that wait for the first snapshot
  "deltasIgnored",
]);

/**
 * Those of the findings that are faults of the data.
 * @param isMerged several sources in the order of receipt: their own times cross over
 */
export function faultsOf(findings: readonly Finding[], isMerged = false): Finding[] {
  return findings.filter(
    ({ name }) => !NO_FAULTS.has(name) && !(isMerged && name === "timeReversals"),
  );
}
