/** Many calculators in one call: each over a column of its own, or all over the same one. */
import { STAGED_VALUES, seriesMemory } from "../core/series/memory.ts";
import { Calculator } from "./calculator.ts";
import { Column, type Input, outputFor } from "./columns.ts";

/** A calculator that makes one column of one. */
export interface ColumnCalculator extends Calculator {
  /** Takes a column and answers one of the same length. */
  process(input: Input, out?: Float64Array): Float64Array;
}

/** Up to here a loop is faster than a view. */
const SHORT = 128;

/** Reaches what calculators keep to themselves. */
abstract class Staged extends Calculator {
  static take = Calculator.takeStaged;
}

function isOneColumn(columns: Input | readonly Input[]): columns is Input {
  if (columns instanceof Column || ArrayBuffer.isView(columns)) return true;
  return typeof columns[0] === "number";
}

function copyOut(from: number, count: number, out: Float64Array): void {
  const { f64 } = seriesMemory();
  const first = from / 8;
  if (count > SHORT) out.set(f64.subarray(first, first + count));
  else for (let index = 0; index < count; index++) out[index] = f64[first + index];
}

/**
 * Sends columns through many calculators: the answers of each, as its own `process` gives them, bit
 * for bit. A column that all of them take goes into linear memory once; short columns, as of
 * thousands of instruments, pass without what a call of `process` each costs (sigma over 64 values:
 * 6 instead of 11 ns a value). By rows and without `nan: "throw"`; others go through `process`.
 *
 * @param columns one for all calculators, or one for each
 * @param outs where answers go; a new array for each that is missing
 * @throws {RangeError} if there are not as many columns as calculators
 */
export function processEach(
  calculators: readonly ColumnCalculator[],
  columns: Input | readonly Input[],
  outs: readonly (Float64Array | undefined)[] = [],
): Float64Array[] {
  if (isOneColumn(columns)) return overOne(calculators, columns, outs);
  if (columns.length !== calculators.length) {
    throw new RangeError(
      `volume-imbalance/processEach: ${calculators.length} calculators need as many columns, ` +
        `were ${columns.length}`,
    );
  }
  let staged: Input | null = null;
  return calculators.map((made, index) => {
    const column = columns[index];
    const answers = passStaged(made, column, outs[index], staged === column);
    staged = answers === null ? null : column;
    return answers ?? made.process(column, outs[index]);
  });
}

function overOne(
  calculators: readonly ColumnCalculator[],
  column: Input,
  outs: readonly (Float64Array | undefined)[],
): Float64Array[] {
  if (column instanceof Column || column.length <= STAGED_VALUES) {
    const same = calculators.map(() => column);
    return processEach(calculators, same, outs);
  }
  const inside = new Column(column.length);
  try {
    inside.values.set(column);
    return calculators.map((made, index) => made.process(inside, outs[index]));
  } finally {
    inside.dispose();
  }
}

/** Answers of a short column; null where the calculator or the column goes the ordinary way. */
function passStaged(
  made: ColumnCalculator,
  column: Input,
  given: Float64Array | undefined,
  isStaged: boolean,
): Float64Array | null {
  const memory = seriesMemory();
  if (!(column instanceof Float64Array) || column.length > STAGED_VALUES) return null;
  if (column.buffer === memory.memory.buffer) return null;
  const out = outputFor("processEach", given, column.length);
  const [from, to] = [memory.stagedAt(0), memory.stagedAt(1)];
  if (!isStaged) memory.f64.set(column, from / 8);
  if (!Staged.take(made, from, to, column.length)) return null;
  copyOut(to, column.length, out);
  return out;
}
