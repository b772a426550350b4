/** Kernels of `assembly/series/border/min-max.ts`. */
import type { Ask, Reset, Update, UpdatePair } from "./kernels.ts";

export interface MinMaxKernels {
  readonly minMaxResetAt: Reset;
  readonly minMaxUpdateAt: Update;
  readonly minMaxUpdateTimedAt: UpdatePair;
  readonly minMaxRoomAt: Ask;
  /** Range, smallest, largest. */
  readonly minMaxProcessAt: (
    at: number,
    input: number,
    ...outputsAndCount: [number, number, number, number]
  ) => void;
  readonly minMaxProcessTimedAt: (
    at: number,
    input: number,
    times: number,
    ...outputsAndCount: [number, number, number, number]
  ) => void;
}
