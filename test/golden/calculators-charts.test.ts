/** EwmaChart and Cusum equal the worked examples. */
import { describe, expect, test } from "vitest";
import { Cusum, EwmaChart } from "../../bindings/calculators/index.ts";
import { assertSame } from "../helpers/compare.ts";
import { goldenCases } from "../helpers/shared.ts";

interface EwmaInput {
  x: number[];
  lambda_: number;
  mu0: number;
  sigma: number;
  L: number;
}
interface EwmaExpected {
  z: number[];
  ucl: number[];
  lcl: number[];
  first_signal_varying: number | null;
}
interface CusumInput {
  x: number[];
  mu0: number;
  K: number;
  H: number;
  headstart?: number;
}
interface CusumExpected {
  c_plus: number[];
  c_minus: number[];
  first_signal: { index: number; side: string; onset: number; shift_estimate: number };
}

describe("spc_ewma_worked", () => {
  for (const { id, input, expected } of goldenCases<EwmaInput, EwmaExpected>("spc_ewma_worked")) {
    test(`${id}: level, limits and the first alarm equal the table`, () => {
      const { x, lambda_: lambda, mu0, sigma, L: limit } = input;
      const found = EwmaChart.compute(x, { lambda, limit, baseline: `fixed:${mu0}:${sigma}` });
      const tolerance = { rel: 1e-12, abs: 1e-12 };
      assertSame("level", found.level, expected.z, tolerance);
      assertSame("upper", found.upper, expected.ucl, tolerance);
      assertSame("lower", found.lower, expected.lcl, tolerance);
      const first = found.alarm.findIndex((alarm) => alarm !== 0) + 1 || null;
      expect(first).toBe(expected.first_signal_varying);
    });
  }
});

describe("spc_cusum_worked", () => {
  const cases = goldenCases<CusumInput, CusumExpected>("spc_cusum_worked");
  for (const { id, input, expected } of cases) {
    test(`${id}: sums, the first alarm, its onset and the new mean equal the table`, () => {
      const { x, mu0, K: k, H: h, headstart = 0 } = input;
      const made = new Cusum({ k, h, cap: Infinity, baseline: `fixed:${mu0}:1` });
      const { up, down } = Cusum.compute(x, { k, h, cap: Infinity, baseline: `fixed:${mu0}:1` });
      // head starts are not offered: such a sum is compared from where it is back at 0 first
      const from = (sums: number[]) => (headstart === 0 ? 0 : sums.indexOf(0));
      for (const [sum, wanted] of [
        [up, expected.c_plus],
        [down, expected.c_minus],
      ] as const) {
        const start = from([...wanted]);
        assertSame("sum", sum.slice(start), wanted.slice(start), { abs: 1e-9 });
      }
      const { index, side, onset, shift_estimate } = expected.first_signal;
      let taken = 0;
      do made.update(x[taken++]);
      while (made.alarm === 0);
      expect([taken, made.alarm, made.onset]).toEqual([index, side === "+" ? 1 : -1, onset]);
      expect(made.shift).toBeCloseTo(shift_estimate, 9);
    });
  }
});
