/** What is published is what was measured in full, and nothing older is lost beside it. */
import { expect, it } from "vitest";
import type { Figures } from "../../scripts/documents/figures.ts";
import { linesOf, type Results, withResults } from "../../scripts/documents/published-results.ts";

const NOTHING: Figures = { runs: [], experiments: {} };

function results(date: string, experiments: Record<string, number[]>): Results {
  return {
    date: `${date}T10:00:00.000Z`,
    machine: { cpu: "some", cores: 2, node: "20.0.0", packages: { peer: "1.0.0" } },
    ticks: "some ticks",
    results: Object.entries(experiments).map(([experiment, rounds]) => ({
      experiment,
      title: experiment,
      unit: "tick",
      agreements: {},
      timings: [{ contestant: "engine", rounds, units: 10 }],
    })),
  };
}

it("a figure is the median of the rounds with the least and the greatest", () => {
  const { experiments } = withResults(NOTHING, results("2026-01-01", { a: [5, 1, 4, 2, 3.00049] }));
  expect(experiments.a.contestants.engine).toEqual([3, 1, 5]);
});

it("experiments that were not measured again keep their figures and their day", () => {
  const first = withResults(
    NOTHING,
    results("2026-01-01", { a: [1, 1, 1, 1, 1], b: Array(5).fill(2) }),
  );
  const second = withResults(first, results("2026-02-02", { b: Array(5).fill(3) }));
  const dayOf = (name: string) => second.runs[second.experiments[name].run].date;
  expect([dayOf("a"), dayOf("b")]).toEqual(["2026-01-01", "2026-02-02"]);
  expect(second.experiments.a.contestants.engine[0]).toBe(1);
  expect(second.experiments.b.contestants.engine[0]).toBe(3);
});

it("a run that no experiment names any more is forgotten", () => {
  const first = withResults(NOTHING, results("2026-01-01", { a: Array(5).fill(1) }));
  const second = withResults(first, results("2026-02-02", { a: Array(5).fill(2) }));
  expect(second.runs.map(({ date }) => date)).toEqual(["2026-02-02"]);
  expect(second.experiments.a.run).toBe(0);
});

it("a quick look is refused", () => {
  expect(() => withResults(NOTHING, results("2026-01-01", { a: [1, 2] }))).toThrow(/2 rounds/);
});

it("the file has a line for each figure and reads back alike", () => {
  const figures = withResults(NOTHING, results("2026-01-01", { a: [5, 1, 4, 2, 3] }));
  expect(linesOf(figures)).toContain('"engine": [3, 1, 5]');
  expect(JSON.parse(linesOf(figures))).toEqual(figures);
});

it("a contestant with wrong answers is published as wrong, with its error", () => {
  const found = results("2026-01-01", { a: [1, 1, 1, 1, 1] });
  const agreement = { rows: 1, columns: 1, worst: 0.0031, worstColumn: "a", isWrong: true };
  const [experiment] = found.results;
  const agreements = { engine: agreement, other: { ...agreement, isWrong: false } };
  const figures = withResults(NOTHING, { ...found, results: [{ ...experiment, agreements }] });
  expect(figures.experiments.a.wrong).toEqual({ engine: 0.003 });
});
