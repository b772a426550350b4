/** The kernels as experiments of the benchmark: `kernel/zscore-20`. */
import type { Experiment, Input } from "../experiments.ts";
import { compile, IN_C, withC } from "../programs.ts";
import type { Agreement } from "../verify.ts";
import { CONTESTANTS } from "./contestants.ts";
import { runKernel } from "./in-c.ts";
import { priceColumn } from "./inputs.ts";
import { KERNELS, type Kernel, type Run } from "./kernel.ts";
import { reference, worstError } from "./reference.ts";

/** Values for those who go through the window for every one of them. */
const SHORT_LENGTH = 4096;
/** Beyond it a contestant is reported as wrong. */
const TOLERANCE = 1e-9;

async function prepared(contestant: string, kernel: Kernel, column: Float64Array): Promise<Run> {
  const { contestant: loaded } = await CONTESTANTS[contestant].load();
  const run = loaded.run(kernel, column);
  if (run === undefined)
    throw new Error(`volume-imbalance/bench: ${contestant} has no such kernel`);
  return run;
}

/** The column that a contestant goes through. */
function columnFor(contestant: string, { limit }: { readonly limit: number }): Float64Array {
  const isSlow = CONTESTANTS[contestant]?.isSlow === true;
  return priceColumn(isSlow ? Math.min(limit, SHORT_LENGTH) : limit);
}

async function runOf(
  contestant: string,
  kernel: Kernel,
  column: Float64Array,
  input: Input,
): Promise<Run> {
  if (contestant !== IN_C) return prepared(contestant, kernel, column);
  const [first, ...further] = runKernel(input.folder, kernel, column, 0).answers;
  return { answers: () => first, further: () => further };
}

function extent({ statistic, window }: Kernel): string {
  return `${window} ${statistic.startsWith("timed") ? "seconds" : "values"}`;
}

function kernelExperiment(name: string, kernel: Kernel): Experiment {
  const offering = Object.keys(CONTESTANTS).filter((contestant) =>
    CONTESTANTS[contestant].statistics.includes(kernel.statistic),
  );
  return {
    title: `${name.replace(/-\d+s?$/, "")} of ${extent(kernel)} over a column of prices`,
    unit: "value",
    contestants: withC(offering),
    prepare: ({ folder }) => compile("kernels", folder),
    isBrief: true,
    async build(contestant, input) {
      const column = columnFor(contestant, input);
      const { answers } = await prepared(contestant, kernel, column);
      return { units: column.length, reset() {}, run: answers };
    },
    async judge(contestant, input): Promise<Agreement> {
      const column = columnFor(contestant, input);
      const run = await runOf(contestant, kernel, column, input);
      const found = [run.answers(), ...(run.further?.() ?? [])];
      const right = reference(kernel, column, run);
      const errors = found.map((answers, index) => worstError(kernel, right[index], answers));
      const worst = Math.max(...errors);
      const isWrong = !(worst <= TOLERANCE);
      return { rows: column.length, columns: found.length, worst, worstColumn: name, isWrong };
    },
    measure(contestant, input, milliseconds) {
      if (contestant !== IN_C) return undefined;
      const column = priceColumn(input.limit);
      return runKernel(input.folder, kernel, column, milliseconds).measured;
    },
  };
}

export const KERNEL_EXPERIMENTS: Readonly<Record<string, Experiment>> = Object.fromEntries(
  [...KERNELS].map(([name, kernel]) => [`kernel/${name}`, kernelExperiment(name, kernel)]),
);
