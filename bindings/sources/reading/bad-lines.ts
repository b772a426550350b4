/**
 * What becomes of lines that cannot be read: they are counted in `badLines`, the first one is kept
 * with its reason, and with `strict` it is thrown.
 */
import { FormatError } from "../../core/errors.ts";
import type { BadLine, OpenOptions, SourceStats } from "../source.ts";

export class BadLines {
  first: BadLine | null = null;
  path = "";
  /** The line that is being read, counted from 1 in its file; 0 before the first one. */
  line = 0;
  readonly #unit: string;
  readonly #isStrict: boolean;
  readonly #stats: SourceStats;

  /** @param unit what the format calls a line: "line", "row", "event" */
  constructor(options: OpenOptions, stats: SourceStats, unit = "line") {
    this.#unit = unit;
    this.#isStrict = options.strict ?? false;
    this.#stats = stats;
    stats.badLines = 0;
  }

  /** Another file begins. */
  begin(path: string): void {
    this.path = path;
    this.line = 0;
  }

  /**
   * The current line cannot be read.
   * @param format name of the format, for the message
   * @throws {FormatError} if reading is strict
   */
  refuse(format: string, reason: string): void {
    this.#stats.badLines++;
    this.first ??= { path: this.path, line: this.line, reason };
    if (this.#isStrict) throw this.error(format, reason);
  }

  /** An error that names the place. */
  error(format: string, reason: string): FormatError {
    const line = Math.max(this.line, 1);
    return new FormatError(
      `volume-imbalance/${format}: "${this.path}" ${this.#unit} ${line}: ${reason}`,
    );
  }
}
