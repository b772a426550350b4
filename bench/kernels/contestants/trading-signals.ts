/** trading-signals, one value at a time. */
import { type Contestant, streamed } from "../kernel.ts";
import { modulePeer, versionOf } from "../peer.ts";

interface Stream<T> {
  update(x: number, replace: boolean): T | null;
}

interface Api {
  readonly SMA: new (interval: number) => Stream<number>;
  readonly EMA: new (interval: number) => Stream<number>;
  readonly BollingerBands: new (
    interval: number,
    width: number,
  ) => Stream<{ lower: number; middle: number; upper: number }>;
}

const { SMA, EMA, BollingerBands } = await modulePeer<Api>("trading-signals");

export const contestant: Contestant = {
  name: "trading-signals, streaming",
  version: versionOf("trading-signals"),
  run({ statistic, window }, column) {
    if (statistic === "mean") {
      const sma = new SMA(window);
      return { answers: streamed(column, (x) => sma.update(x, false) ?? Number.NaN) };
    }
    if (statistic === "ewma") {
      const ema = new EMA(window);
      return { answers: streamed(column, (x) => ema.update(x, false) ?? Number.NaN) };
    }
    if (statistic !== "sigma" && statistic !== "zscore" && statistic !== "bands") return undefined;
    const bands = new BollingerBands(window, 2);
    const update = (x: number) => {
      const answer = bands.update(x, false);
      if (answer === null) return Number.NaN;
      if (statistic === "bands") return answer.upper;
      const sigma = (answer.upper - answer.middle) / 2;
      return statistic === "sigma" ? sigma : (x - answer.middle) / sigma;
    };
    return { answers: streamed(column, update) };
  },
};
