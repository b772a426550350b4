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

export class ContractVotes {
  readonly #votes = CANDIDATES.map(() => 0);

  /** Takes one row into account. */
  take(price: number, size: number, cells: Cells, totalCell: number): void {
    const total = cells.number(totalCell);
    // The last digit may have been cut off or rounded.
    const slack = 1.1 * 10 ** -decimals(cells, totalCell) + 1e-9 * Math.abs(total);
    CANDIDATES.forEach(({ contract, multiplier }, index) => {
      const expected = contract === "linear" ? price * size : (size * multiplier) / price;
      if (Math.abs(expected - total) <= slack) this.#votes[index]++;
    });
  }

  /** What most rows agree with; null if none agrees with anything. */
  get winner(): Contract | null {
    const most = Math.max(...this.#votes);
    return most === 0 ? null : CANDIDATES[this.#votes.indexOf(most)];
  }
}

function decimals(cells: Cells, cell: number): number {
  const point = cells.bytes.subarray(cells.from[cell], cells.to[cell]).indexOf(POINT);
  return point < 0 ? 0 : cells.to[cell] - cells.from[cell] - point - 1;
}
