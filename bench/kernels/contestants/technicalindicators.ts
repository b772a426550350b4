/** technicalindicators, one value at a time. */
import { type Contestant, streamed } from "../kernel.ts";
import { peer, versionOf } from "../peer.ts";

interface Stream<T> {
  nextValue(x: number): T | undefined;
}

interface Api {
  readonly SMA: new (o: { period: number; values: number[] }) => Stream<number>;
  readonly EMA: new (o: { period: number; values: number[] }) => Stream<number>;
  readonly SD: new (o: { period: number; values: number[] }) => Stream<number>;
  readonly BollingerBands: new (o: {
    period: number;
    stdDev: number;
    values: number[];
  }) => Stream<{ upper: number }>;
}

/** The contestant for a package with the interface of technicalindicators. */
export function technical(name: string): Contestant {
  const { SMA, EMA, SD, BollingerBands } = peer<Api>(name);
  return {
    name: `${name}, streaming`,
    version: versionOf(name),
    run({ statistic, window }, column) {
      const options = { period: window, values: [] };
      if (statistic === "mean") {
        const sma = new SMA(options);
        return { answers: streamed(column, (x) => sma.nextValue(x) as number) };
      }
      if (statistic === "sigma") {
        const sd = new SD(options);
        return { answers: streamed(column, (x) => sd.nextValue(x) as number) };
      }
      if (statistic === "zscore") {
        const sma = new SMA(options);
        const sd = new SD(options);
        const update = (x: number) =>
          (x - (sma.nextValue(x) as number)) / (sd.nextValue(x) as number);
        return { answers: streamed(column, update) };
      }
      if (statistic === "bands") {
        const bands = new BollingerBands({ ...options, stdDev: 2 });
        const update = (x: number) => bands.nextValue(x)?.upper as number;
        return { answers: streamed(column, update) };
      }
      if (statistic !== "ewma") return undefined;
      const ema = new EMA(options);
      return { answers: streamed(column, (x) => ema.nextValue(x) as number), seed: "sma" };
    },
  };
}

export const contestant = technical("technicalindicators");
