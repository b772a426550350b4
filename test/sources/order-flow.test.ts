/** Order flow explains the move it is part of as much as was published, and hardly the next. */
import { expect, test } from "vitest";
import { sharedPath } from "../helpers/shared.ts";
import { PROOFS } from "./proofs/all.ts";

const fits = PROOFS.filter(({ name }) => name.includes("OFI"));

test.each(fits)("$name", { timeout: 60_000 }, async ({ needs, run }) => {
  const paths = needs.map(sharedPath);
  if (paths.includes(null)) return;
  const { expected, found, seen } = await run(...(paths as string[]));
  expect(found).toEqual(expected);
  expect(seen?.next).toBeLessThan(0.05);
});
