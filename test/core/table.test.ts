/** The table shows rows as they are: contiguous, in order, without holes, borrowed or copied. */
import { expect, test } from "vitest";
import {
  createEngineSync,
  type Engine,
  type EngineOptions,
  type SignalTable,
  UnknownNameError,
} from "../../bindings/index.ts";
import { message, snapshot, toBatch, trade } from "../helpers/ticks.ts";
import { using } from "./rows.ts";

const T = Date.UTC(2024, 4, 6, 12) * 1000;
const SIGNALS = ["mid", "tradeCount", "buyVolume"];

function withEngine<R>(rows: number, use: (engine: Engine) => R, more: object = {}): R {
  const options: EngineOptions = { tickSize: 0.5, ladderTicks: 64, signals: SIGNALS, ...more };
  return using(createEngineSync({ ...options, capacity: { rows } }), (engine) => {
    engine.push(toBatch(snapshot(T, [[10, 4]], [[11, 3]])));
    return use(engine);
  });
}

/** `count` messages of one trade each, of sizes from + 1, from + 2, ... */
function trades(count: number, from = 0) {
  const sizes = Array.from({ length: count }, (_, i) => from + i + 1);
  return toBatch(sizes.flatMap((size) => message(trade(T + size, "buy", 10, size))));
}

function sizesIn(table: SignalTable): number[] {
  return [...table.borrow("buyVolume")];
}

test("a borrowed column lies in linear memory, a copy does not", () => {
  withEngine(64, (engine) => {
    engine.push(trades(5));
    const { table } = engine;
    const borrowed = table.borrow("buyVolume");
    expect(borrowed.buffer).toBe(table.borrow("mid").buffer);
    expect(borrowed.byteLength).toBeLessThan(borrowed.buffer.byteLength);
    expect(table.borrowFlags().buffer).toBe(borrowed.buffer);
    expect(table.copy("buyVolume").buffer).not.toBe(borrowed.buffer);
    expect(table.copyFlags().buffer.byteLength).toBe(5 * 4);
  });
});

test("a copy outlives the next pushes", () => {
  withEngine(4, (engine) => {
    engine.push(trades(3));
    const kept = engine.table.copy("buyVolume");
    const flags = engine.table.copyFlags();
    for (let round = 1; round <= 10; round++) engine.push(trades(3, 3 * round));
    expect([...kept]).toEqual([1, 2, 3]);
    expect(flags).toHaveLength(3);
  });
});

test.each([1, 2, 3, 7, 64])("with room for %d rows, views are whole over many pushes", (rows) => {
  withEngine(rows, (engine) => {
    let pushed = 0;
    for (let round = 0; round < 200; round++) {
      const count = (round * 7) % 5;
      expect(engine.push(trades(count, pushed))).toBe(count);
      const expected = Array.from({ length: count }, (_, i) => pushed + i + 1);
      expect(sizesIn(engine.table)).toEqual(expected);
      expect([...engine.table.borrow("sequence")]).toEqual(expected);
      expect([...engine.table.borrow("time")]).toEqual(expected.map((size) => T + size));
      expect(engine.table.borrowFlags()).toHaveLength(count);
      pushed += count;
    }
  });
});

test.each([1, 3, 512])("with room for %d rows, one push keeps all its rows", (rows) => {
  withEngine(rows, (engine) => {
    expect(engine.push(trades(3000))).toBe(3000);
    expect(sizesIn(engine.table)).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
    expect(engine.table.row(2999)).toMatchObject({ sequence: 3000, buyVolume: 3000 });
  });
});

test.each([1, 3, 512])("with room for %d rows, a listener sees each row once", (rows) => {
  withEngine(rows, (engine) => {
    const seen: number[] = [];
    const sequence: number[] = [];
    engine.onRows((table) => {
      seen.push(...sizesIn(table));
      sequence.push(...table.borrow("sequence"));
    });
    engine.push(trades(100));
    for (let size = 101; size <= 200; size++) {
      const { flags } = message(trade(T, "buy", 10, 1))[0];
      engine.pushTick(T + size, 10, size, flags);
    }
    engine.push(trades(100, 200));
    const expected = Array.from({ length: 300 }, (_, i) => i + 1);
    expect(seen).toEqual(expected);
    expect(sequence).toEqual(expected);
  });
});

test("pushTick answers its rows, readable until the next push", () => {
  withEngine(2, (engine) => {
    const { flags } = message(trade(T, "buy", 10, 1))[0];
    for (let size = 1; size <= 50; size++) {
      expect(engine.pushTick(T + size, 10, size, flags)).toBe(1);
      expect(engine.table.row(-1)).toMatchObject({ sequence: size, buyVolume: size });
    }
    expect(engine.pushTick(T + 51, 10, 51, flags & 0xff)).toBe(0);
  });
});

test("rows are found from both ends, and nowhere else", () => {
  withEngine(64, (engine) => {
    engine.push(trades(5));
    const { table } = engine;
    expect(table.row(0).buyVolume).toBe(1);
    expect(table.row(-1)).toEqual(table.row(4));
    expect(table.row(-5)).toEqual(table.row(0));
    expect(Object.keys(table.row(0))).toEqual(["time", "sequence", ...SIGNALS, "flags"]);
    for (const index of [5, -6, 0.5, Number.NaN]) {
      expect(() => table.row(index), String(index)).toThrow(/index must lie in \[-5, 5\)/);
    }
  });
});

test("a table without rows has empty columns and no last row", () => {
  withEngine(4, (engine) => {
    engine.push(toBatch([]));
    expect(engine.table.length).toBe(0);
    expect(engine.table.borrow("mid")).toHaveLength(0);
    expect(engine.table.borrowFlags()).toHaveLength(0);
    expect(() => engine.table.row(-1)).toThrow(RangeError);
  });
});

test("a column that was not asked for is refused with the nearest one that was", () => {
  withEngine(4, ({ table }) => {
    const wrong = () => table.borrow("tradeCont");
    expect(wrong).toThrow(UnknownNameError);
    expect(wrong).toThrow('column "tradeCont" was not asked for in the options');
    expect(wrong).toThrow('did you mean "tradeCount"?');
    expect(() => table.copy("ofi")).toThrow(UnknownNameError);
    expect(() => table.borrow("toString")).toThrow(UnknownNameError);
  });
});

test("the columns are those that were asked for, in that order and once", () => {
  const signals = ["tradeCount", "mid", "tradeCount"];
  using(createEngineSync({ tickSize: 1, ladderTicks: 64, signals }), (engine) => {
    expect(engine.columns).toEqual(["tradeCount", "mid"]);
    expect(engine.table.columns).toEqual(engine.columns);
  });
});

test("reset empties the table and begins its sequence anew", () => {
  withEngine(4, (engine) => {
    engine.push(trades(9));
    engine.reset();
    expect(engine.table.length).toBe(0);
    expect(engine.push(trades(2))).toBe(2);
    expect([...engine.table.borrow("sequence")]).toEqual([0, 1]);
  });
});
