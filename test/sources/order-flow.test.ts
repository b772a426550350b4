/** Order flow explains the move it is part of as much as others found, and hardly the next one. */
import { describe, expect, test } from "vitest";
import { sharedPath } from "../helpers/shared.ts";
import { rSquared } from "./proofs/order-flow.ts";
import { ORDER_FLOW_PROOFS } from "./proofs/order-flow-cases.ts";
import { holds } from "./proofs/proof.ts";

test("R2 is the share of the squares that a fitted line takes away", () => {
  const pairs = [1, 2, 3, 4].map((x) => [x, [2, 1, 4, 3][x - 1]] as const);
  // The line 1 + 0.6 x leaves 3.2 of 5.
  expect(rSquared(pairs)).toBeCloseTo(1 - 3.2 / 5, 12);
});

describe.each(ORDER_FLOW_PROOFS)("$name", ({ needs, run }) => {
  const paths = needs.map(sharedPath);

  test.skipIf(paths.includes(null))(
    "within 0.01, and below 0.05 of the next interval",
    async () => {
      const proof = await run(...(paths as string[]));
      expect(holds(proof), JSON.stringify(proof)).toBe(true);
      expect(proof.seen?.r2OfNextInterval).toBeLessThan(0.05);
    },
  );
});
