/** Arrays of numbers that ran out of room. */

type Numbers = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The same values in an array twice as long. */
export function grown<Values extends Numbers>(values: Values): Values {
  const longer = new (values.constructor as new (length: number) => Values)(values.length * 2);
  longer.set(values);
  return longer;
}
