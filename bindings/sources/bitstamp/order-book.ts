/**
 * A book of single orders: what an event of an order means for the levels, as messages.
 */
import * as abi from "../../../assembly/abi.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { GhostRule } from "./ghosts.ts";
import type { Opening } from "./opening.ts";
import { CREATED, DELETED, LOTS_PER_COIN, type OrderRow } from "./order-row.ts";
import { ORDER_BID, ORDER_GHOST, ORDER_LEAVING, OrderTable } from "./order-table.ts";

export class OrderBook {
  readonly #table = new OrderTable();
  readonly #ghosts: GhostRule | null;
  readonly #stats: SourceStats;
  readonly #isLocal: boolean;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#ghosts = options.ghosts === "keep" ? null : new GhostRule(this.#table);
    this.#isLocal = options.clock === "local";
    this.#stats = stats;
    stats.ghostOrders = 0;
    stats.revivedGhosts = 0;
    stats.unknownOrders = 0;
    stats.recreatedOrders = 0;
  }

  get liveOrders(): number {
    return this.#table.size;
  }

  /** Begins anew with a snapshot. */
  open(opening: Opening, writer: MessageWriter): void {
    opening.fill(this.#table);
    this.#ghosts?.arm(opening);
    opening.write(writer, this.#timeUs(opening.localMs, opening.eventMs));
  }

  /** Forgets all orders, writing nothing. */
  forget(): void {
    this.#table.clear();
  }

  /** Says that the levels are not known any more, from the time of `row` on. */
  lose(row: OrderRow, writer: MessageWriter): void {
    this.#stats.gaps++;
    const timeUs = this.#open(row.localMs, row.eventMs, writer);
    writer.add(timeUs, 0, 0, abi.KIND_GAP);
  }

  /** Takes an event. */
  take(row: OrderRow, writer: MessageWriter): void {
    if (row.action === DELETED) {
      this.delete(row.id, row.localMs, row.eventMs, writer);
      return;
    }
    const slot = this.#table.find(row.id);
    if (slot < 0) {
      if (row.action !== CREATED) this.#stats.unknownOrders++;
      this.#create(row, writer);
      return;
    }
    if (row.action === CREATED) this.#stats.recreatedOrders++;
    this.#change(slot, row, writer);
  }

  delete(id: number, localMs: number, eventMs: number, writer: MessageWriter): void {
    const table = this.#table;
    const slot = table.find(id);
    if (slot < 0) {
      this.#stats.unknownOrders++;
      return;
    }
    const timeUs = this.#open(localMs, eventMs, writer);
    this.#buryGhosts(slot, eventMs, timeUs, writer);
    this.#add(slot, -this.#standing(slot), timeUs, writer);
    table.remove(slot);
  }

  /** @returns whether the order may be deleted later: it lives, and no other delete waits */
  holdDelete(id: number): boolean {
    const slot = this.#table.find(id);
    const isAlive = slot >= 0 && (this.#table.flags[slot] & ORDER_LEAVING) === 0;
    if (isAlive) this.#table.flags[slot] |= ORDER_LEAVING;
    else this.#stats.unknownOrders++;
    return isAlive;
  }

  #create(row: OrderRow, writer: MessageWriter): void {
    const slot = this.#table.put(row.id);
    const timeUs = this.#open(row.localMs, row.eventMs, writer);
    this.#place(slot, row);
    this.#add(slot, row.lots, timeUs, writer);
  }

  #change(slot: number, row: OrderRow, writer: MessageWriter): void {
    const table = this.#table;
    const timeUs = this.#open(row.localMs, row.eventMs, writer);
    this.#buryGhosts(slot, row.eventMs, timeUs, writer);
    const before = this.#standing(slot);
    const isBid = (table.flags[slot] & ORDER_BID) !== 0;
    table.flags[slot] &= ~ORDER_GHOST;
    if (row.price === table.prices[slot] && row.isBid === isBid) {
      table.lots[slot] = row.lots;
      this.#add(slot, row.lots - before, timeUs, writer);
      return;
    }
    this.#add(slot, -before, timeUs, writer);
    this.#place(slot, row);
    this.#add(slot, row.lots, timeUs, writer);
  }

  #place(slot: number, row: OrderRow): void {
    const table = this.#table;
    table.prices[slot] = row.price;
    table.lots[slot] = row.lots;
    table.sinceMs[slot] = row.eventMs;
    table.flags[slot] = row.isBid ? ORDER_BID : 0;
  }

  /** What of an order that the feed tells of is in the book; a ghost is not. */
  #standing(slot: number): number {
    if ((this.#table.flags[slot] & ORDER_GHOST) === 0) return this.#table.lots[slot];
    this.#stats.revivedGhosts++;
    return 0;
  }

  #buryGhosts(witness: number, eventMs: number, timeUs: number, writer: MessageWriter): void {
    const ghosts = this.#ghosts;
    if (ghosts === null) return;
    for (;;) {
      const slot = ghosts.find(witness, eventMs);
      if (slot < 0) return;
      this.#stats.ghostOrders++;
      this.#add(slot, -this.#table.lots[slot], timeUs, writer);
      this.#table.flags[slot] |= ORDER_GHOST;
    }
  }

  /** Writes by how many lots the level of an order changes. */
  #add(slot: number, lots: number, timeUs: number, writer: MessageWriter): void {
    if (lots === 0) return;
    const side = this.#table.flags[slot] & ORDER_BID ? abi.SIDE_BID : abi.SIDE_ASK;
    const size = lots / LOTS_PER_COIN;
    writer.add(timeUs, this.#table.prices[slot], size, abi.KIND_LEVEL_CHANGE | side);
  }

  #open(localMs: number, eventMs: number, writer: MessageWriter): number {
    const timeUs = this.#timeUs(localMs, eventMs);
    writer.open(timeUs, localMs * 1000, NaN);
    return timeUs;
  }

  #timeUs(localMs: number, eventMs: number): number {
    return (this.#isLocal ? localMs : eventMs) * 1000;
  }
}
