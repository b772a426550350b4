import { describe, expect, test } from "vitest";
import * as indicators from "../../bindings/compat/technicalindicators/index.ts";
import { mean } from "../naive/numbers.ts";
import { describeContest } from "./contest.ts";
import { installedPeer } from "./peers.ts";
import { calculated, streamed } from "./technical.ts";

const peer = await installedPeer("technicalindicators");

for (const period of [1, 2, 9, 20]) {
  for (const [way, through] of Object.entries({ streamed, calculated })) {
    describeContest({
      name: `SMA(${period}) ${way}`,
      ours: through(indicators.SMA, { period }),
      peer: peer && through(peer.SMA, { period }),
      judge: (seen) => (seen.length < period ? undefined : mean(seen.slice(-period))),
      window: period,
      // a window of one value is exact again when the spike is gone
      wrong: ["oneNaN", "firstNaN", "infinities", ...(period > 1 ? ["spike" as const] : [])],
    });
  }
}

const both: [string, typeof indicators][] = [["ours", indicators]];
if (peer) both.push(["peer", peer]);

describe.each(both)("SMA of %s", (_, library) => {
  const values = [1, 2, 4, 8, 16];
  test("goes on where the constructor's values end", () => {
    const made = new library.SMA({ period: 3, values });
    expect(made.getResult()).toEqual([7 / 3, 14 / 3, 28 / 3]);
    expect([made.period, made.price]).toEqual([3, values]);
    expect(made.nextValue(3)).toBe(9);
    expect(made.getResult()).toHaveLength(3);
    const cold = new library.SMA({ period: 3, values: [1] });
    expect([cold.nextValue(2), cold.nextValue(6)]).toEqual([undefined, 3]);
  });
  test("turns input and results, and leaves the input as it was", () => {
    const turned = [...values].reverse();
    const input = { period: 2, values: turned, reversedInput: true };
    expect(library.sma(input)).toEqual([12, 6, 3, 1.5]);
    expect(library.SMA.calculate(input)).toEqual([12, 6, 3, 1.5]);
    expect(turned).toEqual([16, 8, 4, 2, 1]);
  });
  test("formats, and rounds to the configured precision", () => {
    const format = (x: number) => Math.round(x);
    expect(library.sma({ period: 3, values, format })).toEqual([2, 5, 9]);
    library.setConfig("precision", 3);
    try {
      expect(library.getConfig("precision")).toBe(3);
      expect(library.sma({ period: 3, values })).toEqual([2.33, 4.67, 9.33]);
      const made = new library.SMA({ period: 3, values: [1, 2] });
      expect(made.nextValue(4)).toBe(2.33);
    } finally {
      library.setConfig("precision", undefined);
    }
  });
});

test("SMA refuses what is no series and no window", () => {
  expect(() => indicators.sma({ period: 3 } as never)).toThrow(TypeError);
  expect(() => indicators.sma(undefined as never)).toThrow(TypeError);
  for (const period of [0, 1.5, Number.NaN, "3" as never]) {
    expect(() => new indicators.SMA({ period, values: [1, 2] })).toThrow(RangeError);
  }
});
