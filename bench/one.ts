/**
 * One contestant in a process of its own, so that no other one's types and inlining decisions are
 * in its compiled code. Started by `run.ts`; prints one line of JSON.
 *
 *   tsx bench/one.ts '{"experiment", "contestant", "folder", "options", "limit", "milliseconds"}'
 */
import { Bench } from "tinybench";
import type { PipelineOptions } from "./contestants/bench20.ts";
import { EXPERIMENTS } from "./experiments.ts";
import { readTicks } from "./ticks.ts";

export interface Order {
  readonly experiment: string;
  readonly contestant: string;
  /** Folder of the run, with the ticks. */
  readonly folder: string;
  readonly options: PipelineOptions;
  readonly limit: number;
  /** Processor time to measure; twice as much is spent before it, to warm up. */
  readonly milliseconds: number;
}

export interface Measurement {
  /** Processor time a tick, median over the passes of this process. */
  readonly nsPerTick: number;
  readonly units: number;
  readonly passes: number;
}

/** Processor time of this process in milliseconds, compiler and collector threads included. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function measure(order: Order): Promise<Measurement> {
  const ticks = readTicks(order.folder);
  const experiment = EXPERIMENTS[order.experiment];
  const work = await experiment.build(order.contestant, { ...order, ticks });
  const bench = new Bench({
    now: processorTime,
    time: order.milliseconds,
    iterations: 1,
    warmupTime: order.milliseconds * 2,
    warmupIterations: 1,
    throws: true,
  });
  bench.add(order.contestant, () => work.run(), { beforeEach: () => work.reset() });
  const [{ result }] = await bench.run();
  if (result.state !== "completed") throw new Error(`volume-imbalance/bench: ${result.state}`);
  const { p50, samplesCount } = result.latency;
  return { nsPerTick: (p50 * 1e6) / work.units, units: work.units, passes: samplesCount };
}

console.log(JSON.stringify(await measure(JSON.parse(process.argv[2]))));
