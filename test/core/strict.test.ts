/** A strict engine throws at the first bad tick and names it. */
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { createEngineSync, type Engine } from "../../bindings/index.ts";
import { levelSet, message, quote, type Tick, toBatch } from "../helpers/ticks.ts";
import type { BadTick } from "./bad-ticks.ts";
import { AFTER, BAD_TIMES, BAD_VALUES, BEFORE, NOW, OFF_GRID, OPTIONS } from "./bad-ticks.ts";
import { assertSameRows, takeRows, using } from "./rows.ts";

const STRICT = { ...OPTIONS, strict: true };
const VALUES = [...BAD_VALUES, ...OFF_GRID];

function thrownBy(work: () => unknown): Error | null {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  return null;
}

function assertNamed(error: Error | null, { error: type, sentence }: BadTick, index: number): void {
  expect(error).toBeInstanceOf(type);
  expect(error?.message).toMatch(new RegExp(`^volume-imbalance/engine.push: tick ${index}: `));
  expect(error?.message).toMatch(sentence);
}

function strictly(use: (engine: Engine) => void): void {
  using(createEngineSync(STRICT), use);
}

test.each([...BAD_TIMES, ...VALUES])("$what is named by its place in the batch", (bad) => {
  strictly((engine) => {
    const batch = toBatch([...BEFORE, ...message({ ...bad.tick }), ...AFTER]);
    assertNamed(
      thrownBy(() => engine.push(batch)),
      bad,
      BEFORE.length,
    );
  });
});

test.each([...BAD_TIMES, ...VALUES])("$what is named when pushed alone", (bad) => {
  strictly((engine) => {
    engine.push(toBatch(BEFORE));
    const { time, price, size, flags } = bad.tick;
    const push = () => engine.pushTick(time, price, size, flags | abi.TICK_LAST);
    assertNamed(thrownBy(push), bad, 0);
  });
});

test.each([...BAD_TIMES, ...VALUES])("$what is named when pushed by column", (bad) => {
  strictly((engine) => {
    engine.push(toBatch(BEFORE));
    const { time, price, size, flags } = bad.tick;
    const columns = {
      time: Float64Array.of(NOW, time),
      price: Float64Array.of(6172, price),
      size: Float64Array.of(1, size),
      flags: Uint32Array.of(abi.KIND_TRADE | abi.SIDE_BUY | abi.TICK_LAST, flags),
    };
    assertNamed(
      thrownBy(() => engine.pushColumns(columns)),
      bad,
      1,
    );
  });
});

test.each(BAD_TIMES)("$what leaves no trace", ({ tick }) => {
  strictly((engine) => {
    engine.push(toBatch(BEFORE));
    expect(() => engine.push(toBatch(message({ ...tick })))).toThrow();
    engine.push(toBatch(AFTER));
    strictly((fresh) => {
      for (const half of [BEFORE, AFTER]) fresh.push(toBatch(half));
      assertSameRows(takeRows(engine.table), takeRows(fresh.table));
      expect(engine.counters).toEqual(fresh.counters);
    });
  });
});

test.each(VALUES)("$what inside a message leaves no trace, and the message goes on", (bad) => {
  const trade = { flags: abi.KIND_TRADE | abi.SIDE_BUY, price: 6172, size: 1 };
  const open: Tick = { time: NOW, instrument: 0, ...trade };
  strictly((engine) => {
    engine.push(toBatch(BEFORE));
    const batch = toBatch([open, { ...bad.tick }, ...message({ ...open })]);
    assertNamed(
      thrownBy(() => engine.push(batch)),
      bad,
      1,
    );
    engine.push(toBatch([...message({ ...open }), ...AFTER]));
    strictly((fresh) => {
      fresh.push(toBatch(BEFORE));
      fresh.push(toBatch([open, ...message({ ...open }), ...AFTER]));
      assertSameRows(takeRows(engine.table), takeRows(fresh.table));
      expect(engine.counters).toEqual(fresh.counters);
    });
  });
});

test("the ticks before a bad one are taken", () => {
  strictly((engine) => {
    const bad = levelSet(NOW, "bid", 6172, NaN);
    expect(() => engine.push(toBatch([...BEFORE, bad, ...AFTER]))).toThrow(/size must/);
    strictly((fresh) => {
      fresh.push(toBatch(BEFORE));
      assertSameRows(takeRows(engine.table), takeRows(fresh.table));
    });
  });
});

test("a bad quote of an instrument without depth is named", () => {
  using(createEngineSync({ ...STRICT, book: "quotes", signals: ["mid"] }), (engine) => {
    const push = (tick: Tick) => () => engine.push(toBatch([tick]));
    expect(push(quote(NOW, "bid", NaN, 1))).toThrow(/price must .* was NaN/);
    expect(push(quote(NOW, "bid", 10, -1))).toThrow(/size must .* was -1/);
    const sideless = { ...quote(NOW, "bid", 10, 1), flags: abi.KIND_QUOTE };
    expect(push(sideless)).toThrow(/side for levels and quotes/);
  });
});
