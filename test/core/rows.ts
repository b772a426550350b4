/** Rows as values that can be compared: every column, its time, sequence and flags, to the bit. */
import type { Engine, SignalTable } from "../../bindings/index.ts";
import { assertSameBits } from "../helpers/compare.ts";

/** Values by column, joined over many pushes. */
export type Rows = Map<string, number[]>;

/** Adds copies of the readable rows. */
export function takeRows(table: SignalTable, into: Rows = new Map()): Rows {
  for (const name of ["time", "sequence", ...table.columns]) {
    const values = into.get(name) ?? [];
    values.push(...table.borrow(name));
    into.set(name, values);
  }
  const flags = into.get("flags") ?? [];
  flags.push(...table.borrowFlags());
  return into.set("flags", flags);
}

/** Gives an engine back to its runtime after `use`. */
export function using<T>(engine: Engine, use: (engine: Engine) => T): T {
  try {
    return use(engine);
  } finally {
    engine.dispose();
  }
}

/** Throws with the first value that differs. */
export function assertSameRows(actual: Rows, expected: Rows): void {
  for (const [name, values] of expected) assertSameBits(name, actual.get(name) ?? [], values);
}
