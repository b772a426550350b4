import { describe, expect, test } from "vitest";
import * as indicators from "../../bindings/compat/technicalindicators/index.ts";
import { VWAP } from "../../bindings/compat/trading-signals/index.ts";
import { candlesOf, drawCandle, typicalPrice, vwapOf } from "./candles.ts";
import { describeContest } from "./contest.ts";
import { installedPeer } from "./peers.ts";
import { describeReplacing } from "./replacing.ts";

const signals = await installedPeer("trading-signals");
const technical = await installedPeer("technicalindicators");

function expected(seen: number[]): number {
  const candles = candlesOf(seen);
  const newest = typicalPrice(candles[candles.length - 1]);
  return Number.isFinite(newest) ? vwapOf(candles, typicalPrice) : Number.NaN;
}

describeContest({
  name: "VWAP of trading-signals",
  ours: (values) => new VWAP().updates(candlesOf(values)),
  peer: signals && ((values) => new signals.VWAP().updates(candlesOf(values))),
  judge: (seen) => (candlesOf(seen)[seen.length - 1].volume === 0 ? null : expected(seen)),
  window: Infinity,
  wrong: ["oneNaN", "firstNaN", "infinities"],
});

function columnsOf(values: Float64Array) {
  const candles = candlesOf(values);
  return {
    high: candles.map(({ high }) => high),
    low: candles.map(({ low }) => low),
    close: candles.map(({ close }) => close),
    volume: candles.map(({ volume }) => volume),
  };
}

const streamed = (library: typeof indicators) => (values: Float64Array) => {
  const made = new library.VWAP({ high: [], low: [], close: [], volume: [] });
  return candlesOf(values).map((candle) => made.nextValue(candle));
};

for (const [way, through] of [
  ["nextValue", streamed],
  ["calculate", (library) => (values) => library.VWAP.calculate(columnsOf(values))],
] as [string, typeof streamed][]) {
  describeContest({
    name: `VWAP of technicalindicators by ${way}`,
    ours: through(indicators),
    peer: technical && through(technical),
    judge: expected,
    window: Infinity,
    wrong: ["oneNaN", "firstNaN", "infinities"],
  });
}

const withVolume = (volume: number) => ({ high: 11, low: 9, close: 10, volume });
const higher = { high: 21, low: 19, close: 20, volume: 1 };

describeReplacing({
  name: "VWAP",
  ours: () => new VWAP(),
  peer: undefined,
  draw: drawCandle,
});
describeReplacing({
  name: "VWAP of candles with volume",
  ours: () => new VWAP(),
  peer: signals && (() => new signals.VWAP()),
  draw: (random) => ({ ...drawCandle(random), volume: random.integer(1, 4000) / 1000 }),
});

describe("VWAP.replace of trading-signals", () => {
  test.skipIf(!signals)("peer: a candle without volume does not replace", () => {
    const answers = [VWAP, signals.VWAP].map((Made) => {
      const vwap = new Made();
      vwap.add(withVolume(1));
      vwap.add(higher);
      vwap.replace(withVolume(0));
      return vwap.add(withVolume(1));
    });
    expect(answers).toEqual([10, 40 / 3]);
  });
  test.skipIf(!signals)("peer: replaces the candle before one without volume", () => {
    const answers = [VWAP, signals.VWAP].map((Made) => {
      const vwap = new Made();
      vwap.add(withVolume(1));
      vwap.add(withVolume(0));
      return vwap.replace(higher);
    });
    expect(answers).toEqual([15, 20]);
  });
  test.skipIf(!signals)("peer: a huge volume that is replaced takes the others with it", () => {
    const answers = [VWAP, signals.VWAP].map((Made) => {
      const vwap = new Made();
      vwap.add(withVolume(1));
      vwap.add(withVolume(1e20));
      return vwap.replace(higher);
    });
    expect(answers).toEqual([15, 20]);
  });
});

test("VWAP does not lose small volumes beside a huge one", () => {
  const vwap = new VWAP();
  vwap.add(withVolume(1e16));
  for (let i = 0; i < 1000; i++) vwap.add(higher);
  expect(vwap.getResult()).toBeCloseTo(10 + 1e-12, 14);
});

describe("VWAP of technicalindicators", () => {
  const columns = columnsOf(Float64Array.of(10, 30, 20));
  test.each([["ours", indicators], ...(technical ? [["peer", technical]] : [])])(
    "turns input and results, and leaves the input as it was: %s",
    (_, library) => {
      const turned = Object.fromEntries(
        Object.entries(columns).map(([name, column]) => [name, [...column].reverse()]),
      );
      const before = structuredClone(turned);
      const results = library.vwap({ ...turned, reversedInput: true });
      expect(results).toEqual(library.vwap(columns).reverse());
      expect(turned).toEqual(before);
    },
  );
  test("refuses columns that do not match", () => {
    expect(() => indicators.vwap({ ...columns, low: [] })).toThrow(RangeError);
    expect(() => indicators.vwap({ ...columns, low: 3 as never })).toThrow(TypeError);
    if (technical) expect(() => technical.vwap({ ...columns, low: [] })).toThrow();
  });
});
