/**
 * Where the installed peers are wrong, by name: the right value from ours, the peer's beside it, so
 * that we hear of it when the peer is repaired. docs/drop-ins.md lists these names.
 */
import { describe, expect, test } from "vitest";
import * as stdlib from "../../bindings/compat/stdlib/index.ts";
import * as technical from "../../bindings/compat/technicalindicators/index.ts";
import * as signals from "../../bindings/compat/trading-signals/index.ts";
import { prices } from "../calculators/series.ts";
import { installedPeer } from "./peers.ts";
import { spreadOf } from "./spread.ts";

const peers = {
  technical: await installedPeer("technicalindicators"),
  signals: await installedPeer("trading-signals"),
  incrmsum: await installedPeer("@stdlib/stats-incr-msum"),
  incrmmean: await installedPeer("@stdlib/stats-incr-mmean"),
  incrmstdev: await installedPeer("@stdlib/stats-incr-mstdev"),
  increwmean: await installedPeer("@stdlib/stats-incr-ewmean"),
};

const { NaN: unknown } = Number;

function last<T>(values: readonly T[]): T {
  return values[values.length - 1];
}

/** Answers of an accumulator to values one by one. */
function fed(accumulate: (x?: number) => number | null, values: readonly number[]) {
  return values.map((x) => accumulate(x));
}

describe.skipIf(!peers.technical)("technicalindicators", () => {
  const ours = technical;
  const peer = peers.technical;
  test("a zero in the window ends the sum: SD([1,0,2],3)", () => {
    const input = { period: 3, values: [1, 0, 2] };
    expect(ours.sd(input)[0]).toBeCloseTo(Math.sqrt(2 / 3), 15);
    expect(peer.sd(input)).toEqual([0]);
  });
  test("a window with mean 0 repeats the answer before: SD([1,3,-3],2)", () => {
    const input = { period: 2, values: [1, 3, -3] };
    expect(ours.sd(input)).toEqual([1, 3]);
    expect(peer.sd(input)).toEqual([1, 1]);
    const bands = { ...input, stdDev: 1 };
    expect(ours.bollingerbands(bands)[1].middle).toBe(0);
    expect(peer.bollingerbands(bands)[1].middle).toBe(2);
  });
  test("a first window with mean 0 has no answer: SD([-1,1],2)", () => {
    const input = { period: 2, values: [-1, 1] };
    expect(ours.sd(input)).toEqual([1]);
    expect(peer.sd(input)).toEqual([]);
  });
  test("one NaN and the mean is NaN for ever: SMA([1,NaN,3,5,7],2)", () => {
    const input = { period: 2, values: [1, unknown, 3, 5, 7] };
    expect(ours.sma(input)).toEqual([unknown, unknown, 4, 6]);
    expect(peer.sma(input)).toEqual([unknown, unknown, unknown, unknown]);
  });
  test("one NaN and the average is NaN for ever: EMA([1,3,NaN,5],2)", () => {
    const input = { period: 2, values: [1, 3, unknown, 5] };
    expect(ours.ema(input)).toEqual([2, unknown, 4]);
    expect(peer.ema(input)).toEqual([2, unknown, unknown]);
  });
  test("one NaN and the spread stays what it was: SD([1,3,NaN,3,9],2)", () => {
    const input = { period: 2, values: [1, 3, unknown, 3, 9] };
    expect(ours.sd(input)).toEqual([1, unknown, unknown, 3]);
    expect(peer.sd(input)).toEqual([1, 1, 1, 1]);
  });
  test("a spike that has left stays in the mean: SMA of 1e17", () => {
    const input = { period: 2, values: [1, 1, 1e17, 1, 1] };
    expect(ours.sma(input)[3]).toBe(1);
    expect(last<number>(peer.sma(input))).not.toBe(1);
  });
  test("equal values have a spread: SD of 100.1", () => {
    const input = { period: 9, values: Array.from({ length: 9 }, () => 100.1) };
    expect(ours.sd(input)).toEqual([0]);
    expect(peer.sd(input)[0]).toBeGreaterThan(0);
    expect(ours.bollingerbands({ ...input, stdDev: 2 })[0].pb).toBeNaN();
    expect(peer.bollingerbands({ ...input, stdDev: 2 })[0].pb).toBe(0.25);
  });
  test("the first average of EMA is rounded before it is averaged with: precision", () => {
    const input = { period: 2, values: [1.11, 1.12, 1.13] };
    ours.setConfig("precision", 2);
    peer.setConfig("precision", 2);
    try {
      expect(ours.ema({ ...input, format: (x) => x })[0]).toBeCloseTo(1.115, 12);
      expect(peer.ema({ ...input, format: (x: number) => x })[0]).toBe(1.1);
    } finally {
      ours.setConfig("precision", undefined);
      peer.setConfig("precision", undefined);
    }
  });
  test("an input that is refused stays turned around: VWAP", () => {
    const input = () => ({ high: [1, 2], low: [], close: [3, 4], volume: [1, 1] });
    const [mine, theirs] = [input(), input()];
    expect(() => ours.vwap({ ...mine, reversedInput: true })).toThrow(RangeError);
    expect(() => peer.vwap({ ...theirs, reversedInput: true })).toThrow();
    expect(mine.close).toEqual([3, 4]);
    expect(theirs.close).toEqual([4, 3]);
  });
});

describe.skipIf(!peers.signals)("trading-signals", () => {
  const ours = signals;
  const peer = peers.signals;
  test("one NaN and the average is NaN for ever: EMA, RMA, WSMA", () => {
    for (const name of ["EMA", "RMA", "WSMA"] as const) {
      const values = [1, 1, unknown, 1, 1];
      expect(last(new ours[name](2).updates(values))).toBe(1);
      expect(last(new peer[name](2).updates(values))).toBeNaN();
    }
  });
  test("one NaN and the price is NaN for ever: VWAP", () => {
    const candles = [1, unknown, 1].map((close) => ({ high: 1, low: 1, close, volume: 1 }));
    expect(last(new ours.VWAP().updates(candles))).toBe(1);
    expect(last(new peer.VWAP().updates(candles))).toBeNaN();
  });
  test("equal values have a width: BollingerBandsWidth of 100.1", () => {
    const width = (library: typeof ours) => {
      const made = new library.BollingerBandsWidth(new library.BollingerBands(20));
      return last(made.updates(Array.from({ length: 20 }, () => 100.1)));
    };
    expect(width(ours)).toBe(0);
    expect(width(peer)).toBeGreaterThan(0);
  });
});

describe.skipIf(!peers.incrmsum || !peers.incrmstdev)("@stdlib accumulators", () => {
  test("an infinity never leaves: incrmsum, incrmmean, incrmstdev", () => {
    const values = [1, Infinity, 3, 3, 3];
    const newest = (make: typeof stdlib.incrmsum) => last(fed(make(2), values));
    expect([stdlib.incrmsum, stdlib.incrmmean, stdlib.incrmstdev].map(newest)).toEqual([6, 3, 0]);
    for (const make of [peers.incrmsum, peers.incrmmean, peers.incrmstdev]) {
      expect(newest(make)).toBeNaN();
    }
  });
  test("a spike that has left stays in the sum: incrmsum of 1e17", () => {
    expect(last(fed(stdlib.incrmsum(2), [1, 1, 1e17, 1, 1]))).toBe(2);
    expect(last(fed(peers.incrmsum(2), [1, 1, 1e17, 1, 1]))).not.toBe(2);
  });
  test("sigma is NaN for ever after a spike: incrmstdev", () => {
    const values = Array.from(prices(200));
    values[50] = 1e12;
    const expected = spreadOf(values.slice(-20)).sigma * Math.sqrt(20 / 19);
    expect(last(fed(stdlib.incrmstdev(20), values))).toBeCloseTo(expected, 10);
    const found = fed(peers.incrmstdev(20), values).slice(80);
    expect(found.some((x) => Math.abs(x! / expected - 1) > 100 || Number.isNaN(x))).toBe(true);
  });
  test("sigma of two equal prices is NaN: incrmstdev", () => {
    const values = Array.from(prices(200));
    expect(fed(stdlib.incrmstdev(2), values).some(Number.isNaN)).toBe(false);
    expect(fed(peers.incrmstdev(2), values).some(Number.isNaN)).toBe(true);
  });
  test("around a known mean a value is lost when a NaN leaves: incrmstdev(2, 0)", () => {
    const values = [unknown, 3, 3, 3];
    expect(fed(stdlib.incrmstdev(2, 0), values)).toEqual([unknown, unknown, 3, 3]);
    expect(fed(peers.incrmstdev(2, 0), values)[2]).not.toBe(3);
  });
  test("one NaN and the average is NaN for ever: increwmean", () => {
    expect(fed(stdlib.increwmean(0.5), [1, unknown, 3])).toEqual([1, unknown, 2]);
    expect(fed(peers.increwmean(0.5), [1, unknown, 3])).toEqual([1, unknown, unknown]);
  });
});
