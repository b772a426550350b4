/** Kernels of `assembly/series/border/prices.ts`. A side is 1 for bids, 0 for asks. */
import type { Reset } from "./kernels.ts";

export interface PricesKernels {
  readonly pricesClearAt: Reset;
  readonly pricesSetAt: (at: number, isBid: number, price: number, size: number) => number;
  readonly pricesBeyondAt: (
    at: number,
    isBid: number,
    price: number,
    levels: number,
    out: number,
  ) => number;
}
