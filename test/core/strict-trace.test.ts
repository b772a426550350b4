/** A bad tick that opens a message leaves no trace in a strict engine: the message never began. */
import { expect, test } from "vitest";
import { createEngineSync } from "../../bindings/index.ts";
import { clear, levelSet, message, toBatch } from "../helpers/ticks.ts";
import { AFTER, BAD_VALUES, BEFORE, OFF_GRID, OPTIONS } from "./bad-ticks.ts";
import { assertSameRows, takeRows, using } from "./rows.ts";

const STRICT = { ...OPTIONS, strict: true };
const INFINITE = { what: "an infinite size of a level", tick: levelSet(0, "bid", 6172, Infinity) };
INFINITE.tick.time = AFTER[0].time;

test.each([...BAD_VALUES, ...OFF_GRID, INFINITE])("$what leaves no trace", ({ tick }) => {
  using(createEngineSync(STRICT), (engine) => {
    engine.push(toBatch(BEFORE));
    expect(() => engine.push(toBatch(message({ ...tick })))).toThrow();
    engine.push(toBatch(AFTER));
    using(createEngineSync(STRICT), (fresh) => {
      for (const half of [BEFORE, AFTER]) fresh.push(toBatch(half));
      assertSameRows(takeRows(engine.table), takeRows(fresh.table));
      expect(engine.counters).toEqual(fresh.counters);
      expect(engine.offGridPrice).toBe(fresh.offGridPrice);
    });
  });
});

test("a bad first tick of all does not start the clock", () => {
  using(createEngineSync({ ...STRICT, signals: ["bid"] }), (engine) => {
    expect(() => engine.push(toBatch([levelSet(1e6, "bid", NaN, 1)]))).toThrow(RangeError);
    const time = BEFORE[0].time;
    engine.push(toBatch(message(clear(time), levelSet(time, "bid", 10, 1))));
    expect(engine.table.row(-1)).toMatchObject({ time, bid: 10 });
  });
});
