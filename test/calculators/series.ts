/** Series that calculators are tried on, always the same. */
import { Random } from "../helpers/random.ts";

/** Prices on a cent grid that walk around 65,000. */
export function prices(length: number): Float64Array {
  const random = new Random(1);
  let ticks = 6_500_000;
  return Float64Array.from({ length }, () => {
    ticks += random.integer(-30, 30);
    return ticks / 100;
  });
}

/** Signed flow in fractions of a lot, three quarters of it nothing. */
export function flows(length: number): Float64Array {
  const random = new Random(2);
  return Float64Array.from({ length }, () =>
    random.integer(0, 3) === 0 ? random.integer(-999, 999) / 1000 : 0,
  );
}

/** Times in microseconds, some of them the same, with pauses. */
export function times(length: number): Float64Array {
  const random = new Random(3);
  let timeUs = 1.7e15;
  return Float64Array.from({ length }, () => {
    const kind = random.integer(0, 9);
    timeUs += kind < 2 ? 0 : kind === 9 ? random.integer(0, 5e6) : random.integer(1, 200_000);
    return timeUs;
  });
}
