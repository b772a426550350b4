/**
 * Levels and trades of one message, checked as a whole before any of them is written or applied:
 * a message with one bad row leaves no trace. The lists are reused from message to message.
 */
import * as abi from "../../../assembly/abi.ts";
import { grown } from "../reading/grown.ts";
import { type Json, listOf, numberOf, objectOf, sizeOf } from "./json.ts";

const FIRST_CAPACITY = 64;

/** Levels of one side. */
export class LevelList {
  count = 0;
  prices = new Float64Array(FIRST_CAPACITY);
  sizes = new Float64Array(FIRST_CAPACITY);
  /** The venue's own spelling, "" where it printed no text. */
  readonly priceTexts: string[] = [];
  readonly sizeTexts: string[] = [];

  clear(): this {
    this.count = 0;
    return this;
  }

  add(price: number, size: number, priceText = "", sizeText = ""): void {
    const at = this.count++;
    if (at === this.prices.length) {
      this.prices = grown(this.prices);
      this.sizes = grown(this.sizes);
    }
    this.prices[at] = price;
    this.sizes[at] = size;
    this.priceTexts[at] = priceText;
    this.sizeTexts[at] = sizeText;
  }

  /** Adds `[price, size, ...]` rows; `from` is where the price stands in a row. */
  addRows(rows: unknown, name: string, from = 0): this {
    for (const row of listOf(rows, name)) {
      const cells = listOf(row, `a level of ${name}`);
      this.#take(cells[from], cells[from + 1], name);
    }
    return this;
  }

  /** Adds rows that are objects. */
  addObjects(rows: unknown, name: string, priceKey: string, sizeKey: string): this {
    for (const row of listOf(rows, name)) {
      const level: Json = objectOf(row, `a level of ${name}`);
      this.#take(level[priceKey], level[sizeKey], name);
    }
    return this;
  }

  #take(price: unknown, size: unknown, name: string): void {
    this.add(
      numberOf(price, `a price of ${name}`),
      sizeOf(size, `a size of ${name}`),
      typeof price === "string" ? price : "",
      typeof size === "string" ? size : "",
    );
  }
}

/** Trades, oldest first. */
export class TradeList {
  count = 0;
  times = new Float64Array(FIRST_CAPACITY);
  prices = new Float64Array(FIRST_CAPACITY);
  sizes = new Float64Array(FIRST_CAPACITY);
  /** `SIDE_BUY`, `SIDE_SELL` or 0, the aggressor's. */
  sides = new Float64Array(FIRST_CAPACITY);
  /** Ids that rise by 1 from trade to trade of a symbol; NaN if the venue has none. */
  ids = new Float64Array(FIRST_CAPACITY);

  clear(): this {
    this.count = 0;
    return this;
  }

  /** @param timeUs exchange time, microseconds */
  add(timeUs: number, price: unknown, size: unknown, side: number, id = Number.NaN): void {
    const at = this.count;
    if (at === this.times.length) this.#grow();
    this.times[at] = timeUs;
    this.prices[at] = numberOf(price, "the price of a trade");
    this.sizes[at] = sizeOf(size, "the size of a trade");
    this.sides[at] = side;
    this.ids[at] = id;
    this.count++;
  }

  #grow(): void {
    this.times = grown(this.times);
    this.prices = grown(this.prices);
    this.sizes = grown(this.sizes);
    this.sides = grown(this.sides);
    this.ids = grown(this.ids);
  }
}

/** The aggressor's side by the venue's words for it; 0 if it says neither. */
export function aggressor(word: unknown, buy: string, sell: string): number {
  if (word === buy) return abi.SIDE_BUY;
  return word === sell ? abi.SIDE_SELL : 0;
}
