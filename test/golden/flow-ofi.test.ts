/** Best-quote order flow imbalance equals the table: e_n, its sums over bars and average depth. */
import { describe, expect, test } from "vitest";
import { assertSame } from "../helpers/compare.ts";
import { column, core, judge } from "../helpers/implementation.ts";
import { goldenCases } from "../helpers/shared.ts";
import { levelSet, message, quote, snapshot, type Tick } from "../helpers/ticks.ts";
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

/** The same step on a ladder of two levels. */
function levels(i: number, row: Row, before: Row | undefined): Tick[] {
  const time = START + i * SECOND;
  const [bid, bidSize, ask, askSize] = row;
  if (before === undefined) return snapshot(time, [[bid, bidSize]], [[ask, askSize]]);
  return message(
    levelSet(time, "bid", before[0], 0),
    levelSet(time, "ask", before[2], 0),
    levelSet(time, "bid", bid, bidSize),
    levelSet(time, "ask", ask, askSize),
  );
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
    const rows = input.quotes;
    const events = rows.length - 1;

    test(`${id}: events, bars of 20 and their sum equal the table`, () => {
      const all = `rollingSum.ofi_${events}`;
      const names = ["ofi", "rollingSum.ofi_20", all];
      const table = implementation.run(
        rows.flatMap((row, i) => quotes(i, row)),
        options,
        names,
      );
      assertSame("ofi", column(table, "ofi").slice(1), expected.e as number[], TOLERANCE);
      const bars = expected.bars20.map((_, k) => column(table, "rollingSum.ofi_20")[20 * (k + 1)]);
      assertSame("bars", bars, expected.bars20, TOLERANCE);
      assertSame("sum", column(table, all).slice(-1), [expected.cumulative], TOLERANCE);
    });

    test(`${id}: events and average depth on a ladder equal the table`, () => {
      const depth = `rollingMean.mlofiDepth_1_${events}`;
      const ticks = rows.flatMap((row, i) => levels(i, row, rows[i - 1]));
      const onLadder = { ...options, book: "ladder" as const };
      const table = implementation.run(ticks, onLadder, ["ofi", depth]);
      assertSame("ofi", column(table, "ofi").slice(1), expected.e as number[], TOLERANCE);
      assertSame("depth", column(table, depth).slice(-1), [expected.average_depth], TOLERANCE);
    });
  }
});
