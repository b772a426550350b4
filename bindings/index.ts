/**
 * Ticks in, signals of order flow imbalance out.
 *
 * @module volume-imbalance
 */
export { BookView, type LevelArrays } from "./core/book-view.ts";
export type { Counters } from "./core/counters.ts";
export { createEngine, createEngineSync, Engine, type RowListener } from "./core/engine.ts";
export { CoreError, FormatError, OrderError, UnknownNameError } from "./core/errors.ts";
export type { CapacityOptions, EngineOptions, SessionOptions } from "./core/options.ts";
export { Runtime, type RuntimeOptions } from "./core/runtime.ts";
export type { SignalTable } from "./core/signal-table.ts";
export type { TickColumns } from "./core/staging.ts";
export { TickBatch } from "./core/tick-batch.ts";
export { Flag, Tick } from "./core/tick-names.ts";
