/** Columns that look at trades: of the row, a window by time, the last n trades or the session. */
import type { Trade } from "./messages.ts";
import { imbalance, sum } from "./numbers.ts";
import { historyOf, type Row } from "./rows.ts";
import { isOpen, sessionOf } from "./session.ts";

export type Scope =
  | { kind: "row" }
  | { kind: "session" }
  | { kind: "time"; us: number }
  | { kind: "trades"; count: number };

/** Trades of the scope, oldest first. */
export function tradesOf(row: Row, scope: Scope): readonly Trade[] {
  const key = JSON.stringify(scope);
  const known = found.get(row) ?? new Map<string, readonly Trade[]>();
  found.set(row, known);
  const trades = known.get(key) ?? collect(row, scope);
  known.set(key, trades);
  return trades;
}

/** Many columns ask for the same trades of the same row. */
const found = new WeakMap<Row, Map<string, readonly Trade[]>>();

function collect(row: Row, scope: Scope): Trade[] {
  if (scope.kind === "row") return row.messages.flatMap(({ trades }) => trades);
  const past = historyOf(row);
  if (scope.kind === "trades") return past.flatMap(({ trades }) => trades).slice(-scope.count);
  const session = sessionOf(row.time, row.options);
  const isInSession = (time: number) =>
    sessionOf(time, row.options) === session && isOpen(time, row.options);
  return past
    .filter(({ time }) => (scope.kind === "time" ? time > row.time - scope.us : isInSession(time)))
    .flatMap(({ trades }) => trades);
}

/** Traded size of one side: +1 buy, -1 sell, 0 unknown. */
export function tradedVolume(row: Row, side: number, scope: Scope): number {
  return sum(
    tradesOf(row, scope)
      .filter((trade) => trade.side === side)
      .map(({ size }) => size),
  );
}

export function tradeCount(row: Row, scope: Scope): number {
  return tradesOf(row, scope).length;
}

export function tradeImbalance(row: Row, scope: Scope): number {
  return imbalance(tradedVolume(row, 1, scope), tradedVolume(row, -1, scope));
}

/** Cumulative volume delta of the session. */
export function cvd(row: Row): number {
  const trades = tradesOf(row, { kind: "session" });
  return sum(trades.map(({ side, size }) => side * size));
}
