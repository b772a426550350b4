/** Kernels of `assembly/series/border/charts.ts`. */
import type { Ask, Reset, Update } from "./kernels.ts";

export interface ChartKernels {
  readonly ewmaChartResetAt: Reset;
  readonly ewmaChartUpdateAt: Update;
  readonly ewmaChartLevelAt: Ask;
  readonly ewmaChartLimitAt: (at: number, side: number) => number;
  /** Score, level, upper and lower limit, alarm. */
  readonly ewmaChartProcessAt: (
    at: number,
    input: number,
    ...outputsAndCount: [number, number, number, number, number, number]
  ) => void;
  readonly cusumResetAt: Reset;
  readonly cusumUpdateAt: Update;
  readonly cusumShiftAt: Ask;
  /** Larger sum, both sums, alarm, run, shift. */
  readonly cusumProcessAt: (
    at: number,
    input: number,
    ...outputsAndCount: [number, number, number, number, number, number, number]
  ) => void;
}
