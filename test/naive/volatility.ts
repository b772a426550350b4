/** Realised volatility of mid on a grid of times. */
import type { Message } from "./messages.ts";
import { sum } from "./numbers.ts";
import type { Row } from "./rows.ts";

const RETURNS = 60;

function midOf({ after: { bids, asks } }: Message): number {
  return bids.length > 0 && asks.length > 0 ? (bids[0].price + asks[0].price) / 2 : Number.NaN;
}

/** Last mid at or before `time` among the first `seen` messages. */
function midAt(stream: readonly Message[], seen: number, time: number): number {
  for (let i = seen - 1; i >= 0; i--) {
    if (stream[i].time > time) continue;
    const mid = midOf(stream[i]);
    if (!Number.isNaN(mid)) return mid;
  }
  return Number.NaN;
}

export function realizedVolatility(row: Row, windowUs: number): number {
  if (!row.book.isValid) return Number.NaN;
  const step = windowUs / RETURNS;
  const last = Math.floor(row.time / step);
  const mids = Array.from({ length: RETURNS + 1 }, (_, i) =>
    midAt(row.stream, row.seen, (last - RETURNS + i) * step),
  );
  const squares = mids.slice(1).map((mid, i) => Math.log(mid / mids[i]) ** 2);
  return 1e4 * Math.sqrt(sum(squares));
}
