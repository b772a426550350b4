/**
 * Our engine through its public interface.
 */
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import { createEngineSync, type Engine, Runtime } from "../../bindings/index.ts";
import type { Columns, Pipeline, PipelineOptions } from "./bench20.ts";

export function engineFor(
  options: PipelineOptions,
  signals: string | string[],
  runtime?: Runtime,
): Engine {
  const { tickSize, lotSize, every } = options;
  return createEngineSync({ tickSize, lotSize, every, signals, ...(runtime && { runtime }) });
}

/**
 * The preset `bench20`, pushed as one prepared batch in linear memory: every contestant reads its
 * ticks where they lie in its own memory.
 */
export function createEngine(
  ticks: TickBatch,
  options: PipelineOptions,
  signals: string | string[] = "bench20",
): Pipeline {
  const runtime = new Runtime();
  const engine = engineFor(options, signals, runtime);
  const batch = runtime.createBatch(ticks.length);
  batch.appendBatch(ticks);
  const { table } = engine;
  return {
    reset: () => engine.reset(),
    run: () => engine.push(batch),
    columns(): Columns {
      return {
        rows: table.length,
        time: table.copy("time"),
        values: new Map(engine.columns.map((name) => [name, table.copy(name)])),
        flags: table.copyFlags(),
      };
    },
  };
}
