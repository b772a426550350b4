/**
 * What rows of single orders do to the levels of the book.
 *
 *   A  add     a new order; one that is known already is replaced (`repeatedOrders`)
 *   C  cancel  the order shrinks by the row's size; at 0 it is gone
 *   M  modify  the order has the row's price and size from now on; one that is not known is new
 *   R  clear   no order is left
 *
 * An add that is flagged as top of book is no order: it replaces its whole side, with nothing if
 * it has no price. A cancel of an unknown order has no effect (`unknownOrders`, also counted for
 * modify), one of more than the order holds takes what is there (`overCancels`).
 *
 * Source: databento.com/docs, "Action" and the example of a limit order book.
 */
import * as abi from "../../../assembly/abi.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { SourceStats } from "../source.ts";
import { type OrderId, Orders } from "./orders.ts";

export class OrderBook {
  readonly #orders = new Orders();
  readonly #stats: SourceStats;

  constructor(stats: SourceStats) {
    this.#stats = stats;
    stats.unknownOrders = 0;
    stats.repeatedOrders = 0;
    stats.overCancels = 0;
  }

  clear(writer: MessageWriter, timeUs: number): void {
    this.#orders.clear();
    writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
  }

  /** @param price NaN for none */
  replaceSide(
    writer: MessageWriter,
    timeUs: number,
    id: OrderId,
    price: number,
    size: number,
    side: number,
  ): void {
    const orders = this.#orders;
    orders.removeSide(side, (place) => {
      writer.add(timeUs, orders.prices[place], -orders.sizes[place], abi.KIND_LEVEL_CHANGE | side);
    });
    if (!Number.isNaN(price)) this.add(writer, timeUs, id, price, size, side);
  }

  add(
    writer: MessageWriter,
    timeUs: number,
    id: OrderId,
    price: number,
    size: number,
    side: number,
  ): void {
    const place = this.#orders.placeOf(id);
    if (place >= 0) {
      this.#stats.repeatedOrders++;
      this.#shrink(writer, timeUs, id, place, this.#orders.sizes[place]);
    }
    this.#orders.add(id, price, size, side);
    writer.add(timeUs, price, size, abi.KIND_LEVEL_CHANGE | side);
  }

  cancel(writer: MessageWriter, timeUs: number, id: OrderId, size: number): void {
    const place = this.#orders.placeOf(id);
    if (place < 0) {
      this.#stats.unknownOrders++;
      return;
    }
    const stands = this.#orders.sizes[place];
    if (size > stands) this.#stats.overCancels++;
    this.#shrink(writer, timeUs, id, place, Math.min(size, stands));
  }

  modify(
    writer: MessageWriter,
    timeUs: number,
    id: OrderId,
    price: number,
    size: number,
    side: number,
  ): void {
    const orders = this.#orders;
    const place = orders.placeOf(id);
    if (place < 0) {
      this.#stats.unknownOrders++;
      this.add(writer, timeUs, id, price, size, side);
    } else if (orders.prices[place] === price && orders.sides[place] === side) {
      const grows = size - orders.sizes[place];
      if (grows < 0) this.#shrink(writer, timeUs, id, place, -grows);
      else if (grows > 0) {
        orders.sizes[place] = size;
        writer.add(timeUs, price, grows, abi.KIND_LEVEL_CHANGE | side);
      }
    } else {
      this.#shrink(writer, timeUs, id, place, orders.sizes[place]);
      if (size > 0) this.add(writer, timeUs, id, price, size, side);
    }
  }

  #shrink(writer: MessageWriter, timeUs: number, id: OrderId, place: number, by: number): void {
    const orders = this.#orders;
    writer.add(timeUs, orders.prices[place], -by, abi.KIND_LEVEL_CHANGE | orders.sides[place]);
    orders.sizes[place] -= by;
    if (orders.sizes[place] <= 0) orders.remove(id);
  }
}
