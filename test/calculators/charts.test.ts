import { describe, expect, test } from "vitest";
import { Cusum, EwmaChart } from "../../bindings/calculators/index.ts";
import { assertSame } from "../helpers/compare.ts";
import { Random } from "../helpers/random.ts";
import { type Baseline, type ChartRow, type ChartSpec, chartPath } from "../naive/charts.ts";
import { describeLaws, type Subject } from "./laws.ts";
import { single } from "./single.ts";

/** Noise that shifts now and then, on a grid: it alarms often. */
function shifts(length: number): Float64Array {
  const random = new Random(4);
  let centre = 100;
  return Float64Array.from({ length }, () => {
    if (random.chance(0.01)) centre = 100 + random.integer(-1, 1) * 1.5;
    return Math.round(100 * (centre + random.normal())) / 100;
  });
}

const BASELINES: [string, Baseline][] = [
  ["fixed:100:1", { kind: "fixed", centre: 100, sigma: 1 }],
  ["phase1:50", { kind: "phase1", count: 50 }],
  ["ewm:40", { kind: "ewm", halfLife: 40 }],
];
const SPEC = { lambda: 0.1, limit: 2.5, k: 0.5, h: 4, cap: 9 };
const EWMA_PARTS = ["score", "level", "upper", "lower", "alarm", "center", "sigma"];
const CUSUM_PARTS = ["value", "up", "down", "alarm", "run", "shift"];

type Nan = "skip" | "propagate" | "throw";

function ewmaChart(baseline: string, nan: Nan = "skip"): EwmaChart {
  return new EwmaChart({ lambda: SPEC.lambda, limit: SPEC.limit, baseline, nan });
}

function cusum(baseline: string, nan: Nan = "skip"): Cusum {
  return new Cusum({ k: SPEC.k, h: SPEC.h, cap: SPEC.cap, baseline, nan });
}

function judge(x: Float64Array, spec: ChartSpec): ChartRow[] {
  const lost = x.findIndex(Number.isNaN);
  const rows = chartPath(lost < 0 ? x : x.subarray(0, lost), spec);
  return Array.from(x, (_, index) => rows[index] ?? {});
}

const TOLERANCE = { rel: 1e-9, abs: 1e-9 };

for (const [text, baseline] of BASELINES) {
  const subjects: [string, string, Pick<Subject, "make" | "restore">][] = [
    [
      "ewma",
      "score",
      {
        make: (nan) => single(ewmaChart(text, nan), "score"),
        restore: (bytes) => single(EwmaChart.restore(bytes), "score"),
      },
    ],
    [
      "cusum",
      "value",
      {
        make: (nan) => single(cusum(text, nan), "value"),
        restore: (bytes) => single(Cusum.restore(bytes), "value"),
      },
    ],
  ];
  for (const [kind, column, makers] of subjects) {
    const spec = { ...SPEC, kind, baseline } as ChartSpec;
    describeLaws({
      name: `${kind} chart, baseline ${text}`,
      ...makers,
      inputs: (length) => [shifts(length)],
      judge: ([x]) => judge(x, spec).map((row) => row[column] ?? NaN),
      tolerance: TOLERANCE,
      isStreamingExact: true,
    });
  }
  test(`all answers of both charts as the judge's, baseline ${text}`, () => {
    const x = shifts(2000);
    const ewma = judge(x, { ...SPEC, kind: "ewma", baseline });
    const sums = judge(x, { ...SPEC, kind: "cusum", baseline });
    const column = (rows: ChartRow[], part: string) => rows.map((row) => row[part] ?? NaN);
    const [one, other] = [ewmaChart(text), cusum(text)];
    const streamed = Array.from(x, (value) => {
      one.update(value);
      other.update(value);
      return { ewma: answersOf(one, EWMA_PARTS), sums: answersOf(other, CUSUM_PARTS) };
    });
    for (const part of EWMA_PARTS) {
      const found = streamed.map((row) => row.ewma[part]);
      assertSame(part, found, column(ewma, part), TOLERANCE);
    }
    for (const part of CUSUM_PARTS) {
      const found = streamed.map((row) => row.sums[part]);
      assertSame(part, found, column(sums, part), TOLERANCE);
    }
    const columns = ewmaChart(text).process(x);
    for (const [part, found] of Object.entries(columns)) {
      assertSame(part, found, column(ewma, part), TOLERANCE);
    }
    for (const [part, found] of Object.entries(cusum(text).process(x))) {
      assertSame(part, found, column(sums, part), TOLERANCE);
    }
    expect(columns.alarm.filter((alarm) => alarm !== 0).length).toBeGreaterThan(5);
  });
}

/** Getters by the names of the columns. */
function answersOf(made: EwmaChart | Cusum, parts: string[]): ChartRow {
  const names: Record<string, string> = { score: "value" };
  const read = (part: string) => made[(names[part] ?? part) as keyof typeof made] as number;
  return Object.fromEntries(parts.map((part) => [part, read(part)]));
}

describe("charts", () => {
  test("a series without spread has no score", () => {
    const x = new Float64Array(500).fill(100.1);
    expect(EwmaChart.compute(x).score.every(Number.isNaN)).toBe(true);
    expect(Cusum.compute(x, { baseline: "phase1:20" }).value.every(Number.isNaN)).toBe(true);
  });
  test("where there was no spread nothing was scored, and no trace is left of it", () => {
    const x = Float64Array.from({ length: 600 }, (_, i) => 100.1 + (i < 300 ? 0 : i % 3));
    for (const made of [
      new EwmaChart({ baseline: "ewm:100" }),
      new Cusum({ baseline: "ewm:100" }),
    ]) {
      const scores = Array.from(x, (value) => made.update(value));
      expect(scores.slice(0, 302).every(Number.isNaN)).toBe(true);
      expect(scores.slice(302).every(Number.isFinite)).toBe(true);
    }
    const [ewma, sums] = [EwmaChart, Cusum].map((Made) => new Made({ baseline: "phase1:300" }));
    expect(Array.from(x, (value) => ewma.update(value)).every(Number.isNaN)).toBe(true);
    expect(Array.from(x, (value) => sums.update(value)).every(Number.isNaN)).toBe(true);
  });
  test("two values are a baseline", () => {
    const made = new EwmaChart({ lambda: 1, baseline: "phase1:2" });
    for (const x of [1, 3]) expect(made.update(x)).toBeNaN();
    expect(made.update(5)).toBeCloseTo(3 / Math.SQRT2, 14);
  });
  test("an alarm begins above the limit, not at it", () => {
    for (const sign of [1, -1]) {
      const ewma = new EwmaChart({ lambda: 1, limit: 3, baseline: "fixed:0:1" });
      ewma.update(sign * 3);
      expect([ewma.value, ewma.alarm]).toEqual([sign * 3, 0]);
      ewma.update(sign * 3.25);
      expect(ewma.alarm).toBe(sign);
      const sums = new Cusum({ k: 0.5, h: 4, baseline: "fixed:0:1" });
      for (const x of [2.5, 2.5]) sums.update(sign * x);
      expect([sums.value, sums.alarm]).toEqual([sign * 4, 0]);
      sums.update(sign * 0.75);
      expect([sums.value, sums.alarm]).toEqual([sign * 4.25, sign]);
    }
  });
  test("a spike alarms, is not learned, and is forgotten", () => {
    const x = shifts(1000);
    x[500] = 1e12;
    const { alarm } = EwmaChart.compute(x, { lambda: 1, limit: 50, baseline: "ewm:100" });
    expect(alarm[500]).toBe(1);
    const made = new EwmaChart({ lambda: 1, limit: 50, baseline: "ewm:100" });
    made.process(x);
    expect(made.sigma).toBeLessThan(5);
  });
  test("an onset is the first value of its run", () => {
    const made = new Cusum({ k: 0.5, h: 4, baseline: "fixed:0:1" });
    for (const x of [0, 0, 0, 2, 2, 2]) made.update(x);
    expect(made.alarm).toBe(1);
    expect([made.run, made.onset, made.shift]).toEqual([3, 4, 2]);
  });
  test("writes where it is told to", () => {
    const x = shifts(100);
    const score = new Float64Array(100);
    const found = EwmaChart.compute(x, { baseline: "fixed:100:1" }, { score });
    expect(found.score).toBe(score);
    expect([...score]).toEqual([...EwmaChart.compute(x, { baseline: "fixed:100:1" }).score]);
  });
  test("says which option is wrong", () => {
    expect(() => new EwmaChart({ lambda: 0 })).toThrow(/lambda must be a number above 0 to 1/);
    expect(() => new EwmaChart({ limit: -1 })).toThrow(/limit/);
    expect(() => new EwmaChart({ baseline: "mean" })).toThrow(/fixed:mean:sigma/);
    expect(() => new Cusum({ k: -1 })).toThrow(/k must be a number from 0/);
    expect(() => new Cusum({ h: 5, cap: 4 })).toThrow(/cap must be a number above 5/);
    expect(() => new Cusum({ limit: 4 } as never)).toThrow(/limit/);
  });
});
