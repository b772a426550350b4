/**
 * Our engine through its public interface.
 */
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import { createEngineSync, type Engine } from "../../bindings/index.ts";
import type { Columns, Pipeline, PipelineOptions } from "./bench20.ts";

export function engineFor(options: PipelineOptions, signals: string | string[]): Engine {
  const { tickSize, lotSize, every } = options;
  return createEngineSync({ tickSize, lotSize, every, signals });
}

/** The preset `bench20`, pushed as one prepared batch. */
export function createEngine(
  ticks: TickBatch,
  options: PipelineOptions,
  signals: string | string[] = "bench20",
): Pipeline {
  const engine = engineFor(options, signals);
  const { table } = engine;
  return {
    reset: () => engine.reset(),
    run: () => engine.push(ticks),
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
