/** The pipeline and the book of `c/`, as contestants. */
import { join } from "node:path";
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import type { Measurement } from "../one.ts";
import { readDoubles, runProgram } from "../programs.ts";
import { saveTicks, TICKS_FILE } from "../ticks.ts";
import { BENCH20, type Columns, clockOf, type PipelineOptions, roomForRows } from "./bench20.ts";
import { BLOCK, type BookUnderTest } from "./book-top10.ts";

const TIME_COLUMN = BENCH20.length;

/** Where a run of a program leaves its answers. */
function answersIn(folder: string): string {
  return join(folder, "answers.f64");
}

/** Runs the pipeline over the ticks in `folder`. */
export function measurePipeline(
  ticks: TickBatch,
  options: PipelineOptions,
  folder: string,
  milliseconds: number,
): Measurement {
  const { tickSize, lotSize, every } = options;
  const { intervalUs, ticksPerRow } = clockOf(every);
  const units = [Math.round(1 / tickSize), Math.round(1 / lotSize)];
  const input = join(folder, TICKS_FILE);
  const rows = roomForRows(ticks, every);
  const order = [input, ...units, intervalUs, ticksPerRow, rows, answersIn(folder), milliseconds];
  return runProgram("pipeline", folder, order, ticks.length);
}

/** The rows of the newest run. */
export function pipelineColumns(folder: string): Columns {
  const all = readDoubles(answersIn(folder));
  const rows = all.length / (BENCH20.length + 2);
  const column = (index: number) => all.subarray(index * rows, (index + 1) * rows);
  return {
    rows,
    time: column(TIME_COLUMN),
    values: new Map(BENCH20.map((name, index) => [name, column(index)])),
    flags: Uint32Array.from(column(TIME_COLUMN + 1)),
  };
}

/** Runs the book over levels, which it writes into a folder of their own. */
export function measureBook(
  levels: TickBatch,
  options: PipelineOptions,
  folder: string,
  milliseconds: number,
): Measurement {
  const { tickSize, lotSize } = options;
  const units = [Math.round(1 / tickSize), Math.round(1 / lotSize)];
  saveTicks(levels, folder, LEVELS_FILE);
  const order = [join(folder, LEVELS_FILE), ...units, answersIn(folder), milliseconds];
  return runProgram("book", folder, order, levels.length);
}

const LEVELS_FILE = "levels.bin";

/** The depths of the newest run, handed over as a book would answer. */
export function bookAnswers(folder: string, options: PipelineOptions): BookUnderTest {
  const all = readDoubles(answersIn(folder));
  const depths = new Float64Array(2 * BLOCK);
  return {
    depths,
    perUnit: Math.round(1 / options.lotSize),
    reset() {},
    apply(from, to) {
      depths.set(all.subarray(2 * from, 2 * to));
    },
  };
}
