/**
 * Rows of an engine in a file, in the form that its ending names; for Node.
 *
 * @module volume-imbalance/outputs/files
 */
import type { EngineOptions } from "../core/options.ts";
import type { SignalTable } from "../core/signal-table.ts";
import { formOf, rowWriter, unknownEnding } from "./forms.ts";
import { OutputFile } from "./output-file.ts";
import { type RunFacts, schemaOfEngine } from "./row-schema.ts";
import type { RowWriter } from "./row-writer.ts";

export { OutputError, ReaderGone } from "./output-file.ts";

/** A file of rows that has its name only when it is complete; memory does not grow with it. */
export class RowFile {
  /** Where it will lie. */
  readonly path: string;
  readonly #file: OutputFile;
  readonly #writer: RowWriter;

  /**
   * @param path ends in .csv, .ndjson, .jsonl, .parquet, .arrow, .feather or .arrows
   * @param options those of the engine
   * @param facts what is known of the run besides, for the metadata
   * @throws {RangeError} if the ending is not known
   * @throws {OutputError} if the file cannot be created
   */
  constructor(path: string, options: EngineOptions, facts?: RunFacts) {
    const form = formOf(path);
    if (form === undefined) {
      throw new RangeError(`volume-imbalance/outputs: ${unknownEnding(path)}`);
    }
    const schema = schemaOfEngine(options, facts);
    this.path = path;
    this.#file = new OutputFile(path);
    this.#writer = rowWriter(form, this.#file, schema);
  }

  /** Rows taken. */
  get rows(): number {
    return this.#writer.rows;
  }

  /** Takes all rows that are readable in `table` now; made for `engine.onRows`. */
  writeRows(table: SignalTable): void {
    this.#writer.writeRows(table);
  }

  /** Writes what is still held and gives the file its name; until then it has a temporary one. */
  commit(): void {
    this.#writer.finish();
    this.#file.commit();
  }

  /** Removes what was written; a file of that name stays as it was. */
  abandon(): void {
    this.#file.abandon();
  }
}
