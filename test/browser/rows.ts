/** Rows of the synthetic market as Node computes them, and their comparison with a browser's. */
import { createEngineSync, type EngineOptions } from "../../bindings/index.ts";
import { type SyntheticOptions, syntheticSource } from "../../bindings/sources/synthetic/source.ts";
import { assertSameBits } from "../helpers/compare.ts";

/** Columns by name, `time`, `sequence` and `flags` among them, all of one length. */
export type Rows = Record<string, Float64Array | Uint32Array>;

export interface Task {
  readonly market: SyntheticOptions;
  readonly options: Omit<EngineOptions, "runtime" | "tickSize">;
}

/** All rows that one engine makes of the market. */
export async function rowsInNode({ market, options }: Task): Promise<Rows> {
  const source = syntheticSource(market);
  const { tickSize, lotSize } = source.facts;
  const engine = createEngineSync({ tickSize, lotSize, ...options });
  const parts: Rows[] = [];
  engine.onRows((table) => {
    const names = ["time", "sequence", ...table.columns];
    const columns = Object.fromEntries(names.map((name) => [name, table.copy(name)]));
    parts.push({ ...columns, flags: table.copyFlags() });
  });
  for await (const batch of source) engine.push(batch);
  engine.dispose();
  return joinRows(parts);
}

/** Puts parts one behind the other; runs in pages too, so it uses nothing from outside. */
export function joinRows(parts: readonly Rows[]): Rows {
  const joined: Rows = {};
  for (const name of Object.keys(parts[0])) {
    const columns = parts.map((part) => part[name]);
    const length = columns.reduce((sum, column) => sum + column.length, 0);
    const whole = name === "flags" ? new Uint32Array(length) : new Float64Array(length);
    let at = 0;
    for (const column of columns) {
      whole.set(column, at);
      at += column.length;
    }
    joined[name] = whole;
  }
  return joined;
}

/** Throws if a column, the flags included, differs in any bit from the first rows of Node. */
export function assertRowsSame(browser: Rows, node: Rows): void {
  const names = Object.keys(node);
  const found = Object.keys(browser);
  if (found.join() !== names.join()) throw new Error(`columns ${found}, expected ${names}`);
  const { length } = browser.time;
  for (const name of names) assertSameBits(name, browser[name], node[name].subarray(0, length));
}
