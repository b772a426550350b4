/** An engine for a source, by the facts the source states. */
import { createEngineSync, type Engine } from "../../../bindings/index.ts";
import type { TickSource } from "../../../bindings/sources/source.ts";

export function engineOf({ facts }: TickSource, signals: readonly string[]): Engine {
  const { tickSize, lotSize, contract, multiplier } = facts;
  const lots = Number.isNaN(lotSize) ? {} : { lotSize };
  return createEngineSync({ tickSize, ...lots, contract, multiplier, signals });
}
