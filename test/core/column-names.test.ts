/** A misspelt column is answered with the one that was meant, parameter included. */
import { expect, test } from "vitest";
import { parseColumn } from "../../bindings/core/columns.ts";
import { UnknownNameError } from "../../bindings/core/errors.ts";

function suggestionFor(name: string): string | undefined {
  try {
    parseColumn(name);
  } catch (error) {
    if (error instanceof UnknownNameError) return error.suggestion;
    throw error;
  }
  throw new Error(`${name} is a column`);
}

test.each([
  ["oif", "ofi"],
  ["oif_1s", "ofi_1s"],
  ["depthImbalnce_25bps", "depthImbalance_25bps"],
  ["zScroe.ofi_256", "zScore.ofi_256"],
  ["zscoer.spreadBps_60s", "zScore.spreadBps_60s"],
  ["ewmaa.ofi.score", "ewma.ofi.score"],
])("%s: meant is %s", (name, meant) => {
  expect(suggestionFor(name)).toBe(meant);
});

test.each([
  ["midd_5", "mid"],
  ["zScroe.oif_256", "zScore"],
  ["qoutes_10", "quotes"],
  ["quotes_10", "quotes"],
])("%s: what follows does not fit %s, which is named alone", (name, meant) => {
  expect(suggestionFor(name)).toBe(meant);
});

test("of a score of a misspelt column, the column is named", () => {
  expect(suggestionFor("zScore.oif_256")).toBe("ofi");
});

test("nothing is suggested where no name is near", () => {
  expect(suggestionFor("somethingElseEntirely_5")).toBeUndefined();
});
