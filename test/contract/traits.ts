/** What a column promises: how it answers a mirrored or scaled market, and where it may lie. */
import type { Tolerance } from "../helpers/compare.ts";

/**
 * Value in the mirrored market (bid and ask swapped, tick -> C - tick), from values in the market:
 *
 *   odd        -x                        even       x
 *   reflected  C - partner               swapped    partner            negated   -partner
 *   moment     sign * partner in price units: value * unit' = sign * partner * unit
 *   ratio      x within the ratio of the prices of both markets
 *   free       promises nothing (bands in bps, slopes in relative prices)
 */
export type Mirror =
  | { kind: "odd" | "even"; within?: Tolerance }
  | { kind: "reflected" | "swapped" | "negated"; of: string; within?: Tolerance }
  | { kind: "moment"; of: string; unit: string; sign: 1 | -1 }
  | { kind: "ratio" | "free" };

/** Value in a market scaled by k: k^power times the value (of the partner where k is 2). */
export type Scale = { power: number; partnerAt2?: string } | "free";

export interface Column {
  name: string;
  mirror: Mirror;
  /** All sizes and the lot size times k. */
  size: Scale;
  /** All prices and the tick size times k. */
  price: Scale;
  /** Least and greatest possible value, both included. */
  bounds?: readonly [number, number];
  isWhole?: boolean;
  /** True where an instrument known by its best quotes only has no such column. */
  needsLadder?: boolean;
  /** Allowed distance from the judge. */
  tolerance?: Tolerance;
  /** False where a fresh engine never catches up with an old one (it remembers its first rows). */
  forgets?: boolean;
}

type Rest = Partial<Omit<Column, "name" | "mirror">>;

/** A column without a dimension unless `rest` says so. */
export function column(name: string, mirror: Mirror, rest: Rest = {}): Column {
  return { name, mirror, size: { power: 0 }, price: { power: 0 }, ...rest };
}

const ROUNDED: Tolerance = { rel: 1e-13, abs: 1e-12 };

export const odd: Mirror = { kind: "odd" };
export const even: Mirror = { kind: "even" };
export const free: Mirror = { kind: "free" };
export const nearlyOdd: Mirror = { kind: "odd", within: { rel: 1e-7, abs: 1e-9 } };
export const nearlyEven: Mirror = { kind: "even", within: { rel: 1e-7, abs: 1e-9 } };
export const reflected = (of: string): Mirror => ({ kind: "reflected", of, within: ROUNDED });
export const swapped = (of: string): Mirror => ({ kind: "swapped", of });
export const negated = (of: string): Mirror => ({ kind: "negated", of });
export const moment = (of: string, unit: string, sign: 1 | -1): Mirror => ({
  kind: "moment",
  of,
  unit,
  sign,
});

export const IMBALANCE = [-1, 1] as const;
export const POSITIVE = [Number.MIN_VALUE, Number.MAX_VALUE] as const;
export const NOT_NEGATIVE = [0, Number.MAX_VALUE] as const;
export const linear: Scale = { power: 1 };
export const quadratic: Scale = { power: 2 };
