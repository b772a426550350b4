/** Rows as objects, one after the other: the shortest way to look at signals. */
import { createEngine } from "../core/engine.ts";
import type { EngineOptions } from "../core/options.ts";
import type { SignalTable } from "../core/signal-table.ts";
import type { TickBatch } from "../core/tick-batch.ts";

/** `time` (microseconds), `sequence`, `flags` and the columns by name; NaN where unknown. */
export type Row = Record<string, number>;

/**
 * Makes an engine, pushes every batch and yields the rows that each makes.
 *
 * Holds the rows of one batch; the next batch is asked for when they have been taken.
 * @param batches a source, or anything that yields batches
 */
export async function* rowsOf(
  batches: AsyncIterable<TickBatch> | Iterable<TickBatch>,
  options: EngineOptions,
): AsyncGenerator<Row, void, undefined> {
  const engine = await createEngine(options);
  try {
    for await (const batch of batches) {
      engine.push(batch);
      yield* rowsOfTable(engine.table);
    }
  } finally {
    engine.dispose();
  }
}

/** Copies first: while the caller looks at a row, the memory may grow and detach views. */
function* rowsOfTable(table: SignalTable): Generator<Row> {
  const names = table.columns;
  const [time, sequence] = [table.copy("time"), table.copy("sequence")];
  const flags = table.copyFlags();
  const values = names.map((name) => table.copy(name));
  for (let index = 0; index < flags.length; index++) {
    const row: Row = { time: time[index], sequence: sequence[index], flags: flags[index] };
    for (const [column, name] of names.entries()) row[name] = values[column][index];
    yield row;
  }
}
