/** Bad input is counted, flagged in the rows it touches, and has no other effect. */
import { describe, expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { type Counters, createEngineSync, type Engine, Flag } from "../../bindings/index.ts";
import {
  clear,
  gap,
  levelChange,
  levelSet,
  message,
  quote,
  snapshot,
  type Tick,
  toBatch,
  trade,
} from "../helpers/ticks.ts";
import { AFTER, BAD_TIMES, BAD_VALUES, BEFORE, NOW, OFF_GRID, OPTIONS } from "./bad-ticks.ts";
import { assertSameRows, takeRows, using } from "./rows.ts";

const T = Date.UTC(2024, 4, 6, 12) * 1000;
const BOOK = snapshot(
  T,
  [
    [10, 4],
    [9.5, 2],
  ],
  [
    [11, 3],
    [11.5, 5],
  ],
);
const NAMES = ["bid", "ask", "bidSize", "askSize", "depthImbalance_5", "ofi", "unknownVolume"];

/** Plays the messages on an engine with a known book and hands over the row of the last. */
function play(messages: Tick[][], check: (engine: Engine, flags: number) => void): void {
  using(createEngineSync({ ...OPTIONS, ladderTicks: 64, signals: NAMES }), (engine) => {
    engine.push(toBatch(BOOK));
    for (const ticks of messages) engine.push(toBatch(ticks));
    check(engine, engine.table.row(-1).flags);
  });
}

/** Plays one more message without fault and returns the flags of its row. */
function flagsAfter(engine: Engine): number {
  engine.push(toBatch(message(trade(T + 9e6, "buy", 10, 1))));
  return engine.table.row(-1).flags;
}

function count(engine: Engine, name: keyof Counters): number {
  return engine.counters[name];
}

describe.each([...BAD_VALUES, ...BAD_TIMES])("$what", ({ tick, counter, flag }) => {
  test("is counted once and flagged in the row it touches", () => {
    using(createEngineSync(OPTIONS), (engine) => {
      engine.push(toBatch(BEFORE));
      const before = engine.counters[counter];
      const open: Tick = { ...trade(NOW, "buy", 6172, 1) };
      const isFirst = counter === "badTimes" || counter === "largeReversals";
      const ticks = isFirst ? message({ ...tick }) : message({ ...open }, { ...tick });
      engine.push(toBatch([...ticks, ...message({ ...open })]));
      const flags = engine.table.borrowFlags();
      expect(engine.counters[counter]).toBe(before + 1);
      expect(flags[0] & flag).toBe(flag);
      engine.push(toBatch(message({ ...open })));
      expect(engine.table.row(-1).flags & flag).toBe(0);
    });
  });
});

test.each(BAD_VALUES)("$what changes no value of any row", ({ tick }) => {
  const open = trade(NOW, "buy", 6172, 1);
  const rowsOf = (ticks: Tick[]) =>
    using(createEngineSync(OPTIONS), (engine) => {
      engine.push(toBatch([...BEFORE, ...ticks, ...AFTER]));
      const rows = takeRows(engine.table);
      rows.delete("flags");
      return rows;
    });
  const actual = rowsOf([open, { ...tick }, ...message({ ...open })]);
  assertSameRows(actual, rowsOf([open, ...message({ ...open })]));
});

test("a gap makes the book unknown until the next clear", () => {
  play([message(gap(T + 1))], (engine, flags) => {
    expect(flags & (Flag.gap | Flag.invalidBook)).toBe(Flag.gap | Flag.invalidBook);
    expect(engine.bookIsValid).toBe(false);
    expect(engine.book.bid).toBeNaN();
    expect(count(engine, "gaps")).toBe(1);
    engine.push(toBatch(message(levelSet(T + 2, "bid", 10, 9))));
    expect(engine.table.row(-1).flags & Flag.deltaIgnored).toBe(Flag.deltaIgnored);
    engine.push(toBatch(snapshot(T + 3, [[8, 1]], [[9, 1]])));
    expect(engine.table.row(-1)).toMatchObject({ bid: 8, ask: 9, ofi: 0 });
    expect(engine.table.row(-1).flags & (Flag.resync | Flag.invalidBook)).toBe(Flag.resync);
  });
});

test("a delta before the first snapshot is ignored, counted and flagged", () => {
  using(createEngineSync({ ...OPTIONS, signals: NAMES }), (engine) => {
    const early = [levelSet(T, "bid", 10, 4), levelChange(T, "ask", 11, 2)];
    engine.push(toBatch(message(...early)));
    const row = engine.table.row(-1);
    expect(row.bid).toBeNaN();
    expect(row.flags & Flag.deltaIgnored).toBe(Flag.deltaIgnored);
    expect(row.flags & Flag.invalidBook).toBe(Flag.invalidBook);
    expect(count(engine, "deltasIgnored")).toBe(2);
    engine.push(toBatch(snapshot(T + 1, [[9, 1]], [[12, 1]])));
    expect(engine.table.row(-1)).toMatchObject({ bid: 9, ask: 12 });
  });
});

test.each(OFF_GRID)("$what makes the book unknown until the next clear", ({ tick }) => {
  play([message({ ...tick, time: T + 1 })], (engine, flags) => {
    expect(flags & (Flag.offGrid | Flag.invalidBook)).toBe(Flag.offGrid | Flag.invalidBook);
    expect(count(engine, "offGridLevels")).toBe(1);
    expect(engine.offGridPrice).toBe(tick.price);
    expect(engine.table.row(-1).bid).toBeNaN();
    expect(flagsAfter(engine) & (Flag.offGrid | Flag.invalidBook)).toBe(Flag.invalidBook);
    engine.push(toBatch(snapshot(T + 9e6, [[8, 1]], [[9, 1]])));
    expect(engine.bookIsValid).toBe(true);
  });
});

test("a reversal within the bound is taken at the clock's time", () => {
  const late = message(trade(T - 1e6, "buy", 10, 1));
  play([late], (engine, flags) => {
    expect(flags & Flag.timeReversal).toBe(Flag.timeReversal);
    expect(engine.table.row(-1).time).toBe(T);
    expect(engine.counters).toMatchObject({ timeReversals: 1, largeReversals: 0 });
  });
});

test.each([
  [0, 1, 1],
  [5, 5000, 0],
  [5, 5001, 1],
])("with maxReversalMs %d, %d us behind counts %d large reversals", (maxReversalMs, us, large) => {
  using(createEngineSync({ ...OPTIONS, maxReversalMs }), (engine) => {
    engine.push(toBatch([...BOOK, ...message(trade(T - us, "buy", 10, 1))]));
    expect(engine.counters).toMatchObject({ timeReversals: 1, largeReversals: large });
  });
});

test.each([
  ["crossed", 11.5, Flag.crossed, "crossedMessages"],
  ["locked", 11, Flag.locked, "lockedMessages"],
] as const)("a %s book after a message is flagged while it lasts", (_, price, flag, counter) => {
  play([message(levelSet(T + 1, "bid", price, 1))], (engine, flags) => {
    expect(flags & (Flag.crossed | Flag.locked)).toBe(flag);
    expect(count(engine, counter)).toBe(1);
    expect(engine.table.row(-1)).toMatchObject({ bid: price, ask: 11 });
    engine.push(toBatch(message(levelSet(T + 2, "bid", price, 0))));
    expect(engine.table.row(-1).flags & (Flag.crossed | Flag.locked)).toBe(0);
  });
});

test("a book that is crossed only inside a message is not crossed", () => {
  const ticks = [levelSet(T + 1, "bid", 11, 1), levelSet(T + 1, "ask", 11, 0)];
  play([message(...ticks)], (engine, flags) => {
    expect(flags & (Flag.crossed | Flag.locked)).toBe(0);
    expect(engine.table.row(-1)).toMatchObject({ bid: 11, ask: 11.5 });
    expect(engine.counters).toMatchObject({ crossedMessages: 0, lockedMessages: 0 });
  });
});

test("a trade without a side is counted, flagged and kept apart", () => {
  play([message(trade(T + 1, "unknown", 10.25, 2))], (engine, flags) => {
    expect(flags & Flag.unknownSide).toBe(Flag.unknownSide);
    expect(engine.table.row(-1).unknownVolume).toBe(2);
    expect(count(engine, "unknownSides")).toBe(1);
  });
});

test.each([
  ["bid", 1e6],
  ["bid", -1e6],
  ["ask", 1e6],
  ["ask", 0.5],
] as const)("one far %s quote at %d that is deleted leaves the book as it was", (side, price) => {
  const far = message(levelSet(T + 1, side, price, 7));
  const gone = message(levelSet(T + 2, side, price, 0));
  const next = message(levelChange(T + 3, "bid", 9.5, 1), levelChange(T + 3, "ask", 11.5, 1));
  const bookOf = (engine: Engine) => [engine.book.levels("bid"), engine.book.levels("ask")];
  play([far, gone, next], (engine) => {
    const row = engine.table.row(-1);
    play([next], (fresh) => {
      expect(bookOf(engine)).toEqual(bookOf(fresh));
      for (const name of ["bid", "ask", "bidSize", "askSize", "depthImbalance_5"]) {
        expect(row[name], name).toBe(fresh.table.row(-1)[name]);
      }
    });
  });
});

test("quotes beside a ladder and levels beside quotes are counted and ignored", () => {
  play([message(quote(T + 1, "bid", 99, 1))], (engine) => {
    expect(engine.book.bid).toBe(10);
    expect(count(engine, "quotesIgnored")).toBe(1);
  });
  using(createEngineSync({ ...OPTIONS, book: "quotes", signals: ["mid"] }), (engine) => {
    engine.push(toBatch([...message(quote(T, "bid", 10, 1), quote(T, "ask", 11, 1))]));
    engine.push(toBatch(message(levelSet(T, "bid", 10.5, 1))));
    expect(engine.table.row(-1).mid).toBe(10.5);
    expect(count(engine, "deltasIgnored")).toBe(1);
  });
});

test("ticks of other instruments are counted and not heard", () => {
  const foreign = { ...clear(T + 1), instrument: 7, flags: abi.KIND_CLEAR | abi.TICK_LAST };
  play([[foreign], message(trade(T + 2, "buy", 10, 1))], (engine) => {
    expect(engine.book.bid).toBe(10);
    expect(engine.counters).toMatchObject({ otherInstrument: 1, clears: 1 });
  });
});
