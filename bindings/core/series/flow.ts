/** Kernels of `assembly/series/border/flow.ts`. A column or a window at address 0 is none. */
import type { Ask, Reset, UpdatePair } from "./kernels.ts";

type Regrow = (at: number, places: number) => void;
/** Takes values of several columns; answers how many there was room for. */
type TakeColumns = (at: number, ...addressesAndCount: number[]) => number;

export interface FlowKernels {
  readonly newestAt: Ask;
  readonly takenAt: Ask;
  readonly slidingRoomAt: Ask;
  readonly slidingRegrowAt: Regrow;
  readonly deltaResetAt: Reset;
  readonly deltaUpdateAt: (at: number, size: number, side: number, time: number) => number;
  readonly deltaProcessAt: TakeColumns;
  readonly flowResetAt: Reset;
  readonly flowUpdateAt: (
    at: number,
    bid: number,
    bidSize: number,
    ask: number,
    askSize: number,
    time: number,
  ) => number;
  readonly flowProcessAt: TakeColumns;
  readonly realizedResetAt: Reset;
  readonly realizedUpdateAt: UpdatePair;
  readonly realizedProcessAt: TakeColumns;
  readonly sizesResetAt: Reset;
  readonly sizesUpdateAt: UpdatePair;
  readonly sizesProcessAt: (
    at: number,
    bids: number,
    asks: number,
    out: number,
    count: number,
  ) => void;
  readonly sizesAddAt: (target: number, source: number, count: number) => void;
  readonly vpinResetAt: Reset;
  readonly vpinUpdateAt: UpdatePair;
  readonly vpinProcessAt: (
    at: number,
    sizes: number,
    whats: number,
    out: number,
    count: number,
  ) => void;
  readonly vwapResetAt: Reset;
  readonly vwapUpdateAt: (at: number, price: number, size: number, time: number) => number;
  readonly vwapRoomAt: Ask;
  readonly vwapRegrowAt: Regrow;
  readonly vwapProcessAt: TakeColumns;
}
