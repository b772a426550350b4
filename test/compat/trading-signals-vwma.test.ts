import { describe, expect, test } from "vitest";
import { EMA, VWMA } from "../../bindings/compat/trading-signals/index.ts";
import { Random } from "../helpers/random.ts";
import { candlesOf, drawCandle, vwapOf } from "./candles.ts";
import { describeContest } from "./contest.ts";
import { installedPeer } from "./peers.ts";
import { describeReplacing } from "./replacing.ts";

const peer = await installedPeer("trading-signals");

for (const interval of [1, 2, 9, 20]) {
  describeContest({
    name: `VWMA(${interval})`,
    ours: (values) => new VWMA(interval).updates(candlesOf(values)),
    peer: peer && ((values) => new peer.VWMA(interval).updates(candlesOf(values))),
    judge: (seen) => {
      const candles = candlesOf(seen).slice(-interval);
      if (candles.length < interval || candles.every(({ volume }) => volume === 0)) return null;
      const isKnown = candles.every(({ close }) => Number.isFinite(close));
      return isKnown ? vwapOf(candles, ({ close }) => close) : Number.NaN;
    },
    window: interval,
    wrong: [],
    // volumes are up to four times as large as the smallest
    tolerance: { rel: 1e-12, scale: 4e-15 },
  });
  describeReplacing({
    name: `VWMA(${interval}), some candles without volume`,
    ours: () => new VWMA(interval),
    peer: undefined,
    draw: drawCandle,
  });
  describeReplacing({
    name: `VWMA(${interval})`,
    ours: () => new VWMA(interval),
    peer: peer && (() => new peer.VWMA(interval)),
    draw: (random) => ({ ...drawCandle(random), volume: random.integer(1, 999) / 100 }),
  });
}

describe("VWMA", () => {
  test("without volume has no answer, also after other volumes", () => {
    const vwma = new VWMA(2);
    const candle = (volume: number) => ({ high: 3, low: 1, close: 2, volume });
    const answers = vwma.updates([0.1, 0.2, 0.3, 0, 0, 0].map(candle));
    expect(answers).toEqual([null, 2, 2, 2, null, null]);
    expect(vwma.getResult()).toBe(2);
  });
  test.skipIf(!peer)("peer: keeps the result of a candle that is replaced by one without", () => {
    const results = [VWMA, peer.VWMA].map((Made) => {
      const vwma = new Made(1);
      vwma.add({ high: 3, low: 1, close: 2, volume: 1 });
      vwma.add({ high: 9, low: 7, close: 8, volume: 1 });
      vwma.replace({ high: 9, low: 7, close: 8, volume: 0 });
      return vwma.getResult();
    });
    expect(results).toEqual([2, 8]);
  });
  test.skipIf(!peer)("points where the peer's points", () => {
    for (const [ours, theirs] of [
      [new VWMA(5), new peer.VWMA(5)],
      [new VWMA(5, EMA, 9), new peer.VWMA(5, peer.EMA, 9)],
    ]) {
      const random = new Random(41);
      for (let i = 0; i < 500; i++) {
        const candle = { ...drawCandle(random), volume: random.integer(1, 999) };
        const isReplacing = i > 0 && random.chance(0.3);
        ours.update(candle, isReplacing);
        theirs.update(candle, isReplacing);
        expect(ours.getSignal()).toEqual(theirs.getSignal());
      }
    }
  });
});
