/**
 * Orders of an opening snapshot that are no longer there.
 *
 * The snapshot is taken beside the feed, and an order that goes away between the two is never
 * deleted: a ghost. When the market moves through its price it leaves the book crossed for ever.
 *
 * Rule: an order of the snapshot is a ghost as soon as the feed changes or deletes an order of the
 * other side which had stood at its price or beyond for `GHOST_MS` of exchange time. The two would
 * have traded at once, so one of them was not there; the feed has just shown that the other one
 * was. That is causal, needs no look ahead, and a lost delete of a newer order proves nothing.
 * Orders which are only waiting to be matched are gone within milliseconds, far below `GHOST_MS`.
 *
 * Cost: constant time per event; the orders of the snapshot once, sorted.
 */
import type { Opening } from "./opening.ts";
import { ORDER_BID, ORDER_GHOST, ORDER_OPENING, type OrderTable } from "./order-table.ts";

/** How long an order must have stood beyond another one to prove it a ghost. */
export const GHOST_MS = 1000;

/** Orders of one side of a snapshot, from the touch outward, and the first that may still live. */
class Side {
  readonly ids: readonly number[];
  readonly prices: readonly number[];
  next = 0;

  constructor(opening: Opening, isBid: boolean) {
    const places = opening.order(isBid);
    this.ids = places.map((at) => opening.ids[at]);
    this.prices = places.map((at) => opening.prices[at]);
  }
}

export class GhostRule {
  readonly #table: OrderTable;
  #bids: Side | null = null;
  #asks: Side | null = null;

  constructor(table: OrderTable) {
    this.#table = table;
  }

  /** A snapshot begins the book. */
  arm(opening: Opening): void {
    this.#bids = new Side(opening, true);
    this.#asks = new Side(opening, false);
  }

  /**
   * @param witness slot of an order that the feed changes or deletes at `eventMs`
   * @returns slot of an order that this proves a ghost, -1 if there is none (more)
   */
  find(witness: number, eventMs: number): number {
    const table = this.#table;
    const flags = table.flags[witness];
    const side = flags & ORDER_BID ? this.#asks : this.#bids;
    if (side === null || flags & ORDER_GHOST) return -1;
    if (!(eventMs - table.sinceMs[witness] >= GHOST_MS)) return -1;
    const slot = this.#firstLiving(side);
    if (slot < 0) return -1;
    const distance = table.prices[witness] - side.prices[side.next];
    const isBeyond = flags & ORDER_BID ? distance >= 0 : distance <= 0;
    return isBeyond ? slot : -1;
  }

  #firstLiving(side: Side): number {
    const table = this.#table;
    for (; side.next < side.ids.length; side.next++) {
      const slot = table.find(side.ids[side.next]);
      if (slot < 0) continue;
      if ((table.flags[slot] & (ORDER_OPENING | ORDER_GHOST)) === ORDER_OPENING) return slot;
    }
    return -1;
  }
}
