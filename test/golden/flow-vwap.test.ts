/**
 * Session and rolling VWAP, their spread and the distance of the last trade equal the table, and so
 * do West's weighted mean and variance (`roll_ew_incremental`, weights as traded sizes).
 *
 * Not tested: the reliability-weighted variance of West, which no column gives.
 */
import { describe, test } from "vitest";
import { assertSame } from "../helpers/compare.ts";
import { column, core, judge } from "../helpers/implementation.ts";
import { goldenCases, numbers } from "../helpers/shared.ts";
import { message, type Tick, trade } from "../helpers/ticks.ts";
import { SECOND, START } from "./series.ts";

interface Input {
  trades: [number, number][];
  window: number;
  k: number;
}
type Series = (number | null)[];
type Expected = Record<string, Series>;

const TOLERANCE = { rel: 1e-9, abs: 1e-8 };

function tradeTicks(trades: readonly (readonly [number, number])[]): Tick[] {
  return trades.flatMap(([price, size], i) =>
    message(trade(START + i * SECOND, "buy", price, size)),
  );
}

describe.each([judge, core])("flow_vwap, $name", (implementation) => {
  for (const { id, input, expected } of goldenCases<Input, Expected>("flow_vwap")) {
    test(`${id}: session and rolling values equal the table`, () => {
      const suffix = `_${input.window}trades`;
      const names: Record<string, string> = {
        vwap: "vwap",
        sd: "vwapSigma",
        dev_bps: "vwapDeviationBps",
        z: "vwapScore",
        rolling_vwap: `vwap${suffix}`,
        rolling_sd: `vwapSigma${suffix}`,
        rolling_dev_bps: `vwapDeviationBps${suffix}`,
      };
      const options = { tickSize: 0.01, every: "trade" };
      const table = implementation.run(tradeTicks(input.trades), options, Object.values(names));
      for (const [key, name] of Object.entries(names)) {
        assertSame(name, column(table, name), numbers(expected[key]), TOLERANCE);
      }
      const [vwap, sigma] = [column(table, "vwap"), column(table, "vwapSigma")];
      const upper = vwap.map((value, i) => value + input.k * sigma[i]);
      assertSame("upper band", upper, numbers(expected.upper), TOLERANCE);
    });
  }
});

interface West {
  x: number[];
  w: number[];
}

describe.each([judge, core])("roll_ew_incremental, West, $name", (implementation) => {
  const cases = goldenCases<West, Expected>("roll_ew_incremental");
  for (const { id, input, expected } of cases.filter((one) => one.input.w !== undefined)) {
    test(`${id}: mean and variance with weights equal the table`, () => {
      const ticks = tradeTicks(input.x.map((x, i) => [x, input.w[i]]));
      const options = { tickSize: 0.001, every: "trade" };
      const table = implementation.run(ticks, options, ["vwap", "vwapSigma"]);
      const squares = column(table, "vwapSigma").map((sigma) => sigma * sigma);
      assertSame("mean", column(table, "vwap"), numbers(expected.mean), { rel: 1e-10 });
      const wanted = numbers(expected.var_weights_pop);
      assertSame("variance", squares, wanted, { rel: 1e-10, abs: 1e-12 });
    });
  }
});
