/**
 * Ticks as a live user gets them, one at a time: appended to a batch that is pushed when it holds
 * so many, or handed over as numbers. Appending is part of what is timed.
 */
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import type { Engine } from "../../bindings/index.ts";
import type { Work } from "../experiments.ts";
import type { Columns, PipelineOptions } from "./bench20.ts";
import { engineFor } from "./engine.ts";
import { createExpert } from "./expert-js.ts";

const LANES = abi.TICK_BYTES / 8;
const WORDS = abi.TICK_BYTES / 4;

interface TickColumns {
  readonly time: Float64Array;
  readonly price: Float64Array;
  readonly size: Float64Array;
  readonly flags: Uint32Array;
}

function columnsOf(ticks: TickBatch): TickColumns {
  const { length } = ticks;
  return {
    time: Float64Array.from({ length }, (_, i) => ticks.timeAt(i)),
    price: Float64Array.from({ length }, (_, i) => ticks.priceAt(i)),
    size: Float64Array.from({ length }, (_, i) => ticks.sizeAt(i)),
    flags: Uint32Array.from({ length }, (_, i) => ticks.flagsAt(i)),
  };
}

/**
 * @param who "engine" or "expert-js"
 * @param size ticks a batch, or "scalar" for a call per tick
 */
export function createBatches(
  who: string,
  size: string,
  ticks: TickBatch,
  options: PipelineOptions,
): Work {
  const columns = columnsOf(ticks);
  if (who === "expert-js") return expertBatches(ticks, columns, options, Number(size));
  const engine = engineFor(options, "bench20");
  const batchSize = size === "scalar" ? 1 : Number(size);
  const batch = new TickBatch(batchSize);
  const run =
    size === "scalar"
      ? () => pushScalars(engine, columns)
      : () => pushBatches(engine, columns, batch, batchSize);
  return {
    units: ticks.length,
    reset: () => engine.reset(),
    run,
    columns: () => collect(engine, run),
  };
}

function pushScalars(engine: Engine, { time, price, size, flags }: TickColumns): void {
  for (let i = 0; i < flags.length; i++) engine.pushTick(time[i], price[i], size[i], flags[i]);
}

function pushBatches(
  engine: Engine,
  { time, price, size, flags }: TickColumns,
  batch: TickBatch,
  batchSize: number,
): void {
  for (let from = 0; from < flags.length; from += batchSize) {
    const to = Math.min(flags.length, from + batchSize);
    batch.clear();
    for (let i = from; i < to; i++) batch.append(time[i], price[i], size[i], flags[i]);
    engine.push(batch);
  }
}

/** All rows of a run that keeps only those of its last push. */
function collect(engine: Engine, run: () => void): Columns {
  const parts = new Map<string, number[]>(["time", ...engine.columns].map((name) => [name, []]));
  const flags: number[] = [];
  engine.reset();
  engine.onRows((table) => {
    for (const [name, values] of parts) for (const x of table.borrow(name)) values.push(x);
    for (const bits of table.borrowFlags()) flags.push(bits);
  });
  run();
  engine.onRows(null);
  const values = new Map([...parts].map(([name, all]) => [name, Float64Array.from(all)]));
  const time = values.get("time") as Float64Array;
  values.delete("time");
  return { rows: time.length, time, values, flags: Uint32Array.from(flags) };
}

/** The expert writes the records through typed arrays. */
function expertBatches(
  ticks: TickBatch,
  { time, price, size, flags }: TickColumns,
  options: PipelineOptions,
  batchSize: number,
): Work {
  const expert = createExpert(ticks, options);
  const f64 = new Float64Array(batchSize * LANES);
  const i32 = new Int32Array(f64.buffer);
  function run(): void {
    for (let from = 0; from < flags.length; from += batchSize) {
      const count = Math.min(flags.length - from, batchSize);
      for (let i = 0; i < count; i++) {
        f64[i * LANES + abi.TICK_TIME / 8] = time[from + i];
        f64[i * LANES + abi.TICK_PRICE / 8] = price[from + i];
        f64[i * LANES + abi.TICK_SIZE / 8] = size[from + i];
        i32[i * WORDS + abi.TICK_FLAGS / 4] = flags[from + i];
      }
      expert.push(f64, i32, 0, count);
    }
  }
  return {
    units: ticks.length,
    reset: () => expert.reset(),
    run,
    columns() {
      expert.reset();
      run();
      return expert.columns();
    },
  };
}
