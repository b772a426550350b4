/** What is measured, as pieces of work that can be done again and again. */
import { createEngineSync, type Engine } from "../../core/engine.ts";
import type { EngineOptions } from "../../core/options.ts";
import { TickBatch } from "../../core/tick-batch.ts";
import type { TickSource } from "../../sources/source.ts";
import type { HeldTicks } from "./held-ticks.ts";

/** How much one round did. */
export interface Done {
  readonly rows: number | null;
  readonly bytes: number | null;
}

export interface Work {
  readonly group: "engine" | "batches" | "reading";
  readonly name: string;
  readonly signals: string | null;
  readonly every: string | null;
  /** Puts everything back; not timed. */
  prepare(): void;
  run(): Done | Promise<Done>;
}

/** Ticks a push in the group `batches`; a live feed brings few at a time. */
const BATCH_SIZES = [1, 16, 64, 256, 1024, 4096];

function engineWork(
  engine: Engine,
  about: Omit<Work, "prepare" | "run">,
  push: (engine: Engine) => void,
): Work {
  return {
    ...about,
    prepare: () => engine.reset(),
    run() {
      push(engine);
      return { rows: engine.counters.rows, bytes: null };
    },
  };
}

/** Rows of one kind, pushed in the batches that a source gives. */
export function engineOfRows(held: HeldTicks, options: EngineOptions): Work {
  const signals = String(options.signals);
  const every = options.every ?? "message";
  const about = { group: "engine", name: `${signals} every ${every}`, signals, every } as const;
  return engineWork(createEngineSync(options), about, (engine) => {
    for (const batch of held.batches) engine.push(batch);
  });
}

/** Single numbers, as a live feed has them. */
function columnsOf({ batches, records }: HeldTicks) {
  const time = new Float64Array(records);
  const price = new Float64Array(records);
  const size = new Float64Array(records);
  const flags = new Uint32Array(records);
  let at = 0;
  for (const batch of batches) {
    for (let index = 0; index < batch.length; index++, at++) {
      time[at] = batch.timeAt(index);
      price[at] = batch.priceAt(index);
      size[at] = batch.sizeAt(index);
      flags[at] = batch.flagsAt(index);
    }
  }
  return { time, price, size, flags };
}

/** The same rows from pushes of several sizes; putting ticks into a batch is part of it. */
export function batchSizes(held: HeldTicks, options: EngineOptions): Work[] {
  const { time, price, size, flags } = columnsOf(held);
  const about = {
    group: "batches",
    signals: String(options.signals),
    every: options.every ?? "message",
  } as const;
  const singly = engineWork(
    createEngineSync(options),
    { ...about, name: "pushTick, one by one" },
    (engine) => {
      for (let i = 0; i < flags.length; i++) engine.pushTick(time[i], price[i], size[i], flags[i]);
    },
  );
  const batched = BATCH_SIZES.map((ticks) => {
    const batch = new TickBatch(ticks);
    const name = `push of ${ticks} record${ticks === 1 ? "" : "s"}`;
    return engineWork(createEngineSync(options), { ...about, name }, (engine) => {
      for (let from = 0; from < flags.length; from += ticks) {
        const end = Math.min(flags.length, from + ticks);
        batch.clear();
        for (let i = from; i < end; i++) batch.append(time[i], price[i], size[i], flags[i]);
        engine.push(batch);
      }
    });
  });
  return [singly, ...batched];
}

/** Files into ticks, without an engine, as many records as are held. */
export function reading(name: string, records: number, open: () => Promise<TickSource>): Work {
  return {
    group: "reading",
    name,
    signals: null,
    every: null,
    prepare: () => undefined,
    async run() {
      const source = await open();
      let read = 0;
      for await (const batch of source) {
        read += batch.length;
        if (read >= records) break;
      }
      return { rows: null, bytes: source.stats.bytesRead };
    },
  };
}
