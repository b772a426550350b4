/** Many calculators in one call give the bits of each by itself. */
import { describe, expect, test } from "vitest";
import {
  Column,
  type ColumnCalculator,
  Ewma,
  EwmVariance,
  EwmZScore,
  processEach,
  RobustZScore,
  RollingMean,
  RollingStdDev,
  RollingSum,
  RollingVariance,
  ZScore,
} from "../../bindings/calculators/index.ts";
import { OrderError } from "../../bindings/index.ts";
import { prices } from "./series.ts";

const MAKERS: readonly (() => ColumnCalculator)[] = [
  () => new RollingSum({ window: 7 }),
  () => new RollingMean({ window: 20 }),
  () => new RollingMean({ window: 20, nan: "throw" }),
  () => new RollingVariance({ window: 9 }),
  () => new RollingStdDev({ window: 20, warmup: "partial" }),
  () => new ZScore({ window: 20 }),
  () => new ZScore({ window: 20, includesCurrent: true }),
  () => new Ewma({ span: 10 }),
  () => new EwmVariance({ span: 10 }),
  () => new EwmZScore({ halfLife: 10 }),
  () => new RobustZScore({ window: 5 }),
];

function bits(columns: readonly Float64Array[]): string[] {
  return columns.map((column) => Array.from(column, (x) => (Object.is(x, -0) ? "-0" : x)).join());
}

describe.each([1, 64, 200, 4096, 5000])("columns of %i values", (length) => {
  const long = prices(12 * length);
  const columns = MAKERS.map((_, index) => long.slice(index * length, (index + 1) * length));

  test("each over its own", () => {
    const alone = MAKERS.map((make, index) => make().process(columns[index]));
    expect(
      bits(
        processEach(
          MAKERS.map((make) => make()),
          columns,
        ),
      ),
    ).toEqual(bits(alone));
  });

  test("all over one, which continues", () => {
    const [one, two] = columns;
    const made = MAKERS.map((make) => make());
    const alone = MAKERS.map((make) => make());
    for (const column of [one, two]) {
      const expected = bits(alone.map((single) => single.process(column)));
      expect(bits(processEach(made, column))).toEqual(expected);
    }
  });

  test("into arrays that are given, from arrays of numbers and columns in linear memory", () => {
    const outs = MAKERS.map(() => new Float64Array(length + 3).fill(7));
    const inside = new Column(length);
    inside.values.set(columns[1]);
    const mixed = [Array.from(columns[0]), inside, ...columns.slice(2)];
    const found = processEach(
      MAKERS.map((make) => make()),
      mixed,
      outs,
    );
    const alone = MAKERS.map((make, index) => make().process(columns[index]));
    expect(bits(found.map((column) => column.subarray(0, length)))).toEqual(bits(alone));
    for (const [index, out] of outs.entries()) {
      expect(found[index]).toBe(out);
      expect([...out.subarray(length)]).toEqual([7, 7, 7]);
    }
    inside.dispose();
  });
});

test("nothing in, nothing out", () => {
  expect(processEach([], [])).toEqual([]);
  expect(processEach([new RollingSum({ window: 2 })], new Float64Array(0))[0]).toHaveLength(0);
});

test("refuses what does not fit", () => {
  const made = [new RollingSum({ window: 2 }), new RollingSum({ window: 2 })];
  const column = prices(3);
  expect(() => processEach(made, [column])).toThrow("2 calculators need as many columns, were 1");
  expect(() => processEach(made, column, [new Float64Array(2)])).toThrow(RangeError);
  expect(() => processEach(made, ["1" as unknown as Float64Array, column])).toThrow(TypeError);
  const byTime = new RollingSum({ window: "1s" });
  expect(() => processEach([byTime], [column])).toThrow("needs another with the times");
  made[0].dispose();
  expect(() => processEach(made, column)).toThrow(OrderError);
});
