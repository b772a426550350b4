/** Parts of the writers of text: lines gathered to chunks, numbers turned into text once. */
import type { ByteSink } from "./row-writer.ts";

const CHUNK_CHARACTERS = 1 << 16;

/** Lines on their way to a sink. */
export class TextLines {
  readonly #sink: ByteSink;
  readonly #encoder = new TextEncoder();
  #pending = "";

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  add(line: string): void {
    this.#pending += `${line}\n`;
    if (this.#pending.length >= CHUNK_CHARACTERS) this.flush();
  }

  /** Hands over what is still held. */
  flush(): void {
    if (this.#pending === "") return;
    this.#sink.write(this.#encoder.encode(this.#pending));
    this.#pending = "";
  }
}

/** The last text of each column: most values repeat from row to row. */
export class NumberTexts {
  readonly #textOf: (value: number) => string;
  readonly #last: Float64Array;
  readonly #texts: string[];

  constructor(columns: number, textOf: (value: number) => string) {
    this.#textOf = textOf;
    this.#last = new Float64Array(columns).fill(Number.NaN);
    this.#texts = Array.from({ length: columns }, () => textOf(Number.NaN));
  }

  at(column: number, value: number): string {
    if (!Object.is(value, this.#last[column])) {
      this.#last[column] = value;
      this.#texts[column] = this.#textOf(value);
    }
    return this.#texts[column];
  }
}
