import { describe, expect, test } from "vitest";
import * as indicators from "../../bindings/compat/technicalindicators/index.ts";
import { describeContest } from "./contest.ts";
import { ewmOf, ifKnown } from "./exponential.ts";
import { installedPeer } from "./peers.ts";
import { calculated, streamed } from "./technical.ts";

const peer = await installedPeer("technicalindicators");

for (const period of [1, 2, 9, 20]) {
  describeContest({
    name: `EMA(${period}) streamed`,
    ours: streamed(indicators.EMA, { period }),
    peer: peer && streamed(peer.EMA, { period }),
    judge: (seen) => {
      const { mean, count } = ewmOf(seen, 2 / (period + 1), period);
      return count < period ? undefined : ifKnown(seen, mean);
    },
    window: Infinity,
    wrong: ["oneNaN", "firstNaN", "infinities"],
  });
}

for (const period of [1, 2, 9, 20]) {
  test(`EMA(${period}) answers at once as one by one`, () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => 100 + Math.sin(i));
    const found = calculated(indicators.EMA, { period })(values);
    const expected = streamed(indicators.EMA, { period })(values);
    expect(found).toHaveLength(expected.length);
    for (const [i, x] of found.entries()) {
      if (x === undefined) expect(expected[i]).toBeUndefined();
      else expect(x).toBeCloseTo(expected[i]!, 11);
    }
    if (peer) {
      const theirs = calculated(peer.EMA, { period })(values);
      expect(theirs.map((x) => x === undefined)).toEqual(found.map((x) => x === undefined));
    }
  });
}

const both: [string, typeof indicators][] = [["ours", indicators]];
if (peer) both.push(["peer", peer]);

describe.each(both)("EMA of %s", (_, library) => {
  const values = [1, 3, 5, 9];
  test("begins with the mean of the period, and goes on", () => {
    const made = new library.EMA({ period: 3, values });
    expect(made.getResult()).toEqual([3, 6]);
    expect(made.nextValue(10)).toBe(8);
    const cold = new library.EMA({ period: 2, values: [1] });
    expect([cold.nextValue(3), cold.nextValue(5)]).toEqual([2, 4]);
    expect(new library.EMA({ period: 2, values: [] }).getResult()).toEqual([]);
  });
  test("turns input and results, and formats", () => {
    const input = { period: 3, values: [...values].reverse(), reversedInput: true };
    expect(library.ema(input)).toEqual([6, 3]);
    expect(library.EMA.calculate({ ...input, format: (x: number) => -x })).toEqual([-6, -3]);
  });
});

test("EMA refuses what is no series and no period", () => {
  expect(() => indicators.ema({ period: 3 } as never)).toThrow(TypeError);
  for (const period of [0, 1.5, Number.NaN]) {
    expect(() => indicators.ema({ period, values: [1, 2] })).toThrow(RangeError);
  }
});

test.skipIf(!peer)("peer: a first average of 0 is not given, and its value taken twice", () => {
  const input = { period: 2, values: [-1, 1, 1] };
  expect(indicators.ema(input)).toEqual([0, 2 / 3]);
  expect(peer.ema(input)).toEqual([2 / 3, 8 / 9]);
});
