/** From LOBSTER's messages the engine makes LOBSTER's own order book. */
import { expect, test } from "vitest";
import { sharedPath } from "../helpers/shared.ts";
import { lobsterReplay, lobsterSteps, lobsterTransitions } from "./proofs/lobster.ts";

const folder = sharedPath("data/lobster-20120621");

test.skipIf(folder === null)("AMZN: 57514 of 57514 steps explained by the message", async () => {
  const { expected, found } = await lobsterTransitions(folder!);
  expect(found).toEqual(expected);
});

test.skipIf(folder === null)("AAPL, 50 levels: all but the 90 rows of one phantom", async () => {
  const { expected, found } = await lobsterReplay(folder!);
  expect(found).toEqual(expected);
});

test.skipIf(folder === null)("AAPL, 10 levels: 998 of 998 steps", async () => {
  const { expected, found } = await lobsterSteps(folder!);
  expect(found).toEqual(expected);
});
