/** Ewma, EwmVariance and EwmZScore equal the tables of weighted moments, in either form. */
import { describe, test } from "vitest";
import { Ewma, EwmVariance, EwmZScore } from "../../bindings/calculators/index.ts";
import { assertSame } from "../helpers/compare.ts";
import { goldenCases, numbers } from "../helpers/shared.ts";

interface Input {
  readonly x: (number | null)[];
  readonly alpha?: number;
  readonly adjust?: boolean;
  readonly ignore_na?: boolean;
  readonly t_ms?: number[];
  readonly halflife_ms?: number;
}
type Expected = Record<string, (number | null)[]>;

const TOLERANCE = { rel: 1e-10, abs: 1e-12 };

type Class = typeof Ewma | typeof EwmVariance | typeof EwmZScore;

/** Both forms give the table. */
function check(Made: Class, options: object, columns: number[][], wanted: (number | null)[]): void {
  const made = new Made(options);
  const one = columns[0].map((x, index) => made.update(x, columns[1]?.[index]));
  assertSame("one by one", one, numbers(wanted), TOLERANCE);
  const [x, ...times] = columns.map((column) => Float64Array.from(column));
  const process = new Made(options);
  const all = times.length === 0 ? process.process(x) : process.process(x, times[0]);
  assertSame("at once", all, numbers(wanted), TOLERANCE);
}

describe("roll_ew_incremental", () => {
  const cases = goldenCases<Input, Expected>("roll_ew_incremental");
  for (const { id, input, expected } of cases.filter((one) => one.input.alpha !== undefined)) {
    test(`${id}: mean, variance and the score before the update equal the table`, () => {
      const x = numbers(input.x);
      const { alpha } = input;
      check(Ewma, { alpha }, [x], expected.mean);
      check(EwmVariance, { alpha }, [x], expected.var);
      check(EwmZScore, { alpha }, [x], expected.z_before_update);
    });
  }
});

describe("roll_ew_pandas", () => {
  const cases = goldenCases<Input, Expected>("roll_ew_pandas");
  // gaps that let weights decay (ignore_na: false) are not offered: a gap leaves no trace
  const plain = cases.filter(({ id, input }) => input.alpha !== undefined && id !== "adj_na");
  for (const { id, input, expected } of plain) {
    test(`${id}: mean and biased variance equal the table`, () => {
      const { alpha, adjust } = input;
      const x = numbers(input.x);
      const isKnown = (_: unknown, index: number) => input.x[index] !== null;
      const mean = expected.mean.map((y, index) => (isKnown(y, index) ? y : null));
      const variance = expected.var_biased.map((y, index) => (isKnown(y, index) ? y : null));
      check(Ewma, { alpha, adjust }, [x], mean);
      check(EwmVariance, { alpha, adjust }, [x], variance);
    });
  }
  const timed = cases.filter(({ input }) => input.t_ms !== undefined);
  for (const { id, input, expected } of timed) {
    test(`${id}: mean by time equals the table`, () => {
      const halfLife = `${input.halflife_ms}ms`;
      const timesUs = (input.t_ms as number[]).map((ms) => ms * 1e3);
      check(Ewma, { halfLife, adjust: true }, [numbers(input.x), timesUs], expected.mean);
    });
  }
});
