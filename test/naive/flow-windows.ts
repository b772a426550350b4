/** Flow of a single series, each answer from its definition. */
import { sum, variance } from "./numbers.ts";

/** A window: the last values, a time in microseconds, or everything. */
export interface WindowOf {
  readonly rows?: number;
  readonly spanUs?: number;
}

/** Places of the window after each value; null while it is not full. */
export function windows(times: ArrayLike<number>, { rows, spanUs }: WindowOf): (number[] | null)[] {
  const all = Array.from(times);
  const latest = all.map((_, i) => Math.max(...all.slice(Math.max(0, i - 20), i + 1)));
  return all.map((_, i) => {
    const up = Array.from({ length: i + 1 }, (_, place) => place);
    if (rows !== undefined) return up.length < rows ? null : up.slice(-rows);
    if (spanUs === undefined) return up;
    if (latest[i] - latest[0] < spanUs) return null;
    return up.filter((place) => latest[place] > latest[i] - spanUs);
  });
}

export function windowSums(
  values: ArrayLike<number>,
  times: ArrayLike<number>,
  window: WindowOf,
): number[] {
  return windows(times, window).map((places) =>
    places === null ? NaN : places.reduce((sum, place) => sum + values[place], 0),
  );
}

/** Changes of best quotes; NaN first. */
export function quoteFlows([bid, bidSize, ask, askSize]: readonly ArrayLike<number>[]): number[] {
  return Array.from(bid, (_, n) => {
    if (n === 0 || Number.isNaN(bid[n]) || Number.isNaN(bid[n - 1])) return NaN;
    const bidNow = bid[n] >= bid[n - 1] ? bidSize[n] : 0;
    const bidBefore = bid[n] <= bid[n - 1] ? bidSize[n - 1] : 0;
    const askNow = ask[n] <= ask[n - 1] ? askSize[n] : 0;
    const askBefore = ask[n] >= ask[n - 1] ? askSize[n - 1] : 0;
    return bidNow - bidBefore - askNow + askBefore;
  });
}

/** Volume-weighted mean and deviation of trades. */
export function vwapOf(prices: readonly number[], sizes: readonly number[]): [number, number] {
  const weight = sizes.reduce((sum, w) => sum + w, 0);
  const vwap =
    prices[0] + prices.reduce((sum, p, i) => sum + sizes[i] * (p - prices[0]), 0) / weight;
  const square = prices.reduce((sum, p, i) => sum + sizes[i] * (p - vwap) ** 2, 0);
  return [vwap, Math.sqrt(square / weight)];
}

/** VPIN after each trade, by pouring whole lots one at a time into buckets. */
export function vpinOfLots(
  lots: ArrayLike<number>,
  sides: ArrayLike<number>,
  volume: number,
  buckets: number,
): number[] {
  const poured: number[] = [];
  return Array.from(lots, (count, i) => {
    for (let lot = 0; lot < count; lot++) poured.push(sides[i]);
    const closed = Math.floor(poured.length / volume);
    if (closed < buckets) return NaN;
    let sum = 0;
    for (let bucket = closed - buckets; bucket < closed; bucket++) {
      const signed = poured.slice(bucket * volume, (bucket + 1) * volume);
      sum += Math.abs(signed.reduce((total, side) => total + side, 0));
    }
    return sum / (buckets * volume);
  });
}

/** Share of buyers in each bar, by its change of price over the deviation of those before it. */
export function bulkShares(
  prices: ArrayLike<number>,
  sigmaWindow: number,
  below: (z: number) => number,
): number[] {
  const changes = Array.from(prices, (price, i) => price - prices[i - 1]);
  return changes.map((change, i) => {
    if (i <= sigmaWindow) return NaN;
    const sigma = Math.sqrt(variance(changes.slice(i - sigmaWindow, i)));
    return sigma > 0 ? below(change / sigma) : (Math.sign(change) + 1) / 2;
  });
}

/** VPIN after each bar, from the part of each bar that lies in each bucket. */
export function vpinOfBars(
  sizes: ArrayLike<number>,
  shares: readonly number[],
  volume: number,
  buckets: number,
): number[] {
  const poured = shares.map((share, i) => (Number.isNaN(share) ? 0 : sizes[i]));
  const ends = poured.map((_, i) => sum(poured.slice(0, i + 1)));
  const imbalances = Array.from({ length: Math.floor(ends[ends.length - 1] / volume) }, (_, at) => {
    const inside = (x: number) => Math.min(Math.max(x, at * volume), (at + 1) * volume);
    const parts = shares.map((share, i) => {
      const part = inside(ends[i]) - inside(ends[i] - poured[i]);
      return part === 0 ? 0 : part * (2 * share - 1);
    });
    return Math.abs(sum(parts));
  });
  return ends.map((end) => {
    const closed = Math.floor(end / volume);
    if (closed < buckets) return NaN;
    return sum(imbalances.slice(closed - buckets, closed)) / (buckets * volume);
  });
}
