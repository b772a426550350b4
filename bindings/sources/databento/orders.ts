/**
 * Resting orders by id, in columns: no object for each of them.
 *
 * A place is given to an order when it comes and to another when it is gone. Ids that a double
 * cannot hold exactly are kept as text.
 */
import type { Cells } from "../reading/cells.ts";
import { grown } from "../reading/grown.ts";

/** Numbers of so many digits are exact in a double. */
const EXACT_DIGITS = 15;
const FIRST_CAPACITY = 4096;

export type OrderId = number | string;

/** The id in a cell; NaN if there is none. */
export function orderIdOf(cells: Cells, cell: number): OrderId {
  const id = cells.integer(cell);
  if (Number.isNaN(id)) return NaN;
  return cells.to[cell] - cells.from[cell] <= EXACT_DIGITS ? id : cells.text(cell);
}

export class Orders {
  /** By place; valid for places given out by `placeOf` and `add`. */
  prices = new Float64Array(FIRST_CAPACITY);
  sizes = new Float64Array(FIRST_CAPACITY);
  /** Side flags of the ticks. */
  sides = new Uint8Array(FIRST_CAPACITY);
  readonly #places = new Map<OrderId, number>();
  readonly #free: number[] = [];
  #used = 0;

  /** Number of orders. */
  get count(): number {
    return this.#places.size;
  }

  /** Place of an order, -1 if it is not known. */
  placeOf(id: OrderId): number {
    return this.#places.get(id) ?? -1;
  }

  /** Takes in an order whose id is not known. */
  add(id: OrderId, price: number, size: number, side: number): void {
    const place = this.#free.pop() ?? this.#used++;
    if (place === this.prices.length) this.#grow();
    this.#places.set(id, place);
    this.prices[place] = price;
    this.sizes[place] = size;
    this.sides[place] = side;
  }

  remove(id: OrderId): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    this.#free.push(place);
  }

  clear(): void {
    this.#places.clear();
    this.#free.length = 0;
    this.#used = 0;
  }

  /** Takes out all orders of a side; `see` is told the place of each before. */
  removeSide(side: number, see: (place: number) => void): void {
    for (const [id, place] of this.#places) {
      if (this.sides[place] !== side) continue;
      see(place);
      this.remove(id);
    }
  }

  #grow(): void {
    this.prices = grown(this.prices);
    this.sizes = grown(this.sizes);
    this.sides = grown(this.sides);
  }
}
