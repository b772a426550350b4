/** Kernels of `assembly/series/border/ewm.ts`. */
import type { Ask, Process, ProcessPair, Reset, Update, UpdatePair } from "./kernels.ts";

export interface EwmKernels {
  readonly ewmResetAt: Reset;
  readonly ewmaValueAt: Ask;
  readonly ewmaUpdateAt: Update;
  readonly ewmaUpdateTimedAt: UpdatePair;
  readonly ewmaProcessAt: Process;
  readonly ewmaProcessTimedAt: ProcessPair;
  readonly ewmMeanAt: Ask;
  readonly ewmVarianceAt: Ask;
  readonly ewmVarianceUpdateAt: Update;
  readonly ewmVarianceUpdateTimedAt: UpdatePair;
  readonly ewmVarianceProcessAt: Process;
  readonly ewmVarianceProcessTimedAt: ProcessPair;
  readonly ewmScoreAt: Ask;
  readonly ewmScoreUpdateAt: Update;
  readonly ewmScoreUpdateTimedAt: UpdatePair;
  readonly ewmScoreProcessAt: Process;
  readonly ewmScoreProcessTimedAt: ProcessPair;
}
