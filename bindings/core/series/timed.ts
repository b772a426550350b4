/** Kernels of `assembly/series/border/timed.ts`. */
import type { Ask, Reset } from "./kernels.ts";

export interface TimedKernels {
  readonly timedResetAt: Reset;
  readonly timedCountAt: Ask;
  readonly timedReversalsAt: Ask;
  readonly timedIsWarmAt: Ask;
  readonly timedIsFullAt: Ask;
  readonly timedDoubleAt: Reset;
  readonly timedValueAt: (at: number, kind: number) => number;
  readonly timedUpdateAt: (at: number, x: number, timeUs: number, kind: number) => number;
  readonly timedProcessAt: (
    at: number,
    values: number,
    times: number,
    output: number,
    count: number,
    kind: number,
  ) => number;
  readonly timedBandsAt: (
    at: number,
    values: number,
    times: number,
    middle: number,
    upper: number,
    lower: number,
    percent: number,
    count: number,
  ) => number;
}
