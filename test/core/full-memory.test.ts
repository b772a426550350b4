/** A memory that is full to the brim stops no engine in it. */
import { expect, test } from "vitest";
import { createEngineSync, type Engine, Runtime } from "../../bindings/index.ts";
import { market } from "../helpers/market.ts";
import { toBatch } from "../helpers/ticks.ts";
import { assertSameRows, takeRows } from "./rows.ts";

const OPTIONS = { tickSize: 0.5, lotSize: 0.25, ladderTicks: 64, signals: ["mid", "ofi"] };
const TICKS = market({ seed: 3, messages: 40 });

/** Engines until a second memory is opened, so that the first has no room for another. */
function fill(): { runtime: Runtime; engines: Engine[] } {
  const runtime = new Runtime({ maximumBytes: 8 * 65536 });
  const engines: Engine[] = [];
  while (runtime.memories < 2) engines.push(createEngineSync({ ...OPTIONS, runtime }));
  return { runtime, engines };
}

test("a batch outside of a full memory is pushed all the same", () => {
  const { engines } = fill();
  const fresh = createEngineSync({ ...OPTIONS, runtime: new Runtime() });
  fresh.push(toBatch(TICKS));
  for (const engine of engines) {
    engine.push(toBatch(TICKS));
    assertSameRows(takeRows(engine.table), takeRows(fresh.table));
  }
});

test("the book can be read in a full memory", () => {
  const { runtime, engines } = fill();
  for (const { time, price, size, flags } of TICKS) {
    engines[0].pushTick(time, price, size, flags);
  }
  while (runtime.memories < 4) engines.push(createEngineSync({ ...OPTIONS, runtime }));
  expect(engines[0].book.levels("bid").prices.length).toBeGreaterThan(0);
});
