/** A kernel of `c/kernels.c` over a column, and what goes beside it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Measurement } from "../one.ts";
import { readDoubles, runProgram } from "../programs.ts";
import { partnerOf, timesFor } from "./inputs.ts";
import { FURTHER, type Kernel } from "./kernel.ts";

/** Runs it for `milliseconds` of processor time, after a warm-up. */
export function runKernel(
  folder: string,
  { statistic, window }: Kernel,
  column: Float64Array,
  milliseconds: number,
): { readonly measured: Measurement; readonly answers: readonly Float64Array[] } {
  const input = join(folder, "column.f64");
  const output = join(folder, "answers.f64");
  const beside = join(folder, "beside.f64");
  writeFileSync(input, column);
  writeFileSync(beside, statistic.startsWith("timed") ? timesFor(column) : partnerOf(column));
  const order = [statistic, window, input, beside, output, milliseconds];
  const measured = runProgram("kernels", folder, order, column.length);
  const all = readDoubles(output);
  const columns = 1 + (FURTHER[statistic]?.length ?? 0);
  const answers = Array.from({ length: columns }, (_, index) =>
    all.subarray(index * column.length, (index + 1) * column.length),
  );
  return { measured, answers };
}
