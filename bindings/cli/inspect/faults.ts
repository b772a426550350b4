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
  // a clock of the recorder that is late
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
  "states",
  "updates",
  "rowsWithoutAction",
  "waitingUpdates",
  // levels that wait for the first snapshot
  "deltasIgnored",
]);

/** Those of the findings that are faults of the data. */
export function faultsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ name }) => !NO_FAULTS.has(name));
}
