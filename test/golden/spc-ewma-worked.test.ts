/** EWMA charts equal the worked examples: path, limits from the first value on, first alarm. */
import { describe, expect, test } from "vitest";
import { assertSame } from "../helpers/compare.ts";
import { core, judge } from "../helpers/implementation.ts";
import { goldenCases } from "../helpers/shared.ts";
import { runSeries } from "./series.ts";

interface Input {
  x: number[];
  lambda_: number;
  mu0: number;
  sigma: number;
  L: number;
}
interface Expected {
  z: number[];
  ucl: number[];
  lcl: number[];
  first_signal_varying: number | null;
}

const TOLERANCE = { rel: 1e-12, abs: 1e-12 };

describe.each([judge, core])("spc_ewma_worked, $name", (implementation) => {
  for (const { id, input, expected } of goldenCases<Input, Expected>("spc_ewma_worked")) {
    test(`${id}: level, limits and the first alarm equal the table`, () => {
      const { x, lambda_, mu0, sigma, L } = input;
      const chart = `indexPrice:ewma,lambda=${lambda_},limit=${L},baseline=fixed:${mu0}:${sigma}`;
      const names = ["level", "upper", "lower", "alarm"].map((part) => `ewma.indexPrice.${part}`);
      const [level, upper, lower, alarm] = runSeries(implementation, x, names, [chart]);
      assertSame("level", level, expected.z, TOLERANCE);
      assertSame("upper", upper, expected.ucl, TOLERANCE);
      assertSame("lower", lower, expected.lcl, TOLERANCE);
      const first = alarm.findIndex((value) => value !== 0) + 1 || null;
      expect(first).toBe(expected.first_signal_varying);
    });
  }
});
