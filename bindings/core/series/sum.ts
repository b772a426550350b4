/** Kernels of `assembly/series/border/sum.ts`. */
import type { Ask, Process, Reset, Revise, Update } from "./kernels.ts";

export interface SumKernels {
  readonly sumResetAt: Reset;
  readonly sumCountAt: Ask;
  readonly sumValueAt: Ask;
  readonly sumUpdateAt: Update;
  readonly sumReviseAt: Revise;
  readonly sumProcessAt: Process;
  readonly meanValueAt: Ask;
  readonly meanUpdateAt: Update;
  readonly meanReviseAt: Revise;
  readonly meanProcessAt: Process;
}
