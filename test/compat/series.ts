/** Series that drop-ins and their peers are tried on: tame ones, and those that break peers. */
import { flows, prices } from "../calculators/series.ts";
import { Random } from "../helpers/random.ts";

const LENGTH = 300;

function drawn(seed: number, draw: (random: Random, index: number) => number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: LENGTH }, (_, index) => draw(random, index));
}

function changed(values: Float64Array, changes: Record<number, number>): Float64Array {
  const copy = values.slice();
  for (const [index, x] of Object.entries(changes)) copy[Number(index)] = x;
  return copy;
}

/** All of them by name. */
export const SERIES = {
  prices: prices(LENGTH),
  uniform: drawn(11, (random) => random.next() - 0.5),
  exponential: drawn(12, (random) => random.exponential(3)),
  whole: drawn(13, (random) => random.integer(1, 1000)),
  short: Float64Array.of(3, 1, 4),
  none: new Float64Array(0),
  zerosInFlow: flows(LENGTH),
  constant: drawn(14, () => 100.1),
  minusZero: drawn(15, () => -0),
  oneNaN: changed(prices(LENGTH), { 150: Number.NaN }),
  firstNaN: changed(prices(LENGTH), { 0: Number.NaN, 1: Number.NaN }),
  infinities: changed(prices(LENGTH), { 120: Infinity, 230: -Infinity }),
  spike: changed(prices(LENGTH), { 100: 1e12, 260: -1e12 }),
  cents: drawn(16, (random) => 65_000 + random.integer(-1, 1) / 100),
  offset: drawn(17, (random) => 1e9 + 0.1 * (random.next() + random.next() - 1)),
  denormal: drawn(18, (random) => random.integer(-9, 9) * 5e-324),
  alternating: drawn(19, (_, index) => (index % 2 === 0 ? 1e8 : -1e8) + index / 7),
} as const;

export type SeriesName = keyof typeof SERIES;
export const SERIES_NAMES = Object.keys(SERIES) as SeriesName[];
