/**
 * The twenty columns that every pipeline is measured on, and what a contestant owes.
 */
import { PRESETS } from "../../bindings/core/presets.ts";
import type { TickBatch } from "../../bindings/core/tick-batch.ts";

export const BENCH20 = PRESETS.bench20;

/** What a contestant is told about the instrument and the rows. */
export interface PipelineOptions {
  readonly tickSize: number;
  readonly lotSize: number;
  /** "message", "100ms" or a number of ticks. */
  readonly every: string;
}

/** Columns a pipeline has made, by name; `flags` only where it keeps them. */
export interface Columns {
  readonly rows: number;
  readonly time: Float64Array;
  readonly values: ReadonlyMap<string, Float64Array>;
  readonly flags: Uint32Array | null;
}

/** A pipeline under test. */
export interface Pipeline {
  /** Back to the state of a new one, outside the timing. */
  reset(): void;
  /** Takes all prepared ticks; the part that is timed. Returns the number of rows. */
  run(): number;
  /** The rows of the last run. */
  columns(): Columns;
}

/** Builds a pipeline over ticks; everything that needs no timing happens here. */
export type PipelineFactory = (
  ticks: TickBatch,
  options: PipelineOptions,
) => Pipeline | Promise<Pipeline>;

/** Microseconds between rows, or 0; ticks between rows, 0 for every message. */
export function clockOf(every: string): { intervalUs: number; ticksPerRow: number } {
  if (every.endsWith("ms")) {
    return { intervalUs: Number.parseFloat(every) * 1000, ticksPerRow: Number.POSITIVE_INFINITY };
  }
  return { intervalUs: 0, ticksPerRow: every === "message" ? 0 : Number(every) };
}

/** At least as many rows as `ticks` can make. */
export function roomForRows(ticks: TickBatch, every: string): number {
  const { intervalUs, ticksPerRow } = clockOf(every);
  if (intervalUs === 0) return Math.ceil(ticks.length / Math.max(ticksPerRow, 1)) + 1;
  const lastUs = ticks.timeAt(ticks.length - 1);
  return Math.ceil((lastUs - ticks.timeAt(0)) / intervalUs) + 2;
}
