/**
 * What is known of an instrument by several sources together: the one with the book says it, the
 * others fill in what it does not know.
 */
import { FormatError } from "../core/errors.ts";
import type { InstrumentFacts, TickSource } from "./source.ts";

type Known = Pick<TickSource, "facts" | "inferred" | "format">;

function failure(what: string): FormatError {
  return new FormatError(`volume-imbalance/merge: ${what}`);
}

/** `BTC-USDT`, `btcusdt` and `BTC/USDT` are one symbol. */
function plainSymbol(symbol: string): string {
  return symbol.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

function checkSymbols(sources: readonly Known[]): void {
  const named = sources.filter(({ facts }) => facts.symbol !== "");
  const other = named.find(
    ({ facts }) => plainSymbol(facts.symbol) !== plainSymbol(named[0].facts.symbol),
  );
  if (other === undefined) return;
  throw failure(
    `files of one instrument can be merged, these are of ${named[0].facts.symbol} ` +
      `(${named[0].format}) and ${other.facts.symbol} (${other.format}): ` +
      "leave one out, or choose a symbol",
  );
}

function checkContracts(sources: readonly Known[]): void {
  const told = sources.filter(({ inferred }) => !inferred.includes("contract"));
  for (const name of ["contract", "multiplier"] as const) {
    const other = told.find(({ facts }) => facts[name] !== told[0].facts[name]);
    if (other === undefined) continue;
    throw failure(
      `files of one instrument can be merged, these differ in ${name}: ` +
        `${told[0].facts[name]} (${told[0].format}) and ${other.facts[name]} (${other.format})`,
    );
  }
}

/**
 * @param main which of them the facts are taken from first
 * @throws {FormatError} if symbols or contracts differ
 */
export function mergedFacts(
  sources: readonly Known[],
  main: number,
): { facts: InstrumentFacts; inferred: readonly string[] } {
  checkSymbols(sources);
  checkContracts(sources);
  const order = [sources[main], ...sources.filter((_, index) => index !== main)];
  const facts: Record<string, unknown> = { ...order[0].facts };
  const inferred = new Set(order[0].inferred);
  for (const other of order.slice(1)) {
    for (const [name, value] of Object.entries(other.facts)) {
      const known = facts[name];
      if (name === "book" || (known !== undefined && known !== "" && !Number.isNaN(known)))
        continue;
      facts[name] = value;
      if (other.inferred.includes(name)) inferred.add(name);
    }
  }
  return { facts: facts as unknown as InstrumentFacts, inferred: [...inferred] };
}
