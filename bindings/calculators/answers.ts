/** Columns of calculators with several answers. */
import { checkNames } from "./options.ts";

/** A column for each answer. */
export type Answers<N extends string> = Record<N, Float64Array>;

/**
 * The columns to write to, in the order of the answers.
 * @throws {TypeError | RangeError} if `outs` is no object of columns
 */
export function outsOf<N extends string>(
  who: string,
  names: readonly N[],
  outs: Partial<Answers<N>> | undefined,
): (Float64Array | undefined)[] {
  checkNames(who, outs ?? {}, names);
  return names.map((name) => outs?.[name]);
}
