/** A kernel of `c/kernels.c` over a column. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Measurement } from "../one.ts";
import { readDoubles, runProgram } from "../programs.ts";
import type { Kernel } from "./kernel.ts";

/** Runs it for `milliseconds` of processor time, after a warm-up. */
export function runKernel(
  folder: string,
  { statistic, window }: Kernel,
  column: Float64Array,
  milliseconds: number,
): { readonly measured: Measurement; readonly answers: Float64Array } {
  const input = join(folder, "column.f64");
  const output = join(folder, "answers.f64");
  writeFileSync(input, column);
  const order = [statistic, window, input, output, milliseconds];
  const measured = runProgram("kernels", folder, order, column.length);
  return { measured, answers: readDoubles(output) };
}
