/** What does not fit at first is made to fit, and nothing is counted twice by it. */
import { expect, test } from "vitest";
import { createEngineSync } from "../../bindings/index.ts";
import { clear, levelSet, message, toBatch, trade } from "../helpers/ticks.ts";
import { assertSameRows, takeRows, using } from "./rows.ts";

const T = Date.UTC(2024, 4, 6, 12) * 1000;
const TINY = { rows: 1, trades: 1, events: 1, windowRows: 1, overflow: 1 };

test("counters do not depend on capacity, with odd lots far from the touch", () => {
  const ticks = [clear(T), levelSet(T, "bid", 1000, 0.3), levelSet(T, "ask", 1001, 0.3)];
  for (let i = 0; i < 300; i++) {
    ticks.push(levelSet(T, "bid", 900 - i, 0.3), levelSet(T, "ask", 1101 + i, 0.3));
    ticks.push(...message(trade(T + i * 1000, "buy", 1001, 0.3)));
  }
  const signals = ["depthImbalance_20", "tradeImbalance_1s", "ofi_1s", "rollingMean.mid_60s"];
  const options = { tickSize: 1, lotSize: 0.25, ladderTicks: 64, signals };
  const [tiny, plenty] = [{ capacity: TINY }, {}].map((more) =>
    using(createEngineSync({ ...options, ...more }), (engine) => {
      engine.push(toBatch(ticks));
      return { rows: takeRows(engine.table), counters: engine.counters };
    }),
  );
  assertSameRows(tiny.rows, plenty.rows);
  expect(tiny.counters).toEqual(plenty.counters);
});
