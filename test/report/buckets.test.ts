/** Decimation: however many rows come, no extreme and no alarm is lost, and few rows stay rows. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Marks, MinMaxSeries, RowGrid } from "../../bindings/report/buckets.ts";

interface Row {
  value: number;
  alarm: boolean;
  flags: number;
}

const value = fc.oneof(
  fc.double({ noDefaultInfinity: true }).map((x) => x + 0), // no -0
  fc.integer({ min: -3, max: 3 }),
  fc.constant(Number.NaN),
);
const row = fc.record({ value, alarm: fc.boolean(), flags: fc.nat(7) });
const rows = fc.array(row, { minLength: 1, maxLength: 300 });
const capacity = fc.integer({ min: 1, max: 20 }).map((half) => 2 * half);

function record(list: readonly Row[], buckets: number) {
  const grid = new RowGrid(buckets);
  const series = grid.attach(new MinMaxSeries(grid));
  const marks = grid.attach(new Marks(grid));
  list.forEach(({ value, alarm, flags }, index) => {
    const bucket = grid.add(index, flags);
    series.add(bucket, value);
    if (alarm) marks.add(bucket, index, value);
  });
  return { grid, series, marks };
}

/** The rows of each bucket, cut straight from the list. */
function slices(list: readonly Row[], rowsPerBucket: number): Row[][] {
  const count = Math.ceil(list.length / rowsPerBucket);
  return Array.from({ length: count }, (_, at) =>
    list.slice(at * rowsPerBucket, (at + 1) * rowsPerBucket),
  );
}

/** Least and greatest in the order in which they were first reached. */
function extremes(known: readonly number[]): number[] {
  if (known.length === 0) return [NaN, NaN];
  const low = Math.min(...known);
  const high = Math.max(...known);
  return known.indexOf(low) < known.indexOf(high) ? [low, high] : [high, low];
}

describe("a grid of rows", () => {
  it("never holds more buckets than it has, nor half as few once it was full", () => {
    fc.assert(
      fc.property(rows, capacity, (list, buckets) => {
        const { grid } = record(list, buckets);
        expect(grid.length).toBe(Math.ceil(list.length / grid.rowsPerBucket));
        expect(grid.length).toBeLessThanOrEqual(buckets);
        if (grid.rowsPerBucket > 1) expect(grid.length).toBeGreaterThan(buckets / 2);
      }),
    );
  });

  it("knows when each bucket begins and ends and every flag in it", () => {
    fc.assert(
      fc.property(rows, capacity, (list, buckets) => {
        const { grid } = record(list, buckets);
        slices(list, grid.rowsPerBucket).forEach((slice, at) => {
          expect(grid.firstTime(at)).toBe(at * grid.rowsPerBucket);
          expect(grid.lastTime(at)).toBe(at * grid.rowsPerBucket + slice.length - 1);
          expect(grid.flags(at)).toBe(slice.reduce((all, { flags }) => all | flags, 0));
        });
      }),
    );
  });

  it("is the rows themselves while they fit", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (list) => {
        const { grid, series } = record(list, 40);
        expect([...grid.times()]).toEqual(list.map((_, index) => index));
        expect([...series.values()]).toEqual(list.map(({ value }) => value));
      }),
    );
  });
});

describe("a series", () => {
  it("keeps both extremes of every bucket, in the order they came", () => {
    fc.assert(
      fc.property(rows, capacity, (list, buckets) => {
        const { grid, series } = record(list, buckets);
        fc.pre(grid.rowsPerBucket > 1);
        const kept = series.values();
        for (const [at, slice] of slices(list, grid.rowsPerBucket).entries()) {
          const known = slice.map(({ value }) => value).filter((value) => !Number.isNaN(value));
          expect([kept[2 * at], kept[2 * at + 1]]).toEqual(extremes(known));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("alarms", () => {
  it("are all counted, and of each bucket the first is kept exactly", () => {
    fc.assert(
      fc.property(rows, capacity, (list, buckets) => {
        const { grid, marks } = record(list, buckets);
        const expected = slices(list, grid.rowsPerBucket).flatMap((slice, at) => {
          const first = slice.findIndex(({ alarm }) => alarm);
          if (first < 0) return [];
          const count = slice.filter(({ alarm }) => alarm).length;
          const time = at * grid.rowsPerBucket + first;
          return [{ time, value: slice[first].value, count }];
        });
        expect(marks.marks()).toEqual(expected);
        expect(marks.total).toBe(list.filter(({ alarm }) => alarm).length);
      }),
      { numRuns: 300 },
    );
  });
});
