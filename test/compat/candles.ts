/** Candles around the values of a series, every fifth without volume. */
import type { PricedVolume } from "../../bindings/compat/cumulative-vwap.ts";
import type { Random } from "../helpers/random.ts";
import { mean, ratio, sum } from "../naive/numbers.ts";

export function candlesOf(values: ArrayLike<number>): PricedVolume[] {
  return Array.from(values, (close, i) => ({
    high: close + 1 + (i % 3),
    low: close - 1 - (i % 2),
    close,
    volume: i % 5 === 4 ? 0 : 1 + ((i * 7) % 11) / 4,
  }));
}

export function drawCandle(random: Random): PricedVolume {
  const close = 65_000 + random.integer(-500, 500) / 100;
  const volume = random.chance(0.1) ? 0 : random.integer(1, 4000) / 1000;
  return { high: close + random.next(), low: close - random.next(), close, volume };
}

export function typicalPrice({ high, low, close }: PricedVolume): number {
  return mean([high, low, close]);
}

/** Mean of prices by volume over the known candles, NaN without volume. */
export function vwapOf(
  candles: readonly PricedVolume[],
  priceOf: (candle: PricedVolume) => number,
): number {
  const known = candles.filter((candle) => Number.isFinite(priceOf(candle) * candle.volume));
  const turnover = sum(known.map((candle) => priceOf(candle) * candle.volume));
  return ratio(turnover, sum(known.map(({ volume }) => volume)));
}
