/**
 * What has no answer has none anywhere: values that are left out, in every column; calculators
 * after a reset, in every getter; windows that have emptied.
 */
import { describe, expect, test } from "vitest";
import {
  BollingerBands,
  Cusum,
  EwmaChart,
  RobustZScore,
  RollingMinMax,
  RollingRegression,
  Vwap,
  ZScore,
} from "../../bindings/calculators/index.ts";

const LEFT_OUT = [3, 6, 7];
const x = Float64Array.of(1, 2, 4, NaN, 3, 7, Infinity, NaN, 5, 6, 8);
const other = x.map((_, i) => (i * 7) % 5);
const time = x.map((_, i) => i);
const ones = x.map(() => 1);

/** Columns of each calculator that has several. */
const COLUMNS: [string, () => object][] = [
  ["RollingMinMax by rows", () => RollingMinMax.compute(x, { window: 2 })],
  ["RollingMinMax by time", () => RollingMinMax.compute(x, time, { window: "2us" })],
  ["BollingerBands by rows", () => BollingerBands.compute(x, { window: 2 })],
  ["BollingerBands by time", () => BollingerBands.compute(x, time, { window: "4us" })],
  ["RollingRegression by rows", () => RollingRegression.compute(x, other, { window: 3 })],
  ["RollingRegression by time", () => RollingRegression.compute(x, other, time, { window: "4us" })],
  ["Vwap", () => Vwap.compute({ price: x, size: ones })],
  ["EwmaChart", () => EwmaChart.compute(x, { baseline: "fixed:3:1" })],
  ["Cusum", () => Cusum.compute(x, { baseline: "fixed:3:1" })],
];

test.each(COLUMNS)("%s: values left out have no answer in any column", (_, columns) => {
  for (const [name, found] of Object.entries(columns() as Record<string, Float64Array>)) {
    for (const place of LEFT_OUT) expect(found[place], `${name} ${place}`).toBeNaN();
    for (const place of [5, 9, 10]) expect(found[place], `${name} ${place}`).not.toBeNaN();
  }
});

describe("after a reset", () => {
  type Made = { process(values: Float64Array): unknown; reset(): void };
  const getters: [string, () => Made, string[]][] = [
    ["RollingMinMax", () => new RollingMinMax({ window: 2 }), ["value", "min", "max"]],
    [
      "BollingerBands",
      () => new BollingerBands({ window: 2, warmup: "partial" }),
      ["value", "upper", "lower", "percentB"],
    ],
    [
      "EwmaChart",
      () => new EwmaChart({ baseline: "phase1:3" }),
      ["value", "level", "upper", "lower", "alarm"],
    ],
    [
      "Cusum",
      () => new Cusum({ baseline: "phase1:3" }),
      ["value", "up", "down", "run", "shift", "alarm"],
    ],
  ];
  test.each(getters)("%s answers nothing", (_, make, names) => {
    const made = make();
    const answers = () => names.map((name) => (made as unknown as Record<string, number>)[name]);
    expect(answers().every(Number.isNaN)).toBe(true);
    made.process(x);
    expect(answers().some(Number.isNaN)).toBe(false);
    made.reset();
    expect(answers().every(Number.isNaN)).toBe(true);
  });
  test("Vwap answers nothing", () => {
    const made = new Vwap();
    made.process({ price: x, size: ones });
    expect([made.count, made.sigma > 0]).toEqual([8, true]);
    made.reset();
    expect(made.count).toBe(0);
    for (const answer of [made.value, made.sigma, made.upper, made.lower]) expect(answer).toBeNaN();
  });
});

test("nothing is scored against a window that has emptied", () => {
  for (const flat of ["nan", "zero"] as const) {
    for (const made of [
      new ZScore({ window: "2us", flat }),
      new RobustZScore({ window: "2us", flat }),
    ]) {
      for (const at of [1, 2, 3, 4]) made.update(5, at);
      expect(made.update(5, 100)).toBeNaN();
    }
  }
});
