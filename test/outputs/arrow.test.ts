/** Arrow: what Arrow's own library reads back are the rows of the engine, with their meaning. */
import { tableFromIPC as flechetteTable } from "@uwdata/flechette";
import { type Table, tableFromIPC } from "apache-arrow";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { AWKWARD, bytesOf, marketFile, tableOf, type Values } from "./rows.ts";

/** Rows of a table of Arrow's library; times as they are stored, in microseconds. */
function rowsOf(table: Table): Values {
  const columns = table.schema.fields.map(({ name }) => {
    const vector = table.getChild(name)!;
    if (name !== "time") return vector.toJSON() as (number | null)[];
    return vector.data.flatMap(({ values }) => Array.from(values as BigInt64Array, Number));
  });
  return columns[0].map((_, row) => columns.map((column) => column[row]));
}

describe.each(["rows.arrows", "rows.arrow", "rows.feather"])("%s", (name) => {
  it("holds every value of every row to the bit, null where it is unknown", async () => {
    const { bytes, names, values } = await marketFile(name);
    const table = tableFromIPC(bytes);
    expect(table.schema.fields.map((field) => field.name)).toEqual(names);
    expect(values.length).toBeGreaterThan(5000);
    expect(values.flat()).toContain(null);
    expect(rowsOf(table)).toEqual(values);
  });

  it("holds values that are easily lost", () => {
    const form = name.endsWith("s") ? "arrow stream" : "arrow file";
    const table = tableFromIPC(bytesOf(form, tableOf(AWKWARD)));
    const expected = AWKWARD.map((value) => (Number.isNaN(value) ? null : value));
    expect(table.getChild("ofi")!.toJSON()).toEqual(expected);
    expect(rowsOf(table)[1][0]).toBe(1.7e15 + 1);
  });

  it("has the types as promised, and a table without rows has them too", () => {
    const form = name.endsWith("s") ? "arrow stream" : "arrow file";
    for (const values of [[], [1]]) {
      const { schema, numRows } = tableFromIPC(bytesOf(form, tableOf(values)));
      expect(numRows).toBe(values.length);
      expect(schema.fields.map(({ type, nullable }) => `${type} ${nullable}`)).toEqual([
        "Timestamp<MICROSECOND, UTC> false",
        "Float64 false",
        "Uint32 false",
        "Float64 true",
        "Float64 true",
      ]);
    }
  });

  it("says what its columns and its options are", async () => {
    const { bytes } = await marketFile(name, 2000);
    const { schema } = tableFromIPC(bytes);
    const ofi = schema.fields.find((field) => field.name === "ofi")!;
    expect(Object.fromEntries(ofi.metadata)).toEqual({
      unit: "size",
      sign: "positive = buyers",
      definition: "order flow imbalance of row or window",
      version: manifest.version,
    });
    const facts = (key: string) => schema.metadata.get(`volume-imbalance.${key}`);
    expect(facts("version")).toBe(manifest.version);
    expect(facts("every")).toBe("message");
    expect(facts("tickSize")).toBe("0.1");
    expect(facts("causal")).toBe("true");
    expect(facts("symbol")).toBe("DEMO");
    expect(facts("signals")).toContain("ofi,");
    expect(JSON.parse(facts("options")!)).toMatchObject({ tickSize: 0.1, lotSize: 0.001 });
  });

  it("is read by a second library alike", async () => {
    const { bytes, names, values } = await marketFile(name);
    const table = flechetteTable(bytes);
    for (const [index, column] of names.entries()) {
      if (column === "time") continue;
      const read = Array.from(table.getChild(column));
      expect(read).toEqual(values.map((row) => row[index]));
    }
  });
});

it("the slot behind a null holds NaN, for readers that look at values alone", () => {
  const table = tableFromIPC(bytesOf("arrow stream", tableOf([1, NaN])));
  expect(table.getChild("bid")!.data[0].values[1]).toBeNaN();
});
