/**
 * The orders with which a file may open: a snapshot of the book, written as created orders.
 *
 * Rule: the rows of a file up to the first one that is not `created` or differs in one of its two
 * timestamps from the first row. They are a snapshot if both sides occur among them; no feed of
 * single orders creates orders on both sides within the first millisecond by other means.
 *
 * A recorder asks for the snapshot while it already listens, so the snapshot may have been received
 * later than the events behind it: on the local clock these run backwards, which the engine counts.
 */
import * as abi from "../../../assembly/abi.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { CREATED, LOTS_PER_COIN, type OrderRow } from "./order-row.ts";
import { ORDER_BID, ORDER_OPENING, type OrderTable } from "./order-table.ts";

export class Opening {
  /** Whether the next row may still belong to it. */
  isOpen = false;
  localMs = 0;
  eventMs = 0;
  /** Columns, by order of arrival. */
  readonly ids: number[] = [];
  readonly prices: number[] = [];
  readonly lots: number[] = [];
  readonly isBid: boolean[] = [];

  /** A file begins. */
  begin(): void {
    this.isOpen = true;
    for (const column of [this.ids, this.prices, this.lots, this.isBid]) column.length = 0;
  }

  /** Takes a row if it belongs to the opening. */
  takes(row: OrderRow): boolean {
    if (row.action !== CREATED) return false;
    if (this.ids.length === 0) {
      this.localMs = row.localMs;
      this.eventMs = row.eventMs;
    } else if (row.localMs !== this.localMs || row.eventMs !== this.eventMs) {
      return false;
    }
    this.ids.push(row.id);
    this.prices.push(row.price);
    this.lots.push(row.lots);
    this.isBid.push(row.isBid);
    return true;
  }

  /** Number of orders taken. */
  get count(): number {
    return this.ids.length;
  }

  /** Brings back the row taken as number `at`. */
  restore(at: number, row: OrderRow): void {
    row.action = CREATED;
    row.localMs = this.localMs;
    row.eventMs = this.eventMs;
    row.id = this.ids[at];
    row.price = this.prices[at];
    row.lots = this.lots[at];
    row.isBid = this.isBid[at];
  }

  get isSnapshot(): boolean {
    return this.isBid.includes(true) && this.isBid.includes(false);
  }

  /** Places of the orders of one side, from the touch outward. */
  order(isBid: boolean): number[] {
    const { prices } = this;
    const places = [...prices.keys()].filter((at) => this.isBid[at] === isBid);
    return places.sort((a, b) => (isBid ? prices[b] - prices[a] : prices[a] - prices[b]));
  }

  /** Makes the orders of the snapshot the only live ones. */
  fill(table: OrderTable): void {
    table.clear();
    for (let at = 0; at < this.ids.length; at++) {
      const slot = table.put(this.ids[at]);
      table.prices[slot] = this.prices[at];
      table.lots[slot] = this.lots[at];
      table.sinceMs[slot] = this.eventMs;
      table.flags[slot] = ORDER_OPENING | (this.isBid[at] ? ORDER_BID : 0);
    }
  }

  /** Writes the snapshot as one message: a clear, then the levels of both sides. */
  write(writer: MessageWriter, timeUs: number): void {
    writer.open(timeUs, this.localMs * 1000, NaN);
    writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
    this.#writeSide(writer, timeUs, true);
    this.#writeSide(writer, timeUs, false);
  }

  #writeSide(writer: MessageWriter, timeUs: number, isBid: boolean): void {
    const flags = abi.KIND_LEVEL_SET | (isBid ? abi.SIDE_BID : abi.SIDE_ASK);
    const places = this.order(isBid);
    let sum = 0;
    for (const [index, at] of places.entries()) {
      sum += this.lots[at];
      const price = this.prices[at];
      if (index + 1 < places.length && this.prices[places[index + 1]] === price) continue;
      if (sum > 0) writer.add(timeUs, price, sum / LOTS_PER_COIN, flags);
      sum = 0;
    }
  }
}
