/** Kernels of `assembly/series/border/book.ts`. A side is 1 for bids, 0 for asks. */
import type { Reset } from "./kernels.ts";

export interface BookKernels {
  readonly bookResetAt: Reset;
  readonly bookClearAt: Reset;
  readonly bookSettleAt: Reset;
  readonly bookWhyNotAt: (at: number, price: number, size: number) => number;
  readonly bookCheckAt: (
    at: number,
    sides: number,
    prices: number,
    sizes: number,
    count: number,
  ) => number;
  readonly bookSetAt: (at: number, isBid: number, price: number, size: number) => number;
  readonly bookChangeAt: (at: number, isBid: number, price: number, size: number) => number;
  readonly bookSetManyAt: (
    at: number,
    isBid: number,
    prices: number,
    sizes: number,
    count: number,
  ) => number;
  readonly bookDepthAt: (at: number, isBid: number, levels: number) => number;
  readonly bookSizeAt: (at: number, isBid: number, price: number) => number;
  readonly bookLevelCountAt: (at: number, isBid: number) => number;
  readonly bookLevelsAt: (
    at: number,
    isBid: number,
    levels: number,
    prices: number,
    sizes: number,
  ) => number;
  readonly bookProcessAt: (
    at: number,
    sides: number,
    prices: number,
    sizes: number,
    bids: number,
    bidSizes: number,
    asks: number,
    askSizes: number,
    imbalances: number,
    count: number,
  ) => number;
}
