/** The columns that kernels go through, always the same: prices, others beside them, times. */

const LENGTH = 65_536;

/** Whole numbers from 0 to 2^31, by a linear congruence. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state;
  };
}

/** A walk of prices on a cent grid around 65,000. */
export function priceColumn(limit: number): Float64Array {
  const next = random(1);
  let ticks = 6_500_000;
  return Float64Array.from({ length: Math.min(LENGTH, limit) }, () => {
    ticks += ((next() >>> 12) % 61) - 30;
    return ticks / 100;
  });
}

/** Prices of something else, which goes half the way of `prices` within a dollar of noise. */
export function partnerOf(prices: Float64Array): Float64Array {
  const next = random(7);
  return prices.map((price) => 20_000 + price / 2 + ((next() >>> 12) % 201) / 100);
}

/** Event times for as many values, in microseconds; ten seconds hold 256 of them on average. */
export function timesFor(prices: Float64Array): Float64Array {
  const next = random(13);
  let timeUs = 0;
  return prices.map(() => {
    timeUs += (next() >>> 10) % 78_125;
    return timeUs;
  });
}
