/** A quiet stretch brings in what was due in it: a dated tick size, the opening of a session. */
import { expect, test } from "vitest";
import { createEngineSync, Flag } from "../../bindings/index.ts";
import {
  header,
  levelSet,
  message,
  snapshot,
  type Tick,
  toBatch,
  trade,
} from "../helpers/ticks.ts";
import { using } from "./rows.ts";

const T = Date.UTC(2024, 4, 6, 12) * 1000;
const SECOND = 1e6;
const DAY = 864e8;
const BOOK = snapshot(T, [[10, 4]], [[11, 3]]);
const BASE = { tickSize: 0.5, ladderTicks: 64 };

test("a tick size is in force in the interval rows from its date on", () => {
  const tickSizes = [{ fromUs: T + 2 * SECOND, tickSize: 1 }];
  const options = { ...BASE, every: "1s", signals: ["spreadTicks"], tickSizes };
  using(createEngineSync(options), (engine) => {
    engine.push(toBatch([...BOOK, ...message(levelSet(T + 4.5 * SECOND, "bid", 9, 1))]));
    expect([...engine.table.borrow("spreadTicks")]).toEqual([2, 2, 1, 1, 1]);
  });
});

test("a tick at the time of advanceTo meets the tick size of that date", () => {
  const tickSizes = [{ fromUs: T + DAY, tickSize: 1 }];
  using(createEngineSync({ ...BASE, signals: ["spreadTicks"], tickSizes }), (engine) => {
    engine.push(toBatch(BOOK));
    engine.advanceTo(T + DAY);
    engine.push(toBatch(message(levelSet(T + DAY, "bid", 9, 1))));
    expect(engine.table.row(-1).spreadTicks).toBe(1);
  });
});

test("a trade at the time of advanceTo belongs to the session that opens then", () => {
  const session = { open: "12:00", close: "18:00" };
  using(createEngineSync({ ...BASE, signals: ["cvd"], session }), (engine) => {
    engine.push(toBatch([...BOOK, ...message(trade(T + 1, "buy", 10, 5))]));
    engine.advanceTo(T + DAY);
    engine.push(toBatch(message(trade(T + DAY, "sell", 10, 1))));
    expect(engine.table.row(-1).cvd).toBe(-1);
    expect(engine.table.row(-1).flags & Flag.sessionBreak).toBe(Flag.sessionBreak);
  });
});

test("a session begins with a message before its close, not with one at its close", () => {
  const session = { open: "13:00", close: "14:00" };
  const close = T + 7200 * SECOND;
  for (const [time, flag] of [
    [T + 3600 * SECOND - 1, 0],
    [T + 3600 * SECOND, Flag.sessionBreak],
    [close - 1, Flag.sessionBreak],
    [close, 0],
  ]) {
    using(createEngineSync({ ...BASE, signals: ["cvd"], session }), (engine) => {
      engine.push(toBatch([...BOOK, ...message(trade(time, "buy", 10, 1))]));
      expect(engine.table.row(-1).flags & Flag.sessionBreak).toBe(flag);
    });
  }
});

test("sessions open and tick sizes change at their very time, by any kind of message", () => {
  const opening = T + 3600 * SECOND;
  const session = { open: "13:00", close: "14:00" };
  const tickSizes = [{ fromUs: opening, tickSize: 1 }];
  const levels = (time: number) => [8, 7, 6].map((price) => levelSet(time, "bid", price, 1));
  const kinds: ((time: number) => Tick[])[] = [
    (time) => [trade(time, "buy", 10, 1)],
    (time) => [header(time, time, 1), trade(time, "buy", 10, 1)],
    (time) => [header(time, time, 1), ...levels(time)],
    levels,
  ];
  for (const kind of kinds) {
    for (const late of [-1, 0, 1]) {
      const options = { ...BASE, signals: ["cvd", "spreadTicks"], session, tickSizes };
      using(createEngineSync(options), (engine) => {
        engine.push(toBatch([...BOOK, ...message(...kind(opening + late))]));
        const { flags, spreadTicks } = engine.table.row(-1);
        expect(flags & Flag.sessionBreak).toBe(late < 0 ? 0 : Flag.sessionBreak);
        expect(spreadTicks).toBe(late < 0 ? 2 : 1);
      });
    }
  }
});
