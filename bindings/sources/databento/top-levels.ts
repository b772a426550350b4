/**
 * The best levels of a book as each row states them, and what a row changes in those before.
 *
 * A level that is no longer among the stated ones is deleted, though it may still stand in the
 * market: of what lies behind the stated levels nothing is known.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { type Prices, UNREADABLE } from "./prices.ts";
import type { Columns } from "./row.ts";

/** The schema has no more. */
const MAX_LEVELS = 10;

/** Levels of a side, best first. */
class SideLevels {
  count = 0;
  readonly prices = new Float64Array(MAX_LEVELS);
  readonly sizes = new Float64Array(MAX_LEVELS);
}

/** One side of the stated levels. */
export class TopSide {
  readonly #prices: Prices;
  readonly #side: number;
  /** 1 where a better price is higher, -1 where it is lower. */
  readonly #sign: number;
  readonly #word: string;
  #priceAt: number[] = [];
  #sizeAt: number[] = [];
  #before = new SideLevels();
  #now = new SideLevels();

  constructor(word: "bid" | "ask", prices: Prices) {
    this.#prices = prices;
    this.#word = word;
    this.#side = word === "bid" ? abi.SIDE_BID : abi.SIDE_ASK;
    this.#sign = word === "bid" ? 1 : -1;
  }

  /** Finds the columns in another file; the known levels stay. */
  beginFile(columns: Columns): void {
    this.#priceAt = [];
    this.#sizeAt = [];
    for (let level = 0; level < MAX_LEVELS; level++) {
      const price = columns.at(this.#column("px", level));
      const size = columns.at(this.#column("sz", level));
      if (price < 0 || size < 0) break;
      this.#priceAt.push(price);
      this.#sizeAt.push(size);
    }
  }

  show(cells: Cells, grid: GridGuess): void {
    for (const [level, at] of this.#priceAt.entries()) {
      if (!Number.isFinite(this.#prices.at(cells, at))) continue;
      this.#prices.show(cells, at, grid);
      const size = this.#sizeAt[level];
      grid.size(cells.bytes, cells.from[size], cells.to[size]);
    }
  }

  /**
   * Reads the levels of a row; `write` or `writeAll` makes them the known ones.
   * @returns why they cannot be read, "" if they were
   */
  read(cells: Cells): string {
    const { prices, sizes } = this.#now;
    let count = 0;
    for (let level = 0; level < this.#priceAt.length; level++) {
      const price = this.#prices.at(cells, this.#priceAt[level]);
      if (price === UNREADABLE) return this.#reason(cells, level, "px", "be a price");
      if (Number.isNaN(price)) continue;
      const size = cells.number(this.#sizeAt[level]);
      if (!(size >= 0 && size < Infinity)) return this.#reason(cells, level, "sz", "be a size");
      if (size === 0) continue;
      if (count > 0 && !((prices[count - 1] - price) * this.#sign > 0)) {
        return this.#reason(cells, level, "px", "lie behind the level before it");
      }
      prices[count] = price;
      sizes[count++] = size;
    }
    this.#now.count = count;
    return "";
  }

  /** Writes what the row that was read changes. */
  write(writer: MessageWriter, timeUs: number): void {
    const before = this.#before;
    const now = this.#now;
    let old = 0;
    let next = 0;
    while (old < before.count || next < now.count) {
      const lead = this.#lead(old, next);
      if (lead > 0) this.#set(writer, timeUs, before.prices[old++], 0);
      else if (lead < 0) this.#set(writer, timeUs, now.prices[next], now.sizes[next++]);
      else {
        const size = now.sizes[next];
        if (size !== before.sizes[old]) this.#set(writer, timeUs, now.prices[next], size);
        old++;
        next++;
      }
    }
    this.#keep();
  }

  /** Writes all levels of the row that was read. */
  writeAll(writer: MessageWriter, timeUs: number): void {
    const { count, prices, sizes } = this.#now;
    for (let level = 0; level < count; level++) {
      this.#set(writer, timeUs, prices[level], sizes[level]);
    }
    this.#keep();
  }

  /** Positive where the old level is the better one or the only one, 0 where both are the same. */
  #lead(old: number, next: number): number {
    if (next === this.#now.count) return 1;
    if (old === this.#before.count) return -1;
    return (this.#before.prices[old] - this.#now.prices[next]) * this.#sign;
  }

  #set(writer: MessageWriter, timeUs: number, price: number, size: number): void {
    writer.add(timeUs, price, size, abi.KIND_LEVEL_SET | this.#side);
  }

  #keep(): void {
    const kept = this.#now;
    this.#now = this.#before;
    this.#before = kept;
  }

  #reason(cells: Cells, level: number, what: "px" | "sz", law: string): string {
    const at = what === "px" ? this.#priceAt[level] : this.#sizeAt[level];
    return `${this.#column(what, level)} must ${law}, was "${cells.text(at)}"`;
  }

  #column(what: "px" | "sz", level: number): string {
    return `${this.#word}_${what}_${String(level).padStart(2, "0")}`;
  }
}
