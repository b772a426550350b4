/** The kernels as experiments of the benchmark: `kernel/zscore-20`. */
import type { Experiment, Input } from "../experiments.ts";
import { compile, IN_C, withC } from "../programs.ts";
import type { Agreement } from "../verify.ts";
import { CONTESTANTS } from "./contestants.ts";
import { runKernel } from "./in-c.ts";
import { KERNELS, type Kernel, type Run } from "./kernel.ts";
import { reference, worstError } from "./reference.ts";

const LENGTH = 65_536;
/** Values for those who go through the window for every one of them. */
const SHORT_LENGTH = 4096;
/** Beyond it a contestant is reported as wrong. */
const TOLERANCE = 1e-9;

/** A walk of prices on a cent grid around 65,000, always the same. */
export function priceColumn(limit: number): Float64Array {
  let state = 1;
  let ticks = 6_500_000;
  return Float64Array.from({ length: Math.min(LENGTH, limit) }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    ticks += ((state >>> 12) % 61) - 30;
    return ticks / 100;
  });
}

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
  const { answers } = runKernel(input.folder, kernel, column, 0);
  return { answers: () => answers };
}

function kernelExperiment(name: string, kernel: Kernel): Experiment {
  const offering = Object.keys(CONTESTANTS).filter((contestant) =>
    CONTESTANTS[contestant].statistics.includes(kernel.statistic),
  );
  return {
    title: `${kernel.statistic} of ${kernel.window} values over a column of prices`,
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
      const worst = worstError(kernel, reference(kernel, column, run), run.answers());
      const isWrong = !(worst <= TOLERANCE);
      return { rows: column.length, columns: 1, worst, worstColumn: name, isWrong };
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
