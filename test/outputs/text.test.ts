/** Text: JSON and CSV parsers read back the rows of the engine. */
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { AWKWARD, bytesOf, marketFile, tableOf } from "./rows.ts";

const linesOf = (bytes: Uint8Array) => Buffer.from(bytes).toString().trimEnd().split("\n");

it.each(["rows.ndjson", "rows.jsonl"])(
  "%s: JSON.parse reads every value of every row to the bit, null where unknown",
  async (name) => {
    const { bytes, names, values } = await marketFile(name);
    const rows = linesOf(bytes).map((line) => JSON.parse(line));
    expect(Object.keys(rows[0])).toEqual(names);
    expect(rows.map((row) => Object.values(row))).toEqual(values);
  },
);

it("JSON has no word for NaN and infinities: they are null; -0 stays -0", () => {
  const values = [...AWKWARD, Infinity, -Infinity];
  const rows = linesOf(bytesOf("ndjson", tableOf(values))).map((line) => JSON.parse(line));
  const expected = values.map((value) => (Number.isFinite(value) ? value : null));
  expect(rows.map((row) => row.ofi)).toEqual(expected);
});

it("CSV reads back to the same values, an empty field where unknown; -0 is written as 0", () => {
  const [header, ...lines] = linesOf(bytesOf("csv", tableOf(AWKWARD)));
  expect(header).toBe("time,sequence,flags,bid,ofi");
  for (const [row, line] of lines.entries()) {
    const text = line.split(",")[4];
    const value = AWKWARD[row];
    if (Number.isNaN(value)) expect(text).toBe("");
    else expect(Number(text)).toBe(value + 0);
  }
});

it.each(["rows.csv", "rows.ndjson"])(
  "DuckDB takes %s as numbers without being told",
  async (name) => {
    const { path, values } = await marketFile(name);
    const connection = await (await DuckDBInstance.create()).connect();
    const types = "typeof(max(time)) AS time, typeof(max(ofi)) AS ofi, count(*) AS count";
    const answer = await connection.runAndReadAll(`SELECT ${types} FROM '${path}'`);
    const [{ time, ofi, count }] = answer.getRowObjectsJS();
    connection.closeSync();
    expect([time, ofi, Number(count)]).toEqual(["BIGINT", "DOUBLE", values.length]);
  },
);
