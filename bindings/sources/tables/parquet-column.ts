/**
 * A column of a Parquet file as rows at hand, a page at a time.
 */

import type { Page } from "./parquet-page.ts";
import type { ParquetPages } from "./parquet-pages.ts";
import type { LevelRun } from "./row.ts";

/** Rows of one column; those at hand are used up together with those of the other columns. */
export interface ParquetColumn {
  /** Rows at hand. */
  readonly rows: number;
  /** Brings more rows to hand if there are none left. */
  feed(): Promise<void>;
  /** Puts row `row` of those at hand where it belongs. */
  read(row: number): void;
  /** Lets go of the first `rows` rows at hand. */
  skip(rows: number): void;
}

/** One number a row. */
export class FlatColumn implements ParquetColumn {
  rows = 0;
  #values: Float64Array = new Float64Array(0);
  #at = 0;
  readonly #pages: ParquetPages;
  readonly #target: Float64Array;
  readonly #place: number;

  constructor(pages: ParquetPages, target: Float64Array, place: number) {
    this.#pages = pages;
    this.#target = target;
    this.#place = place;
  }

  async feed(): Promise<void> {
    while (this.rows === 0) {
      const page = await this.#pages.next();
      if (page === null) return;
      const { numbers, definitions } = page;
      const isFull = definitions.length === numbers.length || definitions.length === 0;
      const { maxDefinition } = this.#pages.reader;
      this.#values = isFull ? numbers : spread(numbers, definitions, maxDefinition);
      this.#at = 0;
      this.rows = this.#values.length;
    }
  }

  read(row: number): void {
    this.#target[this.#place] = this.#values[this.#at + row];
  }

  skip(rows: number): void {
    this.#at += rows;
    this.rows -= rows;
  }
}

/** Values with NaN where one is missing. */
function spread(
  numbers: Float64Array,
  definitions: Int32Array,
  maxDefinition: number,
): Float64Array {
  const values = new Float64Array(definitions.length);
  let next = 0;
  for (let i = 0; i < definitions.length; i++) {
    values[i] = definitions[i] === maxDefinition ? numbers[next++] : NaN;
  }
  return values;
}

/**
 * A list of numbers a row. The last row of a page may go on in the next one: it is at hand when a
 * new row or the end has come.
 */
export class ListColumn implements ParquetColumn {
  rows = 0;
  #values = new Float64Array(1 << 10);
  /** Where each row at hand begins, and where the one behind the last begins. */
  #starts = new Int32Array(1 << 8);
  #begun = 0;
  #filled = 0;
  #at = 0;
  #isOver = false;
  readonly #pages: ParquetPages;
  readonly #target: LevelRun;

  constructor(pages: ParquetPages, target: LevelRun) {
    this.#pages = pages;
    this.#target = target;
  }

  async feed(): Promise<void> {
    while (this.rows === 0 && !this.#isOver) {
      this.#dropUsed();
      const page = await this.#pages.next();
      this.#isOver = page === null;
      if (page !== null) this.#take(page);
      this.rows = this.#isOver ? this.#begun : Math.max(this.#begun - 1, 0);
    }
  }

  read(row: number): void {
    const target = this.#target;
    const start = this.#starts[this.#at + row];
    target.values = this.#values;
    target.from = start;
    target.count = this.#starts[this.#at + row + 1] - start;
  }

  skip(rows: number): void {
    this.#at += rows;
    this.rows -= rows;
  }

  /** Adds what a page holds, to the row that is not complete and to new ones. */
  #take({ numbers, definitions, repetitions }: Page): void {
    const { maxDefinition, isLeafOptional } = this.#pages.reader;
    let next = 0;
    for (let i = 0; i < repetitions.length; i++) {
      if (repetitions[i] === 0) this.#begin();
      const definition = definitions.length === 0 ? maxDefinition : definitions[i];
      if (definition === maxDefinition) this.#add(numbers[next++]);
      else if (isLeafOptional && definition === maxDefinition - 1) this.#add(NaN);
    }
    this.#starts[this.#begun] = this.#filled;
  }

  /** Moves the row that is not complete to the front. */
  #dropUsed(): void {
    const first = this.#starts[this.#at];
    this.#begun -= this.#at;
    this.#values.copyWithin(0, first, this.#filled);
    this.#filled -= first;
    this.#at = 0;
    this.#starts[0] = 0;
    this.#starts[this.#begun] = this.#filled;
  }

  /** A row begins at the end of the values. */
  #begin(): void {
    if (this.#begun + 1 >= this.#starts.length) {
      const starts = new Int32Array(this.#starts.length * 2);
      starts.set(this.#starts);
      this.#starts = starts;
    }
    this.#starts[this.#begun++] = this.#filled;
  }

  #add(value: number): void {
    if (this.#filled === this.#values.length) {
      const values = new Float64Array(this.#values.length * 2);
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[this.#filled++] = value;
  }
}
