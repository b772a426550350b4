/**
 * Tabular CUSUM equals the worked examples: sums, run lengths, first alarm, onset and new mean.
 *
 * Head starts are not offered: a case with one is compared from where its sum is back at 0 first.
 */
import { describe, expect, test } from "vitest";
import { assertSame } from "../helpers/compare.ts";
import { core, judge } from "../helpers/implementation.ts";
import { goldenCases } from "../helpers/shared.ts";
import { runSeries } from "./series.ts";

interface Input {
  x: number[];
  mu0: number;
  K: number;
  H: number;
  headstart?: number;
}
interface Expected {
  c_plus: number[];
  c_minus: number[];
  n_plus: number[];
  n_minus: number[];
  first_signal: { index: number; side: string; onset: number; shift_estimate: number };
}

const TOLERANCE = { abs: 1e-9 };
const PARTS = ["up", "down", "alarm", "run", "shift"];

describe.each([judge, core])("spc_cusum_worked, $name", (implementation) => {
  for (const { id, input, expected } of goldenCases<Input, Expected>("spc_cusum_worked")) {
    const { x, mu0, K, H, headstart = 0 } = input;
    const from = (sums: number[]) => (headstart === 0 ? 0 : sums.indexOf(0));
    const series = () => {
      const chart = `indexPrice:cusum,k=${K},h=${H},cap=1000,baseline=fixed:${mu0}:1`;
      const names = PARTS.map((part) => `cusum.indexPrice.${part}`);
      return runSeries(implementation, x, names, [chart]);
    };

    test(`${id}: both sums equal the table`, () => {
      const [up, down] = series();
      for (const [sum, wanted] of [
        [up, expected.c_plus],
        [down, expected.c_minus],
      ] as const) {
        const start = from([...wanted]);
        assertSame("sum", sum.slice(start), wanted.slice(start), TOLERANCE);
      }
    });

    test(`${id}: run lengths of the larger sum equal the table`, () => {
      const run = series()[3];
      const start = Math.max(from(expected.c_plus), from(expected.c_minus));
      const wanted = expected.c_plus.map((sum, i) =>
        sum >= expected.c_minus[i] ? expected.n_plus[i] : -expected.n_minus[i],
      );
      assertSame("run", run.slice(start), wanted.slice(start));
    });

    test(`${id}: the first alarm, its onset and the new mean equal the table`, () => {
      const [, , alarm, run, shift] = series();
      const { index, side, onset, shift_estimate } = expected.first_signal;
      const first = alarm.findIndex((value) => value !== 0);
      expect(first + 1).toBe(index);
      expect(alarm[first]).toBe(side === "+" ? 1 : -1);
      expect(first + 1 - Math.abs(run[first]) + 1).toBe(onset);
      expect(shift[first]).toBeCloseTo(shift_estimate, 9);
    });
  }
});
