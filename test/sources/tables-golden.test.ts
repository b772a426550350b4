/** A recording kept as Parquet and as CSV is the same market by both readers. */
import { expect, test } from "vitest";
import { sharedPath } from "../helpers/shared.ts";
import { depthProof, tradesProof } from "./proofs/tables.ts";

const folder = sharedPath("data/binance-btcusdt-fut-20260216");

test.skipIf(folder === null)("2559 books of 25 levels and their signals, to the bit", async () => {
  const { expected, found } = await depthProof(folder!);
  expect(found).toEqual(expected);
});

test.skipIf(folder === null)("11947 trades, 408.09 BTC, 59.3 % bought", async () => {
  const { expected, found } = await tradesProof(folder!);
  expect(found).toEqual(expected);
});
