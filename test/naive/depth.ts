/** Columns that look at many levels of the book. */
import { midTicks } from "./book.ts";
import type { Level } from "./messages.ts";
import { imbalance, ratio, sum } from "./numbers.ts";
import type { Row } from "./rows.ts";

type Side = "bids" | "asks";

function best(row: Row, side: Side, n: number): Level[] {
  return row.book[side].slice(0, n);
}

function within(row: Row, side: Side, bps: number): Level[] {
  const mid = midTicks(row);
  return row.book[side].filter(({ price }) => Math.abs(price - mid) <= bps * 1e-4 * mid);
}

const volume = (levels: readonly Level[]) => sum(levels.map(({ size }) => size));
const orNaN = (row: Row, value: number) => (row.book.isValid ? value : Number.NaN);
const orNaNWithoutMid = (row: Row, value: number) =>
  Number.isNaN(midTicks(row)) ? Number.NaN : value;

/** B_n or A_n. */
export function depth(row: Row, side: Side, n: number): number {
  return orNaN(row, volume(best(row, side, n)));
}

export function depthBps(row: Row, side: Side, bps: number): number {
  return orNaNWithoutMid(row, volume(within(row, side, bps)));
}

export function depthImbalance(row: Row, n: number): number {
  return imbalance(depth(row, "bids", n), depth(row, "asks", n));
}

export function depthImbalanceBps(row: Row, bps: number): number {
  return imbalance(depthBps(row, "bids", bps), depthBps(row, "asks", bps));
}

export function bookSkew(row: Row, n: number): number {
  const skew = Math.log(depth(row, "bids", n) / depth(row, "asks", n));
  return Number.isFinite(skew) ? skew : Number.NaN;
}

function weighted(levels: readonly Level[], weight: (level: Level, i: number) => number): number {
  return sum(levels.map((level, i) => level.size * weight(level, i)));
}

export function decayedImbalance(row: Row, k: number): number {
  const mid = midTicks(row);
  const weight = ({ price }: Level) => Math.exp(-k * Math.abs(price - mid));
  return orNaNWithoutMid(
    row,
    imbalance(weighted(best(row, "bids", 20), weight), weighted(best(row, "asks", 20), weight)),
  );
}

export function inverseDistanceImbalance(row: Row, n: number): number {
  const mid = midTicks(row);
  const weight = ({ price }: Level) => 1 / Math.abs(price - mid);
  return imbalance(
    orNaNWithoutMid(row, weighted(best(row, "bids", n), weight)),
    orNaNWithoutMid(row, weighted(best(row, "asks", n), weight)),
  );
}

export function levelWeightedImbalance(row: Row, n: number): number {
  const weight = (_: Level, i: number) => 1 / (i + 1);
  return orNaN(
    row,
    imbalance(weighted(best(row, "bids", n), weight), weighted(best(row, "asks", n), weight)),
  );
}

export function vamp(row: Row, n: number): number {
  const bids = best(row, "bids", n);
  const asks = best(row, "asks", n);
  const pairs = bids.slice(0, asks.length).map((b, i) => ({ b, a: asks[i] }));
  const crossed = sum(pairs.map(({ b, a }) => b.price * a.size + a.price * b.size));
  return ratio(crossed, sum(pairs.map(({ b, a }) => b.size + a.size))) * row.options.tickSize;
}

export function sideVwap(row: Row, side: Side, n: number): number {
  const levels = best(row, side, n);
  return (
    ratio(
      weighted(levels, ({ price }) => price),
      volume(levels),
    ) * row.options.tickSize
  );
}

export function bookVwapMid(row: Row, n: number): number {
  return (sideVwap(row, "bids", n) + sideVwap(row, "asks", n)) / 2;
}

/** Naes-Skjeltorp: mean elasticity of ln cumulative size (lots) to price, outwards from mid. */
export function slope(row: Row, side: Side, n: number): number {
  const levels = best(row, side, n);
  const mid = midTicks(row);
  const lot = row.options.lotSize ?? 1;
  const v = levels.map((_, i) => Math.log(volume(levels.slice(0, i + 1)) / lot));
  if (levels.length === 0 || v.some((x) => x <= 1e-12)) return Number.NaN;
  const terms = levels.map(({ price }, i) =>
    i === 0
      ? v[0] / Math.abs(price / mid - 1)
      : (v[i] / v[i - 1] - 1) / Math.abs(price / levels[i - 1].price - 1),
  );
  const result = sum(terms) / levels.length;
  return Number.isFinite(result) ? result : Number.NaN;
}

export function bookSlope(row: Row, n: number): number {
  return (slope(row, "bids", n) + slope(row, "asks", n)) / 2;
}

/** Least squares through 0 of cumulative size on distance from mid in ticks. */
export function linearSlope(row: Row, side: Side, n: number): number {
  const levels = best(row, side, n);
  const distance = levels.map(({ price }) => Math.abs(price - midTicks(row)));
  const cumulative = levels.map((_, i) => volume(levels.slice(0, i + 1)));
  return ratio(sum(distance.map((d, i) => d * cumulative[i])), sum(distance.map((d) => d * d)));
}

export function slopeSkew(row: Row, n: number): number {
  return imbalance(linearSlope(row, "bids", n), linearSlope(row, "asks", n));
}

/** Cost of a market order of size q against mid in bps; `side` is the side it eats. */
export function costBps(row: Row, side: Side, q: number): number {
  const mid = midTicks(row);
  let open = q;
  const taken = row.book[side].map(({ price, size }) => {
    const filled = Math.min(open, size);
    open -= filled;
    return filled * (price - mid);
  });
  if (open > 1e-9 * q) return Number.NaN;
  return 1e4 * ratio(sum(taken) / q, mid) * (side === "asks" ? 1 : -1);
}
