/** Clock skew: a histogram with quantiles that are right within a percent, in constant memory. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Quantiles } from "../../bindings/cli/inspect/quantiles.ts";
import { SkewHistogram, skewLines } from "../../bindings/cli/inspect/skew.ts";

test("a quantile is right within a percent, for either sign", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1 }),
      fc.constantFrom(0.01, 0.5, 0.99),
      (values, share) => {
        const quantiles = new Quantiles();
        for (const value of values) quantiles.add(value);
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.max(Math.ceil(share * values.length), 1) - 1];
        const error = Math.abs(quantiles.at(share) - exact);
        expect(error).toBeLessThanOrEqual(Math.max(Math.abs(exact) * 0.01, 1));
      },
    ),
  );
});

test("a skew stands in the class whose bounds hold it", () => {
  const histogram = new SkewHistogram();
  for (const ms of [-1500, -1, 0, 0.9, 1, 7000, NaN]) histogram.add(ms * 1000);
  const { classes = [], minMs, maxMs } = histogram.skew ?? {};
  const held = classes.filter(({ messages }) => messages > 0);
  expect(held.map(({ fromMs, toMs, messages }) => [fromMs, toMs, messages])).toEqual([
    [-2000, -1000, 1],
    [-1, 0, 1],
    [0, 1, 2],
    [1, 2, 1],
    [5000, null, 1],
  ]);
  expect([minMs, maxMs, histogram.early]).toEqual([-1500, 7000, 2]);
});

test("without receive times there is no skew", () => {
  const histogram = new SkewHistogram();
  histogram.add(NaN);
  expect(histogram.skew).toBeNull();
  expect(skewLines(histogram.skew)).toEqual(["no receive times"]);
});
