/** Best-quote order flow imbalance equals the table: e_n, its sums over bars and average depth. */
import { describe, expect, test } from "vitest";
import { assertSame } from "../helpers/compare.ts";
import { column, core, judge } from "../helpers/implementation.ts";
import { goldenCases } from "../helpers/shared.ts";
import { message, quote, type Tick } from "../helpers/ticks.ts";
import { SECOND, START } from "./series.ts";

interface Quote {
  bid: number | null;
  bidSize: number;
  ask: number | null;
  askSize: number;
}
type Row = [number, number, number, number];
interface Input {
  prev: Quote;
  cur: Quote;
  quotes?: Row[];
}
interface Expected {
  e: number | number[];
  cumulative: number;
  bars20: number[];
  average_depth: number;
}

const TOLERANCE = { abs: 1e-12, rel: 1e-12 };
const cases = goldenCases<Input, Expected>("flow_ofi");
const options = { tickSize: 1, lotSize: 1, book: "quotes" as const, every: "message" };

function quotes(i: number, [bid, bidSize, ask, askSize]: Row): Tick[] {
  const time = START + i * SECOND;
  return message(quote(time, "bid", bid, bidSize), quote(time, "ask", ask, askSize));
}

function rowOf({ bid, bidSize, ask, askSize }: Quote): Row {
  return [bid ?? 0, bidSize, ask ?? 0, askSize];
}

describe.each([judge, core])("flow_ofi, $name", (implementation) => {
  for (const { id, input, expected } of cases) {
    if (input.quotes === undefined) {
      test(`${id}: the step from one quote to the next equals the table`, () => {
        const ticks = [input.prev, input.cur].flatMap((row, i) => quotes(i, rowOf(row)));
        const table = implementation.run(ticks, options, ["ofi"]);
        expect([...column(table, "ofi")]).toEqual([0, expected.e]);
      });
      continue;
    }
    test(`${id}: events, bars of 20 and average depth equal the table`, () => {
      const rows = input.quotes as Row[];
      const events = rows.length - 1;
      const depth = `rollingMean.mlofiDepth_1_${events}`;
      const all = `rollingSum.ofi_${events}`;
      const names = ["ofi", "rollingSum.ofi_20", all, depth];
      const table = implementation.run(rows.flatMap((row, i) => quotes(i, row)), options, names);
      assertSame("ofi", column(table, "ofi").slice(1), expected.e as number[], TOLERANCE);
      const bars = expected.bars20.map((_, k) => column(table, "rollingSum.ofi_20")[20 * (k + 1)]);
      assertSame("bars", bars, expected.bars20, TOLERANCE);
      assertSame("sum", column(table, all).slice(-1), [expected.cumulative], TOLERANCE);
      assertSame("depth", column(table, depth).slice(-1), [expected.average_depth], TOLERANCE);
    });
  }
});
