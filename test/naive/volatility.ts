/** Realised volatility of mid on a grid of times. */
import * as abi from "../../assembly/abi.ts";
import type { Message } from "./messages.ts";
import { sum } from "./numbers.ts";
import type { Row } from "./rows.ts";

const RETURNS = 60;

function midOf({ after: { bids, asks } }: Message): number {
  return bids.length > 0 && asks.length > 0 ? (bids[0].price + asks[0].price) / 2 : Number.NaN;
}

/**
 * Where the unbroken stretch begins that the last message belongs to: no return is taken
 * across.
 */
function stretchStart(stream: readonly Message[], seen: number): number {
  const breaks = abi.FLAG_RESYNC | abi.FLAG_GAP | abi.FLAG_OFF_GRID | abi.FLAG_SESSION_BREAK;
  let start = seen - 1;
  while (start > 0 && (stream[start].flags & breaks) === 0) start--;
  return start;
}

export function realizedVolatility(row: Row, windowUs: number): number {
  if (!row.book.isValid) return Number.NaN;
  const step = Math.round(windowUs / RETURNS);
  const last = Math.floor(row.time / step);
  const stretch = row.stream.slice(stretchStart(row.stream, row.seen), row.seen);
  const known = stretch.filter((message) => !Number.isNaN(midOf(message)));
  const mids = Array.from({ length: RETURNS + 1 }, (_, i) => {
    const time = (last - RETURNS + i) * step;
    const before = known.filter((message) => message.time <= time).at(-1);
    return before === undefined ? Number.NaN : midOf(before);
  });
  const squares = mids.slice(1).map((mid, i) => Math.log(mid / mids[i]) ** 2);
  return 1e4 * Math.sqrt(sum(squares));
}
