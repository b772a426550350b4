/**
 * On real recordings the engine's books have the checksums the venue sent, are never crossed, and
 * show the best prices the venue published beside them.
 */
import { describe, expect, test } from "vitest";
import { sharedPath } from "../helpers/shared.ts";
import { crc32 } from "./proofs/crc32.ts";
import { krakenChecksums } from "./proofs/kraken.ts";
import { CAPTURE_PROOFS } from "./proofs/venue-captures.ts";

const KRAKEN = [
  "data/book-checksums/kraken_spot_20210417.jsonl.gz",
  "data/book-checksums/original_cryptofeed_KRAKEN.ws.50.0.gz",
  "data/formats/cryptofeed_v3/KRAKEN.jsonl.zst",
].map((path) => ({ path, full: sharedPath(path) }));

test("the judge's CRC-32 has the check value of its definition", () => {
  expect(crc32("123456789")).toBe(0xcbf43926);
});

test.each(KRAKEN)("Kraken: 4269 of 4269 checksums over 10 pairs, $path", async ({ full }) => {
  if (full === null) return;
  const { expected, found } = await krakenChecksums(full);
  expect(found).toEqual(expected);
});

describe.each(CAPTURE_PROOFS)("$name", ({ needs, run }) => {
  const path = sharedPath(needs[0]);

  test.skipIf(path === null)("books are sound and agree with the venue", async () => {
    const { expected, found } = await run(path!);
    expect(found).toEqual(expected);
  });
});
