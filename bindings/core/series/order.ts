/** Kernels of `assembly/series/border/order.ts`. */
import type { Ask, Process, ProcessPair, Reset, Update, UpdatePair } from "./kernels.ts";

export interface OrderKernels {
  readonly orderResetAt: Reset;
  readonly orderRoomAt: Ask;
  readonly orderWidenAt: (at: number, capacity: number) => void;
  readonly orderQuantileAt: (at: number, q: number) => number;
  readonly orderDeviationAt: Ask;
  readonly quantileUpdateAt: Update;
  readonly quantileUpdateTimedAt: UpdatePair;
  readonly quantileProcessAt: Process;
  readonly quantileProcessTimedAt: ProcessPair;
  readonly quantilesProcessAt: (
    at: number,
    input: number,
    times: number,
    columns: number,
    wanted: number,
    from: number,
    count: number,
  ) => void;
  readonly robustUpdateAt: Update;
  readonly robustUpdateTimedAt: UpdatePair;
  readonly robustProcessAt: Process;
  readonly robustProcessTimedAt: ProcessPair;
}
