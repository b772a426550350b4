/**
 * Small arithmetic of planning: units of price and size, weights, sizes of records.
 */

/** Steps of `size` in one unit; whole where they are, to the last digits of a decimal. */
export function perUnit(size: number): { count: number; isWhole: boolean } {
  const count = 1 / size;
  const whole = Math.round(count);
  const isWhole = whole >= 1 && Math.abs(count - whole) <= 1e-9 * whole;
  return { count: isWhole ? whole : count, isWhole };
}

/** Weight of a new value for a half-life in rows. */
export function rateOf(halfLife: number): number {
  return -Math.expm1(-Math.LN2 / halfLife);
}

export function powerOfTwo(records: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, records)));
}

/** Bytes of a record in an array of them. */
export function stride(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** Bytes of `count` doubles, padded so that they can be taken two at a time. */
export function evenBytes(count: number): number {
  return Math.ceil(count / 2) * 16;
}
