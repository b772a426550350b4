/** Volume-weighted price, its spread, and how far the market stands from it. */
import { mid } from "./book.ts";
import type { Trade } from "./messages.ts";
import { ratio, sum } from "./numbers.ts";
import { historyOf, type Row } from "./rows.ts";
import { type Scope, tradesOf } from "./trades.ts";

function weightOf(row: Row): (trade: Trade) => number {
  return row.options.contract === "inverse"
    ? ({ price, size }) => size / price
    : ({ size }) => size;
}

export function vwap(row: Row, scope: Scope): number {
  const trades = tradesOf(row, scope);
  const weight = weightOf(row);
  const anchor = trades[0]?.price ?? Number.NaN;
  const shifted = sum(trades.map((trade) => weight(trade) * (trade.price - anchor)));
  return anchor + ratio(shifted, sum(trades.map(weight)));
}

export function vwapSigma(row: Row, scope: Scope): number {
  const trades = tradesOf(row, scope);
  const weight = weightOf(row);
  const centre = vwap(row, scope);
  const squares = sum(trades.map((trade) => weight(trade) * (trade.price - centre) ** 2));
  return Math.sqrt(ratio(squares, sum(trades.map(weight))));
}

/** Mid, or the last trade price where there is no mid. */
function reference(row: Row): number {
  const value = mid(row);
  if (!Number.isNaN(value)) return value;
  const last = historyOf(row)
    .filter(({ trades }) => trades.length > 0)
    .at(-1);
  return last?.trades.at(-1)?.price ?? Number.NaN;
}

export function vwapDeviationBps(row: Row, scope: Scope): number {
  return 1e4 * (ratio(reference(row), vwap(row, scope)) - 1);
}

export function vwapScore(row: Row, scope: Scope): number {
  return ratio(reference(row) - vwap(row, scope), vwapSigma(row, scope));
}

/** Traded value in quote currency; sizes of inverse contracts are in quote currency already. */
export function notional(row: Row, scope: Scope): number {
  const isInverse = row.options.contract === "inverse";
  return sum(tradesOf(row, scope).map(({ price, size }) => (isInverse ? size : price * size)));
}
