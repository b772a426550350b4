/** A book as two Maps from price in ticks to lots, and the tick each operation becomes. */
import * as abi from "../../assembly/abi.ts";

export type Operation =
  | { kind: "set" | "change"; side: "bid" | "ask"; away: number; lots: number; end: boolean }
  | { kind: "drift"; by: number }
  | { kind: "clear"; end: boolean };

const FURTHEST = 2 ** 30;
const KIND = { set: abi.KIND_LEVEL_SET, change: abi.KIND_LEVEL_CHANGE };
const SIDE = { bid: abi.SIDE_BID, ask: abi.SIDE_ASK };

export class BookModel {
  readonly #sides = { bid: new Map<number, number>(), ask: new Map<number, number>() };
  #centre = 100_000;

  /** Applies an operation; the tick says it to an engine, null where there is nothing to say. */
  apply(operation: Operation): { price: number; lots: number; flags: number } | null {
    if (operation.kind === "drift") {
      const moved = this.#centre + operation.by;
      if (Math.abs(moved) < FURTHEST / 2) this.#centre = moved;
      return null;
    }
    const last = operation.end ? abi.TICK_LAST : 0;
    if (operation.kind === "clear") {
      this.#sides.bid.clear();
      this.#sides.ask.clear();
      return { price: 0, lots: 0, flags: abi.KIND_CLEAR | last };
    }
    const { kind, side, lots } = operation;
    const price = this.#centre + operation.away;
    if (Math.abs(price) > FURTHEST) return null;
    const held = this.#sides[side].get(price) ?? 0;
    const after = kind === "set" ? lots : held + lots;
    if (after === 0) this.#sides[side].delete(price);
    else if (after > 0) this.#sides[side].set(price, after);
    return { price, lots, flags: KIND[kind] | SIDE[side] | last };
  }

  /** The best n levels of a side, best first. */
  levels(side: "bid" | "ask", n: number): { price: number; lots: number }[] {
    const direction = side === "bid" ? -1 : 1;
    return [...this.#sides[side]]
      .map(([price, lots]) => ({ price, lots }))
      .sort((a, b) => (a.price - b.price) * direction)
      .slice(0, n);
  }

  depthLots(side: "bid" | "ask", n: number): number {
    return this.levels(side, n).reduce((sum, { lots }) => sum + lots, 0);
  }
}
