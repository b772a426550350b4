/** Conversions for tables, charts and loops show the values of the table. */
import { tableFromIPC } from "@uwdata/flechette";
import type uPlot from "uplot";
import { expect, it } from "vitest";
import { createEngineSync } from "../../bindings/index.ts";
import { rowsOf, toArrow, toLightweightSeries, toUPlot } from "../../bindings/outputs/index.ts";
import { syntheticSource } from "../../bindings/sources/index.ts";
import { OPTIONS, replayMarket, tableOf } from "./rows.ts";

const market = (ticks: number) => syntheticSource({ seed: 3, ticks, faults: { gaps: 0.001 } });

it("rowsOf yields the rows that a listener is shown, with their names", async () => {
  const expected: Record<string, number>[] = [];
  await replayMarket(20_000, (table) => {
    for (let row = 0; row < table.length; row++) expected.push(table.row(row));
  });
  const rows: Record<string, number>[] = [];
  for await (const row of rowsOf(market(20_000), OPTIONS)) rows.push(row);
  expect(rows.length).toBeGreaterThan(1000);
  expect(rows).toEqual(expected);
  expect(Object.keys(rows[0]).slice(0, 4)).toEqual(["time", "sequence", "flags", "bid"]);
});

it("rowsOf stops its source when the loop is left", async () => {
  let isClosed = false;
  async function* batches() {
    try {
      yield* market(20_000);
    } finally {
      isClosed = true;
    }
  }
  for await (const row of rowsOf(batches(), OPTIONS)) if (row.sequence === 5) break;
  expect(isClosed).toBe(true);
});

it("toArrow holds the readable rows, described by the options", async () => {
  const engine = createEngineSync(OPTIONS);
  for await (const batch of market(8000)) {
    engine.push(batch);
    const table = tableFromIPC(toArrow(engine.table, OPTIONS));
    expect(table.numRows).toBe(engine.table.length);
    expect(table.names.slice(0, 3)).toEqual(["time", "sequence", "flags"]);
    const known = Array.from(engine.table.copy("ofi"), (x) => (Number.isNaN(x) ? null : x));
    expect(Array.from(table.getChild("ofi"))).toEqual(known);
    expect(table.schema.metadata?.get("volume-imbalance.every")).toBe("message");
  }
});

it("toArrow copies: a later push leaves them as they are", () => {
  const bid = [1, 2];
  const table = tableOf(bid);
  const bytes = toArrow(table);
  const before = bytes.slice();
  table.borrow("bid").fill(9);
  expect(bytes).toEqual(before);
});

it("toArrow holds tables of more rows than a record batch", () => {
  const bid = Array.from({ length: 70_000 }, (_, row) => row);
  const { data } = tableFromIPC(toArrow(tableOf(bid))).getChild("bid");
  expect(data.map(({ length }) => length)).toEqual([65_536, 70_000 - 65_536]);
  expect(data.flatMap(({ values }) => Array.from(values as Float64Array))).toEqual(bid);
});

it("toUPlot gives seconds and columns, null where unknown, as uPlot types them", () => {
  const data: uPlot.AlignedData = toUPlot(tableOf([1, NaN, -0], [4, 5, 6]), ["ofi", "bid"]);
  const times = [0, 1, 2].map((row) => (1.7e15 + row + 0.5) / 1e6);
  expect(data).toEqual([Float64Array.from(times), [4, 5, 6], [1, null, -0]]);
  expect(toUPlot(tableOf([1]))).toHaveLength(3);
});

/** A table with one row each at these times, in seconds. */
function at(seconds: number[], values: number[]) {
  const table = tableOf(values);
  table.borrow("time").set(seconds.map((second) => second * 1e6));
  return table;
}

it("toLightweightSeries keeps the last row of a second, and a gap where it is unknown", () => {
  const table = at([10, 10.2, 10.999999, 11, 12.5, 12.6, 13], [1, 2, 3, 4, 5, NaN, 6]);
  expect(toLightweightSeries(table, "bid")).toEqual([
    { time: 10, value: 3 },
    { time: 11, value: 4 },
    { time: 12 },
    { time: 13, value: 6 },
  ]);
  const fine = toLightweightSeries(table, "bid", { stepSeconds: 0.5 });
  expect(fine.map(({ time }) => time)).toEqual([10, 10.5, 11, 12.5, 13]);
});

it("toLightweightSeries decimates to the extremes, in order of time", () => {
  const seconds = Array.from({ length: 1000 }, (_, second) => second);
  const values = seconds.map((second) => Math.sin(second / 7));
  values[500] = 50;
  values[501] = -50;
  for (let second = 900; second < 1000; second++) values[second] = NaN;
  const series = toLightweightSeries(at(seconds, values), "bid", { maxPoints: 40 });
  expect(series.length).toBeLessThanOrEqual(40);
  const times = series.map(({ time }) => time);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  expect(series).toContainEqual({ time: 500, value: 50 });
  expect(series).toContainEqual({ time: 501, value: -50 });
  expect(series.at(-1)).toEqual({ time: 950 });
});

it("toLightweightSeries refuses what makes no series", () => {
  const table = tableOf([1]);
  expect(() => toLightweightSeries(table, "bid", { stepSeconds: 0 })).toThrow(RangeError);
  expect(() => toLightweightSeries(table, "bid", { maxPoints: 1 })).toThrow("at least 2, was 1");
});
