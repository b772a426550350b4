/** Columns that look at the best quotes. */
import { imbalance, ratio } from "./numbers.ts";
import type { Row } from "./rows.ts";

interface Touch {
  pb: number;
  qb: number;
  pa: number;
  qa: number;
}

/** Best prices (ticks) and sizes; an empty side has price NaN and size 0; NaN if invalid. */
export function touch({ book }: Row): Touch {
  if (!book.isValid) return { pb: Number.NaN, qb: Number.NaN, pa: Number.NaN, qa: Number.NaN };
  const [b] = book.bids;
  const [a] = book.asks;
  return {
    pb: b?.price ?? Number.NaN,
    qb: b?.size ?? 0,
    pa: a?.price ?? Number.NaN,
    qa: a?.size ?? 0,
  };
}

/** Mid in ticks; NaN unless the book is valid and both sides stand. */
export function midTicks(row: Row): number {
  const { pb, pa } = touch(row);
  return (pb + pa) / 2;
}

export function bid(row: Row): number {
  return touch(row).pb * row.options.tickSize;
}

export function ask(row: Row): number {
  return touch(row).pa * row.options.tickSize;
}

export function bidSize(row: Row): number {
  return touch(row).qb || Number.NaN;
}

export function askSize(row: Row): number {
  return touch(row).qa || Number.NaN;
}

export function mid(row: Row): number {
  return midTicks(row) * row.options.tickSize;
}

export function spreadTicks(row: Row): number {
  const { pb, pa } = touch(row);
  return pa - pb;
}

export function spreadBps(row: Row): number {
  return 1e4 * ratio(spreadTicks(row), midTicks(row));
}

export function weightedMid(row: Row): number {
  const { pb, qb, pa, qa } = touch(row);
  return ((pb * qa + pa * qb) / (qa + qb)) * row.options.tickSize;
}

export function queueImbalance(row: Row): number {
  const { qb, qa } = touch(row);
  return imbalance(qb, qa);
}
