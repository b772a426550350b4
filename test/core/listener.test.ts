/** A listener that disposes of its engine harms no other. */
import { expect, test } from "vitest";
import { createEngineSync, OrderError, Runtime } from "../../bindings/index.ts";
import { market } from "../helpers/market.ts";
import { toBatch } from "../helpers/ticks.ts";
import { assertSameRows, takeRows } from "./rows.ts";

const TICKS = market({ seed: 3, messages: 200 });
const OPTIONS = { tickSize: 0.5, lotSize: 0.25, ladderTicks: 1024, signals: ["mid", "ofi"] };

test("dispose within a listener is refused, or ends the push without touching others", () => {
  const runtime = new Runtime();
  const engine = createEngineSync({ ...OPTIONS, runtime, capacity: { rows: 4 } });
  let other = engine;
  engine.onRows(() => {
    engine.onRows(null);
    engine.dispose();
    other = createEngineSync({ ...OPTIONS, runtime, capacity: { rows: 4 } });
    other.push(toBatch(TICKS));
  });
  expect(() => engine.push(toBatch(TICKS))).toThrow(OrderError);
  const fresh = createEngineSync({ ...OPTIONS, runtime: new Runtime() });
  fresh.push(toBatch(TICKS));
  if (other !== engine) assertSameRows(takeRows(other.table), takeRows(fresh.table));
});
