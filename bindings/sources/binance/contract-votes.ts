/**
 * Linear or inverse? The third number of a trade tells, to the last digit printed:
 *
 *   linear   price * quantity = quote quantity            spot, USD-M
 *   inverse  contracts * dollars / price = base quantity  COIN-M, 100 or 10 dollars a contract
 */
import type { Cells } from "../reading/cells.ts";
import type { InstrumentFacts } from "../source.ts";

type Contract = Pick<InstrumentFacts, "contract" | "multiplier">;

const CANDIDATES: readonly Contract[] = [
  { contract: "linear", multiplier: 1 },
  { contract: "inverse", multiplier: 100 },
  { contract: "inverse", multiplier: 10 },
];
const POINT = 0x2e;

/** A little more than one unit of the last digit, by the number of decimals. */
const LAST_UNITS = Array.from({ length: 23 }, (_, count) => 1.1 * 10 ** -count);

export class ContractVotes {
  readonly #votes = CANDIDATES.map(() => 0);

  /** Takes one row into account. */
  take(price: number, size: number, cells: Cells, totalCell: number): void {
    const total = cells.number(totalCell);
    // The last digit may have been cut off or rounded.
    const unit = LAST_UNITS[decimals(cells, totalCell)] ?? 0;
    const slack = unit + 1e-9 * Math.abs(total);
    for (let index = 0; index < CANDIDATES.length; index++) {
      const { contract, multiplier } = CANDIDATES[index];
      const expected = contract === "linear" ? price * size : (size * multiplier) / price;
      if (Math.abs(expected - total) <= slack) this.#votes[index]++;
    }
  }

  /** What most rows agree with; null if none agrees with anything. */
  get winner(): Contract | null {
    const most = Math.max(...this.#votes);
    return most === 0 ? null : CANDIDATES[this.#votes.indexOf(most)];
  }
}

function decimals(cells: Cells, cell: number): number {
  const { bytes } = cells;
  const end = cells.to[cell];
  let at = cells.from[cell];
  while (at < end && bytes[at] !== POINT) at++;
  return Math.max(end - at - 1, 0);
}
