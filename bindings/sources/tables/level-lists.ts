/** One side of a whole book in a row of a table: a list of prices and a list of their sizes. */
import * as abi from "../../../assembly/abi.ts";
import { ShownSide } from "../reading/shown-side.ts";
import { type LevelRun, UNREADABLE } from "./row.ts";

export class LevelLists {
  readonly side: ShownSide;
  readonly #name: string;

  constructor(name: "bids" | "asks") {
    this.#name = name;
    this.side = new ShownSide(name === "bids" ? abi.SIDE_BID : abi.SIDE_ASK);
  }

  /**
   * Reads the levels of a row into `side`; an empty level is passed over.
   * @returns "" if all were understood, else the reason why not
   */
  read(prices: LevelRun, sizes: LevelRun): string {
    const side = this.side;
    side.begin();
    if (prices.count !== sizes.count) {
      return `${this.#name} must have as many sizes (${sizes.count}) as prices (${prices.count})`;
    }
    for (let level = 0; level < prices.count; level++) {
      const price = prices.values[prices.from + level];
      const size = sizes.values[sizes.from + level];
      const isMissing = Number.isNaN(price) || Number.isNaN(size);
      if (isMissing || (size === 0 && price !== UNREADABLE)) continue;
      if (!(size > 0 && size < Infinity && Math.abs(price) < Infinity)) {
        return `${this.#name} must be finite prices with sizes from 0 up, see level ${level}`;
      }
      if (!side.add(price, size)) {
        return `${this.#name} must stand in order from the best one outward, see level ${level}`;
      }
    }
    return "";
  }
}
