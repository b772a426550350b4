/** Parquet: hyparquet and DuckDB read back the rows of the engine, with their meaning. */
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "apache-arrow";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, it } from "vitest";
import { AWKWARD, bytesOf, marketFile, tableOf } from "./rows.ts";

const parsers = { timestampFromMicroseconds: (time: bigint) => Number(time) };

function readRows(bytes: Uint8Array<ArrayBuffer>) {
  return parquetReadObjects({ file: bytes.buffer, parsers });
}

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create()).connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } finally {
    connection.closeSync();
  }
}

it("hyparquet reads every value of every row to the bit, null where it is unknown", async () => {
  const { bytes, names, values } = await marketFile("rows.parquet");
  expect(values.length).toBeGreaterThan(5000);
  expect(values.flat()).toContain(null);
  const read = await readRows(bytes);
  expect(Object.keys(read[0])).toEqual(names);
  expect(read.map((row) => names.map((name) => row[name]))).toEqual(values);
});

it("values that are easily lost stay, beside many others too", async () => {
  const many = Array.from({ length: 3000 }, (_, row) => AWKWARD[row % AWKWARD.length]);
  const read = await readRows(bytesOf("parquet", tableOf(many)));
  const expected = many.map((value) => (Number.isNaN(value) ? null : value));
  expect(read.map((row) => row.ofi)).toEqual(expected);
  expect(read[1].time).toBe(1.7e15 + 1);
});

it("DuckDB reads the same and finds its own types without a cast", async () => {
  const { path, names, values } = await marketFile("rows.parquet");
  const types = await ask(`DESCRIBE SELECT * FROM '${path}'`);
  expect(types.map((row) => `${row.column_name} ${row.column_type}`)).toEqual(
    names.map((name) => {
      if (name === "time") return "time TIMESTAMP WITH TIME ZONE";
      return name === "flags" ? "flags UINTEGER" : `${name} DOUBLE`;
    }),
  );
  const quoted = names.slice(1).map((name) => `"${name}"`);
  const rows = await ask(`SELECT epoch_us(time) AS us, ${quoted.join()} FROM '${path}'`);
  const read = rows.map((row) => [Number(row.us), ...names.slice(1).map((name) => row[name])]);
  expect(read).toEqual(values);
});

it("a table without rows has its columns", async () => {
  const bytes = bytesOf("parquet", tableOf([]));
  const { schema, num_rows } = parquetMetadata(bytes.buffer);
  expect(num_rows).toBe(0n);
  expect(schema.slice(1).map(({ name }) => name)).toEqual([
    ...["time", "sequence", "flags"],
    ...["bid", "ofi"],
  ]);
});

it("says what its columns and its options are, to readers of either kind", async () => {
  const { bytes } = await marketFile("rows.parquet", 2000);
  const { key_value_metadata } = parquetMetadata(bytes.buffer);
  const facts = Object.fromEntries(key_value_metadata!.map(({ key, value }) => [key, value!]));
  expect(facts["volume-imbalance.tickSize"]).toBe("0.1");
  expect(facts["volume-imbalance.causal"]).toBe("true");
  const { ofi, time } = JSON.parse(facts["volume-imbalance.columns"]);
  expect(ofi).toMatchObject({ unit: "size", sign: "positive = buyers" });
  expect(time.unit).toBe("us");
  const { schema } = tableFromIPC(Buffer.from(facts["ARROW:schema"], "base64"));
  const field = schema.fields.find(({ name }) => name === "ofi")!;
  expect(Object.fromEntries(field.metadata)).toEqual(ofi);
});
