/** The installed tardis-dev, if the benchmarks' packages are there. */
import { createRequire } from "node:module";
import type { BookChange, OnLevelRemovedCB } from "../../bindings/compat/tardis-dev/index.ts";

export interface TardisLevel {
  price: number;
  amount: number;
}

export interface TardisBook {
  update(change: BookChange): void;
  bestBid(): TardisLevel | undefined;
  bestAsk(): TardisLevel | undefined;
  bids(): IterableIterator<TardisLevel>;
  asks(): IterableIterator<TardisLevel>;
}

export interface Tardis {
  readonly OrderBook: new (options?: {
    removeCrossedLevels?: boolean;
    onCrossedLevelRemoved?: OnLevelRemovedCB;
  }) => TardisBook;
  compute(
    messages: AsyncIterableIterator<unknown>,
    ...factories: (() => unknown)[]
  ): AsyncIterableIterator<{ type: string }>;
}

/** tardis-dev, or null with one printed line. */
export function loadTardis(): Tardis | null {
  try {
    return createRequire(new URL("../../bench/package.json", import.meta.url))("tardis-dev");
  } catch {
    console.log("skipped: tardis-dev is not there (npm ci in bench installs it)");
    return null;
  }
}
