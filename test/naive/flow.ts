/** Order flow imbalance: Cont-Kukanov-Stoikov at the best quotes, Xu-Gould-Howison by level. */
import type { Book, Level, Message } from "./messages.ts";
import { ratio, sum } from "./numbers.ts";
import { historyOf, type Row } from "./rows.ts";

const orNaN = (row: Row, value: number) => (row.book.isValid ? value : Number.NaN);
const events = (messages: readonly Message[]) => messages.filter(({ before }) => before !== null);

function levelOf(levels: readonly Level[], m: number, missing: number): Level {
  return levels[m - 1] ?? { price: missing, size: 0 };
}

/** e_n of level m between two states of the book. */
export function flowOfLevel(before: Book, after: Book, m: number): number {
  const b0 = levelOf(before.bids, m, -Infinity);
  const b1 = levelOf(after.bids, m, -Infinity);
  const a0 = levelOf(before.asks, m, Infinity);
  const a1 = levelOf(after.asks, m, Infinity);
  return (
    (b1.price >= b0.price ? b1.size : 0) -
    (b1.price <= b0.price ? b0.size : 0) -
    (a1.price <= a0.price ? a1.size : 0) +
    (a1.price >= a0.price ? a0.size : 0)
  );
}

function total(messages: readonly Message[], m: number): number {
  return sum(messages.map(({ before, after }) => (before ? flowOfLevel(before, after, m) : 0)));
}

export function ofi(row: Row): number {
  return orNaN(row, total(row.messages, 1));
}

export function ofiOver(row: Row, windowUs: number): number {
  const inside = historyOf(row).filter(({ time }) => time > row.time - windowUs);
  return orNaN(row, total(inside, 1));
}

export function ofiLevel(row: Row, m: number): number {
  return orNaN(row, total(row.messages, m));
}

/** Q: mean over events and levels of (qb + qa) / 2; NaN without an event. */
export function mlofiDepth(row: Row, levels: number): number {
  const all = events(row.messages);
  const sizes = all.flatMap(({ after }) => [
    ...after.bids.slice(0, levels),
    ...after.asks.slice(0, levels),
  ]);
  return orNaN(row, ratio(sum(sizes.map(({ size }) => size)), 2 * levels * all.length));
}

export function mlofi(row: Row, levels: number): number {
  if (events(row.messages).length === 0) return orNaN(row, 0);
  const parts = Array.from({ length: levels }, (_, i) => total(row.messages, i + 1));
  return orNaN(row, ratio(sum(parts), mlofiDepth(row, levels)));
}
