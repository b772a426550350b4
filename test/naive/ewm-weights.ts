/** Exponentially weighted moments of all values so far, each from its weights. */

export interface Weighting {
  /** Weight of the value `index` when it came, and what `index` has kept of it by `now`. */
  readonly coming: (index: number) => number;
  readonly kept: (index: number, now: number) => number;
}

export const fromFirst = (alpha: number): Weighting => ({
  coming: (index) => (index === 0 ? 1 : alpha),
  kept: (index, now) => (1 - alpha) ** (now - index),
});

export const adjusted = (alpha: number): Weighting => ({ ...fromFirst(alpha), coming: () => 1 });

export const fromMean = (alpha: number, values: number): Weighting => ({
  coming: (index) => (index < values ? 1 / values : alpha),
  kept: (index, now) => (1 - alpha) ** (now - Math.max(index, values - 1)),
});

export const byTime = (times: ArrayLike<number>, halfLife: number): Weighting => {
  const kept = (index: number, now: number) => 2 ** ((times[index] - times[now]) / halfLife);
  return { coming: (index) => (index === 0 ? 1 : 1 - kept(index - 1, index)), kept };
};

export const byTimeAdjusted = (times: ArrayLike<number>, halfLife: number): Weighting => ({
  ...byTime(times, halfLife),
  coming: () => 1,
});

/** All values so far: their mean lies `offset` from `origin`, one of them. */
export interface WeightedMoments {
  readonly origin: number;
  readonly offset: number;
  readonly variance: number;
}

/** Moments at every value; unknown from the first unknown value on. */
export function weightedMoments(
  values: ArrayLike<number>,
  { coming, kept }: Weighting,
): WeightedMoments[] {
  const all = Array.from(values);
  const lost = all.findIndex(Number.isNaN);
  const [origin] = all;
  return all.map((_, now) => {
    if (lost >= 0 && now >= lost) return { origin, offset: NaN, variance: NaN };
    let total = 0;
    let offset = 0;
    let squares = 0;
    const weights = all.slice(0, now + 1).map((_x, index) => coming(index) * kept(index, now));
    weights.forEach((weight, index) => {
      total += weight;
      offset += weight * (all[index] - origin);
    });
    offset /= total;
    weights.forEach((weight, index) => {
      squares += weight * (all[index] - origin - offset) ** 2;
    });
    return { origin, offset, variance: squares / total };
  });
}
