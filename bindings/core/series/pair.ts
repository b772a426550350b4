/** Kernels of `assembly/series/border/pair.ts`. */
import type { Ask, Reset } from "./kernels.ts";

export interface PairKernels {
  readonly pairResetAt: Reset;
  readonly pairCountAt: Ask;
  readonly pairReversalsAt: Ask;
  readonly pairIsWarmAt: Ask;
  readonly pairIsFullAt: Ask;
  readonly pairDoubleAt: Reset;
  readonly pairValueAt: (at: number, kind: number) => number;
  readonly pairUpdateAt: (at: number, x: number, y: number, timeUs: number, kind: number) => number;
  readonly pairProcessAt: (
    at: number,
    xs: number,
    ys: number,
    times: number,
    output: number,
    count: number,
    kind: number,
  ) => number;
  readonly pairLinesAt: (
    at: number,
    xs: number,
    ys: number,
    times: number,
    slope: number,
    intercept: number,
    r2: number,
    count: number,
  ) => number;
}
