/** Time runs forward, rows by interval stand at their boundaries and nowhere else. */
import { expect, test } from "vitest";
import { createEngineSync, type Engine, type EngineOptions, Flag } from "../../bindings/index.ts";
import { clear, levelSet, message, snapshot, type Tick, toBatch, trade } from "../helpers/ticks.ts";
import { using } from "./rows.ts";

const T = Date.UTC(2024, 4, 6, 12) * 1000;
const MS = 1000;
const SECOND = 1e6;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const BIDS = [[10, 4]] as const;
const ASKS = [[11, 3]] as const;
const GRID: EngineOptions = { tickSize: 0.5, every: "100ms", signals: ["mid", "tradeCount"] };

function withEngine<R>(options: Partial<EngineOptions>, use: (engine: Engine) => R): R {
  return using(createEngineSync({ ...GRID, ladderTicks: 64, ...options }), use);
}

function buy(time: number): Tick[] {
  return message(trade(time, "buy", 10, 1));
}

/** Times of the rows that a push makes. */
function timesOf(engine: Engine, ...messages: Tick[][]): number[] {
  engine.push(toBatch(messages.flat()));
  return [...engine.table.borrow("time")];
}

test("a time 30 days ahead is refused, and the stream goes on", () => {
  withEngine({ every: "message" }, (engine) => {
    engine.push(toBatch([...snapshot(T, BIDS, ASKS), ...buy(T + 30 * DAY)]));
    expect(engine.table.length).toBe(1);
    expect(timesOf(engine, buy(T + SECOND), buy(T + 2 * SECOND))).toEqual([T + SECOND, T + 2e6]);
    expect(engine.counters).toMatchObject({ badTimes: 1, trades: 2, sessionBreaks: 0 });
    expect(engine.table.borrowFlags()[0] & Flag.badTick).toBe(Flag.badTick);
  });
});

test("two outliers far from each other do not confirm each other", () => {
  withEngine({ every: "message" }, (engine) => {
    engine.push(toBatch(snapshot(T, BIDS, ASKS)));
    expect(timesOf(engine, buy(T + 30 * DAY), buy(T + 300 * DAY), buy(T + MS))).toEqual([T + MS]);
  });
});

test("a silence of 30 days is believed at the second message, which has a row", () => {
  withEngine({ every: "message" }, (engine) => {
    const later = T + 30 * DAY;
    engine.push(toBatch(snapshot(T, BIDS, ASKS)));
    const rows = engine.push(toBatch([...buy(later), ...buy(later + SECOND)]));
    expect(rows).toBe(1);
    expect(engine.table.row(0)).toMatchObject({ time: later + SECOND, tradeCount: 1 });
    expect(engine.table.row(0).flags & Flag.sessionBreak).toBe(Flag.sessionBreak);
    expect(engine.lastTimeUs).toBe(later + SECOND);
  });
});

test("by interval a believed silence is not filled with rows", () => {
  withEngine({}, (engine) => {
    const later = T + 30 * DAY;
    engine.push(toBatch(snapshot(T, BIDS, ASKS)));
    const made = timesOf(engine, buy(later), buy(later + MS), buy(later + 250 * MS));
    expect(made.filter((time) => time > T + SECOND)).toEqual([later + 100 * MS, later + 200 * MS]);
    expect(made.length).toBeLessThanOrEqual(3);
  });
});

test("a bound of silence that is chosen is the one that counts", () => {
  withEngine({ every: "message", maxSilenceMs: 1000 }, (engine) => {
    engine.push(toBatch(snapshot(T, BIDS, ASKS)));
    expect(timesOf(engine, buy(T + SECOND))).toEqual([T + SECOND]);
    expect(timesOf(engine, buy(T + 2 * SECOND + 1))).toEqual([]);
  });
});

test("a silence that is believed breaks the flow, one that is not leaves no doubt behind", () => {
  withEngine({ every: "message", signals: ["ofi", "mid"], maxSilenceMs: 1000 }, (engine) => {
    const bid = (time: number, size: number) => message(levelSet(time, "bid", 10, size));
    engine.push(toBatch([...snapshot(T, BIDS, ASKS), ...bid(T + 1, 5)]));
    expect(engine.table.row(-1).ofi).toBe(1);
    const later = T + 5 * SECOND;
    expect(timesOf(engine, bid(later, 6), bid(T + 2, 7), bid(later + 1, 8))).toEqual([T + 2]);
    expect(engine.table.row(-1).flags & Flag.sessionBreak).toBe(0);
    expect(timesOf(engine, bid(later + 2, 9))).toEqual([later + 2]);
    const { flags, ofi } = engine.table.row(-1);
    expect([flags & Flag.sessionBreak, ofi]).toEqual([Flag.sessionBreak, 0]);
  });
});

test.each([
  ["before", 199 * MS, [100]],
  ["at", 200 * MS, [100, 200]],
  ["after", 201 * MS, [100, 200]],
])("advanceTo %s a boundary closes the intervals up to it", (_, us, boundaries) => {
  withEngine({}, (engine) => {
    engine.push(toBatch(snapshot(T + 1, BIDS, ASKS)));
    expect(engine.advanceTo(T + us)).toBe(boundaries.length);
    const times = [...engine.table.borrow("time")];
    expect(times).toEqual(boundaries.map((ms) => T + ms * MS));
    expect(engine.advanceTo(T + us)).toBe(0);
    expect(engine.lastTimeUs).toBe(T + us);
  });
});

test("a tick at a boundary belongs to the interval that ends there", () => {
  withEngine({}, (engine) => {
    engine.push(toBatch([...snapshot(T + 1, BIDS, ASKS), ...buy(T + 100 * MS)]));
    expect(engine.table.length).toBe(0);
    engine.push(toBatch(buy(T + 100 * MS + 1)));
    expect(engine.table.row(0)).toMatchObject({ time: T + 100 * MS, tradeCount: 1 });
    engine.advanceTo(T + 200 * MS);
    expect(engine.table.row(0)).toMatchObject({ time: T + 200 * MS, tradeCount: 1 });
  });
});

test("a first message at a boundary makes that boundary the first", () => {
  withEngine({}, (engine) => {
    expect(timesOf(engine, snapshot(T, BIDS, ASKS), buy(T + 1))).toEqual([T]);
  });
});

test("advanceTo before the first message, or into the past, changes nothing", () => {
  withEngine({}, (engine) => {
    expect(engine.advanceTo(T + DAY)).toBe(0);
    expect(timesOf(engine, snapshot(T, BIDS, ASKS), buy(T + 1))).toEqual([T]);
    expect(engine.advanceTo(T - DAY)).toBe(0);
    expect(engine.lastTimeUs).toBe(T + 1);
    expect(() => engine.advanceTo(Number.NaN)).toThrow(RangeError);
  });
});

test("a push and advanceTo close the same rows", () => {
  const rowsOf = (close: (engine: Engine) => void) =>
    withEngine({ signals: ["mid", "tradeCount", "tradeImbalance_1s"] }, (engine) => {
      engine.push(toBatch([...snapshot(T + 1, BIDS, ASKS), ...buy(T + 2)]));
      close(engine);
      return Array.from({ length: engine.table.length }, (_, i) => engine.table.row(i));
    });
  const advanced = rowsOf((engine) => engine.advanceTo(T + 3 * SECOND));
  const pushed = rowsOf((engine) => engine.push(toBatch(buy(T + 3 * SECOND + 1))));
  expect(advanced).toHaveLength(30);
  expect(advanced).toEqual(pushed);
});

test("advanceTo in small steps gives the rows of one message", () => {
  const options = { every: "1s", signals: ["mid", "cvd", "ofi_1s"] };
  const rowsOf = (step: number) =>
    withEngine(options, (engine) => {
      const rows: unknown[] = [];
      engine.onRows((table) => {
        for (let i = 0; i < table.length; i++) rows.push(table.row(i));
      });
      engine.push(toBatch([...snapshot(T, BIDS, ASKS), ...buy(T + 1)]));
      for (let at = step; at < 20 * SECOND; at += step) engine.advanceTo(T + at);
      engine.push(toBatch(message(levelSet(T + 20.5 * SECOND, "bid", 9, 1))));
      return rows;
    });
  const whole = rowsOf(100 * SECOND);
  for (const step of [0.3, 0.5, 1, 7]) expect(rowsOf(step * SECOND)).toEqual(whole);
});

test("with skipEmpty only intervals with a message have a row", () => {
  withEngine({ skipEmpty: true }, (engine) => {
    const busy = [T + 50 * MS, T + 450 * MS, T + 1050 * MS];
    const made = timesOf(engine, snapshot(T + 1, BIDS, ASKS), ...busy.map(buy), buy(T + 5e6));
    expect(made).toEqual([T + 100 * MS, T + 500 * MS, T + 1100 * MS]);
    expect(engine.advanceTo(T + 6 * SECOND)).toBe(1);
    expect(engine.table.row(0).time).toBe(T + 5 * SECOND);
  });
});

test("an empty interval has no row while the book is unknown", () => {
  withEngine({}, (engine) => {
    const made = timesOf(engine, buy(T + 1), buy(T + 350 * MS));
    expect(made).toEqual([T + 100 * MS]);
  });
});

test("a quiet hour at 100ms passes through a small table in constant memory", () => {
  withEngine({ capacity: { rows: 16 } }, (engine) => {
    let rows = 0;
    let last = T;
    engine.onRows((table) => {
      for (const time of table.borrow("time")) {
        if (time !== last + 100 * MS) throw new Error(`${time} follows ${last}`);
        last = time;
        rows++;
      }
    });
    engine.push(toBatch(snapshot(T + 1, BIDS, ASKS)));
    const before = engine.memoryBytes;
    expect(engine.push(toBatch(buy(T + HOUR + 1)))).toBe(36_000);
    expect(rows).toBe(36_000);
    expect(engine.memoryBytes).toBe(before);
  });
});

test("a quiet hour is kept whole without a listener", () => {
  withEngine({ capacity: { rows: 1 } }, (engine) => {
    engine.push(toBatch(snapshot(T + 1, BIDS, ASKS)));
    expect(engine.advanceTo(T + HOUR)).toBe(36_000);
    expect(engine.table.length).toBe(36_000);
    expect(engine.table.row(-1).time).toBe(T + HOUR);
  });
});

test("there are no rows at night, and the first of the day says that a session opened", () => {
  const session = { open: "09:00", close: "17:00", utcOffsetMinutes: 60 };
  withEngine({ every: "1h", session }, (engine) => {
    const times: number[] = [];
    const flags: number[] = [];
    engine.onRows((table) => {
      times.push(...table.borrow("time"));
      flags.push(...table.borrowFlags());
    });
    engine.push(toBatch(snapshot(T, BIDS, ASKS)));
    engine.advanceTo(T + 2 * DAY);
    const hours = new Set(times.map((time) => (time / HOUR) % 24));
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...hours)).toBeLessThanOrEqual(16);
    const breaks = times.filter((_, i) => flags[i] & Flag.sessionBreak);
    expect(breaks.map((time) => Math.floor(time / DAY) - Math.floor(T / DAY))).toEqual([1, 2]);
    const days = times.map((time) => Math.floor(time / DAY));
    const byDay = [0, 1].map((day) => days.filter((d) => d === days[0] + day).length);
    // opening and close included
    expect(byDay[1]).toBe(9);
  });
});

test("a change of the tick size changes spreadTicks at its date and not before", () => {
  const tickSizes = [{ fromUs: T + SECOND, tickSize: 1 }];
  withEngine({ every: "message", signals: ["spreadTicks", "mid"], tickSizes }, (engine) => {
    const push = (time: number) => {
      engine.push(toBatch(message(levelSet(time, "bid", 9, 1))));
      return engine.table.row(-1).spreadTicks;
    };
    engine.push(toBatch(snapshot(T, BIDS, ASKS)));
    expect([push(T + 1), push(T + SECOND - 1)]).toEqual([2, 2]);
    expect([push(T + SECOND), push(T + DAY)]).toEqual([1, 1]);
  });
});

test("a stream that begins after several changes starts with the last of them", () => {
  const tickSizes = [
    { fromUs: T, tickSize: 1 },
    { fromUs: T + DAY, tickSize: 0.5 },
    { fromUs: T + 2 * DAY, tickSize: 2 },
  ];
  withEngine({ every: "message", signals: ["spreadTicks"], tickSizes }, (engine) => {
    engine.push(toBatch(message(clear(T + DAY), levelSet(T + DAY, "bid", 10, 1))));
    engine.push(toBatch(message(levelSet(T + DAY, "ask", 12, 1))));
    expect(engine.table.row(-1).spreadTicks).toBe(4);
    engine.push(toBatch(message(levelSet(T + 2 * DAY, "ask", 12, 2))));
    expect(engine.table.row(-1).spreadTicks).toBe(1);
  });
});
