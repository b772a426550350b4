/**
 * What the module of single series exports. Addresses are bytes from the start of its memory.
 */
import type { BookKernels } from "./book.ts";
import type { ChartKernels } from "./charts.ts";
import type { EwmKernels } from "./ewm.ts";
import type { FlowKernels } from "./flow.ts";
import type { MinMaxKernels } from "./min-max.ts";
import type { MomentsKernels } from "./moments.ts";
import type { OrderKernels } from "./order.ts";
import type { PairKernels } from "./pair.ts";
import type { PricesKernels } from "./prices.ts";
import type { SumKernels } from "./sum.ts";
import type { TimedKernels } from "./timed.ts";

/** Brings a planned record to rest. */
export type Reset = (at: number) => void;
/** Answers a number about a record, NaN where it is not known. */
export type Ask = (at: number) => number;
/** Takes one value, or one of each input, and answers. */
export type Update = (at: number, x: number) => number;
export type UpdatePair = (at: number, x: number, y: number) => number;
/** Takes one value, in the place of the newest if `isInstead` is 1; needs room for an undo. */
export type Revise = (at: number, x: number, isInstead: number) => number;
/** Takes `count` values of the columns at the addresses before it and writes as many answers. */
export type Process = (at: number, input: number, output: number, count: number) => void;
export type ProcessPair = (
  at: number,
  input: number,
  other: number,
  output: number,
  count: number,
) => void;

/** Names of the kernels of one form. */
export type NameOf<Kernel> = {
  [Name in keyof SeriesKernels]: SeriesKernels[Name] extends Kernel
    ? Kernel extends SeriesKernels[Name]
      ? Name
      : never
    : never;
}[keyof SeriesKernels];

export interface SeriesKernels
  extends BookKernels,
    SumKernels,
    MomentsKernels,
    EwmKernels,
    ChartKernels,
    MinMaxKernels,
    OrderKernels,
    PricesKernels,
    TimedKernels,
    PairKernels,
    FlowKernels {
  readonly heapBaseAt: () => number;
}
