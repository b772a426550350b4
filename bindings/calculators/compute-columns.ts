/** What `compute` does of classes that make one column. */
import { type Calculator, computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { isColumn } from "./times.ts";

/** A calculator that takes columns, by time then their times, and makes one. */
interface Computes extends Calculator {
  process(...columns: never[]): Float64Array;
}

/**
 * Sends columns through a calculator that is used once.
 * @param second times, which come before the options of a calculator by time, or the options
 */
export function computeColumns<O extends object>(
  Made: new (options: O) => Computes,
  inputs: readonly Input[],
  second: Input | O,
  third: O | Float64Array | undefined,
  out: Float64Array | undefined,
): Float64Array {
  const isTimed = isColumn(second);
  const columns = isTimed ? [...inputs, second, out] : [...inputs, third];
  return computeOnce(new Made(isTimed ? (third as O) : second), (made) =>
    made.process(...(columns as never[])),
  );
}
