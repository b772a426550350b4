/**
 * Rows of a table as Arrow, in memory: bytes, because every library of Arrow takes them
 * (`tableFromIPC` of `@uwdata/flechette` and of `apache-arrow`), and none is preferred here.
 */
import type { EngineOptions } from "../core/options.ts";
import type { SignalTable } from "../core/signal-table.ts";
import { ArrowWriter } from "./arrow-writer.ts";
import { schemaOfColumns, schemaOfEngine } from "./row-schema.ts";

/**
 * Copies all rows that are readable in `table` now into an Arrow stream.
 * @param options those of the engine, for the metadata; without them only columns are described
 */
export function toArrow(table: SignalTable, options?: EngineOptions): Uint8Array {
  const parts: Uint8Array[] = [];
  const sink = { write: (bytes: Uint8Array) => parts.push(bytes.slice()) };
  const schema = options ? schemaOfEngine(options) : schemaOfColumns(table.columns);
  const writer = new ArrowWriter(sink, schema, "stream");
  writer.writeRows(table);
  writer.finish();
  return joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
