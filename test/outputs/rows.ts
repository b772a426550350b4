/** Rows to write and what is expected when they are read back. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createEngineSync, type EngineOptions, type SignalTable } from "../../bindings/index.ts";
import { type RowForm, rowWriter, schemaOfColumns } from "../../bindings/outputs/index.ts";
import { RowFile } from "../../bindings/outputs/row-file.ts";
import { syntheticSource } from "../../bindings/sources/index.ts";
import { emptyFolder } from "../cli/command.ts";

export const OPTIONS: EngineOptions = {
  tickSize: 0.1,
  lotSize: 0.001,
  every: "message",
  signals: ["bench20", "cvd", "ewma.ofi.alarm"],
};

/** Names of the columns of a table, in order. */
export function namesOf(table: SignalTable): string[] {
  return ["time", "sequence", "flags", ...table.columns];
}

/** Rows as an array of values in the order of `namesOf`. */
export type Values = (number | null)[][];

/** Replays a market of the synthetic exchange and shows its rows to `listener`. */
export async function replayMarket(
  ticks: number,
  listener: (table: SignalTable) => void,
): Promise<void> {
  const engine = createEngineSync(OPTIONS);
  engine.onRows(listener);
  for await (const batch of syntheticSource({ seed: 3, ticks, faults: { gaps: 0.001 } })) {
    engine.push(batch);
  }
  engine.dispose();
}

/** Adds the rows of a table, with null for NaN, as every form but CSV has it. */
export function addRows(table: SignalTable, values: Values): void {
  const columns = [table.borrow("time"), table.borrow("sequence"), table.borrowFlags()];
  const all = [...columns, ...table.columns.map((name) => table.borrow(name))];
  for (let row = 0; row < table.length; row++) {
    values.push(all.map((column) => (Number.isNaN(column[row]) ? null : column[row])));
  }
}

/** A file with the rows of a market, beside the rows themselves. */
export async function marketFile(
  name: string,
  ticks = 30_000,
): Promise<{ path: string; bytes: Uint8Array<ArrayBuffer>; names: string[]; values: Values }> {
  const path = join(emptyFolder(), name);
  const file = new RowFile(path, OPTIONS, { symbol: "DEMO", source: "test", isCausal: true });
  const values: Values = [];
  let names: string[] = [];
  await replayMarket(ticks, (table) => {
    names = namesOf(table);
    addRows(table, values);
    file.writeRows(table);
  });
  file.commit();
  return { path, bytes: new Uint8Array(readFileSync(path)), names, values };
}

/** Values that are easily lost on the way; NaN stands for unknown. */
export const AWKWARD = [
  ...[0, -0, NaN, 5e-324, -5e-324, Number.MAX_VALUE, 0.1, 1 / 3, 2 ** 53, -(2 ** 53) - 2],
  ...[1e21, 1e-7, -0, NaN, 123456.789],
];

/** A table of an engine that made exactly these values, in two columns; `time` ends in .5. */
export function tableOf(bid: readonly number[], ofi: readonly number[] = bid): SignalTable {
  const columns: Record<string, Float64Array> = {
    time: Float64Array.from(bid, (_, row) => 1.7e15 + row + 0.5),
    sequence: Float64Array.from(bid, (_, row) => row),
    bid: Float64Array.from(bid),
    ofi: Float64Array.from(ofi),
  };
  const table: Partial<SignalTable> = {
    columns: ["bid", "ofi"],
    length: bid.length,
    borrow: (name) => columns[name],
    copy: (name) => columns[name].slice(),
    borrowFlags: () => Uint32Array.from(bid, (_, row) => row),
  };
  return table as SignalTable;
}

/** Bytes of `table` in a form, written in one go. */
export function bytesOf(form: RowForm, table: SignalTable): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const writer = rowWriter(
    form,
    { write: (bytes) => parts.push(bytes.slice()) },
    schemaOfColumns(table.columns),
  );
  writer.writeRows(table);
  writer.finish();
  return new Uint8Array(Buffer.concat(parts));
}
