/** Every column of the catalogue passes the battery. */
import { describe, expect, test } from "vitest";
import * as battery from "./battery.ts";
import { COLUMNS, ROW_COLUMNS } from "./catalogue.ts";
import { IS_LONG, quietSeconds } from "./long-run.ts";
import type { Column } from "./traits.ts";
import { assertFlagged, judgedTables } from "./values.ts";

type Law = (column: Column) => void;

const STREAM_LAWS: [string, Law][] = [
  ["judge: the core equals the definition", battery.judge],
  ["split: any splitting of the stream gives the same bits", battery.split],
  ["snapshot: saved, restored and continued gives the same bits", battery.snapshot],
  ["reset: an engine at rest is a new engine", battery.reset],
  ["neighbours: other instruments are not heard", battery.neighbours],
  ["unknown: refused ticks leave no trace", battery.unknown],
  ["causality: the future changes no row", battery.causality],
  ["capacity: room changes no row", battery.capacity],
  ["mirror: selling pressure is buying pressure with the sign turned", battery.mirror],
  ["scale: other units change a column by its dimension", battery.scale],
  ["longRun: a long past leaves nothing behind", battery.longRun],
];

describe.each(STREAM_LAWS)("%s", (_, law) => {
  test.each(COLUMNS.map((column) => ({ ...column })))("$name", (column) => law(column), 60_000);
});

describe.each(STREAM_LAWS.filter(([, law]) => law !== battery.scale))("%s, rows", (_, law) => {
  test.each(ROW_COLUMNS.map((column) => ({ ...column })))("$name", (column) => law(column), 60_000);
});

describe("bounds: every value lies where it can lie", () => {
  test.each(COLUMNS.map((column) => ({ ...column })))("$name", (column) => battery.bounds(column));
});

test("every column speaks: no law passes because all values are unknown", () => {
  for (const { name } of COLUMNS) {
    const known = judgedTables().flatMap(({ table }) => [...(table.columns.get(name) ?? [])]);
    const different = new Set(known.filter((value) => !Number.isNaN(value)));
    expect(different.size, name).toBeGreaterThan(name.endsWith(".alarm") ? 1 : 10);
  }
});

test("flags: a row says why a column is unknown, and only then", () => {
  for (const { what, table } of judgedTables()) assertFlagged(what, table);
});

test.runIf(IS_LONG)("quiet stretches do not get slower", { timeout: 60_000 }, () => {
  const { first, last } = quietSeconds();
  expect(last).toBeLessThan(2 * first);
});
