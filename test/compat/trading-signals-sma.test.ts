import { describe, expect, test } from "vitest";
import { NotEnoughDataError, SMA } from "../../bindings/compat/trading-signals/index.ts";
import { mean } from "../naive/numbers.ts";
import { describeContest } from "./contest.ts";
import { installedPeer } from "./peers.ts";
import { describeReplacing } from "./replacing.ts";

const peer = await installedPeer("trading-signals");

for (const interval of [1, 2, 9, 20]) {
  describeContest({
    name: `SMA(${interval})`,
    ours: (values) => new SMA(interval).updates(Array.from(values)),
    peer: peer && ((values) => new peer.SMA(interval).updates(Array.from(values))),
    judge: (seen) => (seen.length < interval ? null : mean(seen.slice(-interval))),
    window: interval,
    wrong: [],
  });
  describeReplacing({
    name: `SMA(${interval})`,
    ours: () => new SMA(interval),
    peer: peer && (() => new peer.SMA(interval)),
  });
}

describe("an indicator", () => {
  test.each([["ours", { SMA, NotEnoughDataError }], ...(peer ? [["peer", peer]] : [])])(
    "has no result before the interval is full: %s",
    (_, library) => {
      const sma = new library.SMA(3);
      expect(sma.interval).toBe(3);
      expect(sma.getRequiredInputs()).toBe(3);
      expect(sma.updates([1, 2])).toEqual([null, null]);
      expect([sma.isStable, sma.getResult()]).toEqual([false, null]);
      expect(() => sma.getResultOrThrow()).toThrow(library.NotEnoughDataError);
      expect(new library.NotEnoughDataError(3).name).toBe("NotEnoughDataError");
      expect(sma.add(6)).toBe(3);
      expect([sma.isStable, sma.getResult(), sma.getResultOrThrow()]).toEqual([true, 3, 3]);
      expect(sma.replace(9)).toBe(4);
      expect(sma.updates([10, 13], true)).toEqual([13 / 3, 16 / 3]);
      expect(sma.getResult()).toBe(16 / 3);
    },
  );
  test("refuses an interval that is no window", () => {
    for (const interval of [0, -1, 2.5, Number.NaN, 2 ** 25]) {
      expect(() => new SMA(interval)).toThrow(RangeError);
    }
  });
});
