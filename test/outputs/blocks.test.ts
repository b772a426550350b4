/** Writers hold one block of rows: what is full goes out, however long the input is. */
import { tableFromIPC } from "apache-arrow";
import { parquetMetadata } from "hyparquet";
import { describe, expect, it } from "vitest";
import {
  describeColumn,
  type RowForm,
  rowWriter,
  schemaOfColumns,
} from "../../bindings/outputs/index.ts";
import { RowBlock } from "../../bindings/outputs/row-block.ts";
import { tableOf } from "./rows.ts";

const PUSHED = 30_000;
const PUSHES = 7;
const BLOCK = 65_536;
const REST = PUSHED * PUSHES - 3 * BLOCK;

/** Writes pushes of rows; answers all bytes and how many rows waited at most, by their bytes. */
function writeAll(form: RowForm) {
  const parts: Uint8Array[] = [];
  const sizes: number[] = [];
  const sink = { write: (bytes: Uint8Array) => parts.push(bytes.slice()) };
  const writer = rowWriter(form, sink, schemaOfColumns(["bid", "ofi"]));
  for (let push = 0; push < PUSHES; push++) {
    writer.writeRows(tableOf(Array.from({ length: PUSHED }, (_, row) => row * 0.1 + push)));
    sizes.push(parts.reduce((sum, { length }) => sum + length, 0));
  }
  writer.finish();
  expect(writer.rows).toBe(PUSHED * PUSHES);
  const bytes = new Uint8Array(Buffer.concat(parts));
  return { bytes, sizes: sizes.map((size) => size / bytes.length) };
}

/** Share of the rows that lie in full blocks after each push. */
const SHARES = Array.from({ length: PUSHES }, (_, push) => {
  const blocks = Math.floor(((push + 1) * PUSHED) / BLOCK);
  return (blocks * BLOCK) / (PUSHED * PUSHES);
});

describe("rows leave a writer block by block", () => {
  it.each<RowForm>(["arrow stream", "arrow file", "parquet"])("%s", (form) => {
    const { sizes } = writeAll(form);
    for (const [push, size] of sizes.entries()) expect(size).toBeCloseTo(SHARES[push], 1);
  });

  it("as record batches of Arrow and as row groups of Parquet", () => {
    const rows = [BLOCK, BLOCK, BLOCK, REST];
    for (const form of ["arrow stream", "arrow file"] as const) {
      const { batches } = tableFromIPC(writeAll(form).bytes);
      expect(batches.map(({ numRows }) => numRows)).toEqual(rows);
    }
    const { row_groups } = parquetMetadata(writeAll("parquet").bytes.buffer);
    expect(row_groups.map(({ num_rows }) => Number(num_rows))).toEqual(rows);
  });

  it.each<RowForm>(["csv", "ndjson"])("%s holds less than a block", (form) => {
    const { sizes } = writeAll(form);
    for (const [push, size] of sizes.entries()) expect(size).toBeCloseTo((push + 1) / PUSHES, 1);
  });
});

it("a block of very many columns has fewer rows", () => {
  const facts = describeColumn("ofi");
  const schema = (count: number) => ({ columns: Array(count).fill(facts), metadata: {} });
  expect(new RowBlock(schema(103)).capacity).toBe(BLOCK);
  expect(new RowBlock(schema(1003)).capacity).toBe(8389);
});
