/** Kernels of `assembly/series/border/moments.ts`. */
import type { Ask, Process, Reset, Revise, Update } from "./kernels.ts";

export interface MomentsKernels {
  readonly momentsResetAt: Reset;
  readonly momentsCountAt: Ask;
  readonly varianceValueAt: Ask;
  readonly varianceUpdateAt: Update;
  readonly varianceProcessAt: Process;
  readonly sigmaValueAt: Ask;
  readonly sigmaUpdateAt: Update;
  readonly sigmaProcessAt: Process;
  readonly scoreValueAt: Ask;
  readonly scoreUpdateAt: Update;
  readonly scoreProcessAt: Process;
  readonly scoreWithinUpdateAt: Update;
  readonly scoreWithinProcessAt: Process;
  readonly bandsMiddleAt: Ask;
  readonly bandsEdgeAt: (at: number, width: number) => number;
  readonly bandsPercentAt: Ask;
  readonly bandsUpdateAt: Update;
  readonly bandsReviseAt: Revise;
  readonly bandsProcessAt: (
    at: number,
    input: number,
    middle: number,
    upper: number,
    lower: number,
    percent: number,
    count: number,
  ) => void;
}
