/**
 * One row of an order file, its cells found by the names in the header row and read into numbers.
 *
 * | column | holds |
 * |---|---|
 * | `id` | of the order |
 * | `timestamp` | when the event was received, milliseconds |
 * | `exchange_timestamp` | when it happened, milliseconds |
 * | `price` | limit price; of a marketable order that is being matched, the price it has reached |
 * | `volume` | what remains of the order, at most 8 decimals |
 * | `action` | `created`, `changed`, `deleted` |
 * | `direction` | `bid`, `ask` |
 */
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import { columnPlaces, isTime } from "./columns.ts";

export const ORDER_COLUMNS = [
  "id",
  "timestamp",
  "exchange_timestamp",
  "price",
  "volume",
  "action",
  "direction",
] as const;

/** Volumes are kept as whole numbers of this fraction of a coin, the finest that Bitstamp has. */
export const LOTS_PER_COIN = 1e8;

export const CREATED = 0;
export const CHANGED = 1;
export const DELETED = 2;

const encoder = new TextEncoder();
const ACTIONS = ["created", "changed", "deleted"].map((word) => encoder.encode(word));
const BID = encoder.encode("bid");
const ASK = encoder.encode("ask");
const ID_END = 2 ** 53;
/** How far a printed volume may lie from a whole number of lots by rounding alone. */
const LOT_TOLERANCE = 1 / 1024;

export class OrderRow {
  id = 0;
  localMs = 0;
  eventMs = 0;
  price = 0;
  lots = 0;
  action = CREATED;
  isBid = false;
  #places: Int32Array = new Int32Array(ORDER_COLUMNS.length);

  /** @throws {Error} naming the columns that the header row lacks */
  place(names: readonly string[]): void {
    this.#places = columnPlaces(names, ORDER_COLUMNS);
  }

  show(cells: Cells, grid: GridGuess): void {
    grid.hasChanges = true;
    grid.priceIn(cells, this.#places[3]);
    grid.sizeIn(cells, this.#places[4]);
  }

  /** @returns "" if the row was understood, else the reason why not */
  read(cells: Cells): string {
    const places = this.#places;
    this.id = cells.integer(places[0]);
    if (!(this.id >= 0 && this.id < ID_END)) return "id must be an integer below 2^53";
    this.localMs = cells.integer(places[1]);
    this.eventMs = cells.integer(places[2]);
    if (!isTime(this.localMs)) return "timestamp must be integer milliseconds";
    if (!isTime(this.eventMs)) return "exchange_timestamp must be integer milliseconds";
    this.price = cells.number(places[3]);
    if (!Number.isFinite(this.price)) return "price must be a number";
    const scaled = cells.number(places[4]) * LOTS_PER_COIN;
    this.lots = Math.round(scaled);
    if (!(this.lots >= 0 && this.lots < ID_END)) return "volume must be a number of at least 0";
    if (Math.abs(scaled - this.lots) > LOT_TOLERANCE) return "volume must have at most 8 decimals";
    return this.#words(cells);
  }

  #words(cells: Cells): string {
    const at = this.#places[5];
    this.action = CREATED;
    while (this.action <= DELETED && !cells.is(at, ACTIONS[this.action])) this.action++;
    if (this.action > DELETED) {
      return `action must be created, changed or deleted, was "${cells.text(at)}"`;
    }
    const side = this.#places[6];
    this.isBid = cells.is(side, BID);
    if (this.isBid || cells.is(side, ASK)) return "";
    return `direction must be bid or ask, was "${cells.text(side)}"`;
  }
}
