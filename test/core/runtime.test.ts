/** Where an engine lives leaves no trace in what it says, and what it used is given back. */
import { afterEach, expect, test } from "vitest";
import { createSharedRuntime } from "../../bindings/core/shared.ts";
import { createEngineSync, Engine, OrderError, Runtime } from "../../bindings/index.ts";
import { market } from "../helpers/market.ts";
import { type Tick, toBatch } from "../helpers/ticks.ts";
import { assertSameRows, type Rows, takeRows, using } from "./rows.ts";

const MIB = 2 ** 20;
const OPTIONS = { tickSize: 0.5, lotSize: 0.25, ladderTicks: 1024 };
const TICKS = market({ seed: 8, messages: 800 });
const engines: Engine[] = [];

afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
});

function engineIn(runtime: Runtime, more: object = {}): Engine {
  const engine = createEngineSync({ ...OPTIONS, ...more, runtime });
  engines.push(engine);
  return engine;
}

function push(engine: Engine, ticks: readonly Tick[], into: Rows = new Map()): Rows {
  engine.push(toBatch(ticks));
  return takeRows(engine.table, into);
}

test("many engines in one memory do not hear each other", () => {
  const runtime = new Runtime();
  const streams = Array.from({ length: 20 }, (_, seed) => market({ seed, messages: 120 }));
  const alone = streams.map((ticks) => push(engineIn(new Runtime()), ticks));
  const together = streams.map(() => engineIn(runtime));
  const rows: Rows[] = streams.map(() => new Map());
  for (let from = 0; from < 1500; from += 50) {
    for (const [index, engine] of together.entries()) {
      push(engine, streams[index].slice(from, from + 50), rows[index]);
    }
  }
  expect(runtime.memories).toBe(1);
  for (const [index, expected] of alone.entries()) assertSameRows(rows[index], expected);
});

test("engines that grow out of a small memory move house with identical rows", () => {
  const small = new Runtime({ maximumBytes: 2 * MIB });
  const capacity = { rows: 1, trades: 1, events: 1, windowRows: 1, overflow: 1 };
  const signals = ["bench20", "tradeImbalance_60s", "rollingMean.mid_60s", "ofi_10s"];
  const moving = Array.from({ length: 12 }, () => engineIn(small, { capacity, signals }));
  const before = small.memories;
  const expected = push(engineIn(new Runtime(), { signals }), TICKS);
  for (const engine of moving) engine.push(toBatch(TICKS));
  expect(small.memories).toBeGreaterThan(Math.max(1, before));
  for (const engine of moving) assertSameRows(takeRows(engine.table), expected);
});

test("tick by tick in a full memory gives the rows of one batch", () => {
  const small = new Runtime({ maximumBytes: 2 * MIB });
  const capacity = { rows: 1, trades: 1, events: 1, windowRows: 1, overflow: 1 };
  const moving = Array.from({ length: 12 }, () => engineIn(small, { capacity }));
  const expected = push(engineIn(new Runtime()), TICKS);
  const rows: Rows[] = moving.map(() => new Map());
  for (const [index, engine] of moving.entries()) {
    engine.onRows((table) => takeRows(table, rows[index]));
    for (const { time, price, size, flags } of TICKS) engine.pushTick(time, price, size, flags);
  }
  for (const made of rows) assertSameRows(made, expected);
});

test("what no memory can hold is refused with a sentence, and nothing stays behind", () => {
  const runtime = new Runtime({ maximumBytes: MIB });
  expect(() => engineIn(runtime, { ladderTicks: 2 ** 18 })).toThrow(/larger maximumBytes/);
  expect(runtime.usedBytes).toBe(0);
});

test("dispose gives back what an engine used, after growth too", () => {
  const runtime = new Runtime();
  const staged = engineIn(runtime);
  push(staged, TICKS);
  const before = runtime.usedBytes;
  const engine = createEngineSync({ ...OPTIONS, runtime, capacity: { rows: 2, trades: 2 } });
  push(engine, TICKS);
  expect(runtime.usedBytes).toBeGreaterThan(before);
  engine.dispose();
  engine.dispose();
  expect(runtime.usedBytes).toBe(before);
});

test("200 engines made and disposed leave memory where it was", () => {
  const runtime = new Runtime();
  push(engineIn(runtime), TICKS.slice(0, 100));
  const used = runtime.usedBytes;
  using(createEngineSync({ ...OPTIONS, runtime }), (engine) => push(engine, TICKS.slice(0, 100)));
  const memory = runtime.memoryBytes;
  for (let round = 0; round < 200; round++) {
    using(createEngineSync({ ...OPTIONS, runtime }), (engine) => push(engine, TICKS.slice(0, 100)));
  }
  expect(runtime.usedBytes).toBe(used);
  expect(runtime.memoryBytes).toBe(memory);
});

test("a refused option leaves no memory in use", () => {
  const runtime = new Runtime();
  expect(() => engineIn(runtime, { book: "quotes", signals: ["depthImbalance_5"] })).toThrow();
  expect(runtime.usedBytes).toBe(0);
});

test("a batch in linear memory gives the rows of a batch of its own", () => {
  const runtime = new Runtime();
  const engine = engineIn(runtime);
  const batch = runtime.createBatch(1);
  for (const tick of TICKS) {
    batch.append(tick.time, tick.price, tick.size, tick.flags, tick.instrument);
  }
  const expected = push(engineIn(new Runtime()), TICKS);
  engine.push(batch);
  assertSameRows(takeRows(engine.table), expected);
  const used = runtime.usedBytes;
  batch.dispose();
  expect(runtime.usedBytes).toBeLessThan(used);
});

test("a batch of another runtime is copied and gives the same rows", () => {
  const foreign = new Runtime();
  const batch = foreign.createBatch();
  for (const { time, price, size, flags } of TICKS) batch.append(time, price, size, flags);
  const engine = engineIn(new Runtime(), { capacity: { rows: 1 } });
  engine.push(batch);
  assertSameRows(takeRows(engine.table), push(engineIn(new Runtime()), TICKS));
});

test("a batch in linear memory survives that its memory grows during the push", () => {
  const runtime = new Runtime();
  const batch = runtime.createBatch(TICKS.length);
  for (const { time, price, size, flags } of TICKS) batch.append(time, price, size, flags);
  const engine = engineIn(runtime, { capacity: { rows: 1, trades: 1 } });
  const before = runtime.memoryBytes;
  engine.push(batch);
  expect(runtime.memoryBytes).toBeGreaterThan(before);
  assertSameRows(takeRows(engine.table), push(engineIn(new Runtime()), TICKS));
});

test("a disposed engine throws OrderError at every question", () => {
  const engine = engineIn(new Runtime());
  engine.dispose();
  const questions: (() => unknown)[] = [
    () => engine.push(toBatch(TICKS)),
    () => engine.pushTick(TICKS[0].time, 1, 1, TICKS[0].flags),
    () => engine.advanceTo(TICKS[0].time),
    () => engine.table,
    () => engine.counters,
    () => engine.book,
    () => engine.bookIsValid,
    () => engine.lastTimeUs,
    () => engine.memoryBytes,
    () => engine.snapshot(),
    () => engine.reset(),
  ];
  for (const ask of questions) expect(ask, String(ask)).toThrow(OrderError);
});

test("a listener that changes its engine is refused with OrderError, and pushes go on", () => {
  const engine = engineIn(new Runtime());
  const changes: (() => unknown)[] = [
    () => engine.push(toBatch(TICKS)),
    () => engine.pushTick(TICKS[0].time, 1, 1, TICKS[0].flags),
    () => engine.advanceTo(TICKS[0].time),
    () => engine.snapshot(),
    () => engine.reset(),
  ];
  for (const change of changes) {
    engine.onRows(change);
    expect(() => engine.push(toBatch(TICKS)), String(change)).toThrow(OrderError);
  }
  engine.onRows(null);
  engine.reset();
  assertSameRows(push(engine, TICKS), push(engineIn(new Runtime()), TICKS));
});

test("shared memory gives the same rows, and a snapshot of plain memory goes on there", () => {
  const shared = createSharedRuntime(8 * MIB);
  const half = TICKS.findIndex((tick, at) => at > 1000 && (tick.flags & 0x100) !== 0) + 1;
  const plain = engineIn(new Runtime());
  push(plain, TICKS.slice(0, half));
  const restored = Engine.restore(plain.snapshot(), { runtime: shared });
  engines.push(restored);
  assertSameRows(push(engineIn(shared), TICKS), push(engineIn(new Runtime()), TICKS));
  assertSameRows(push(restored, TICKS.slice(half)), push(plain, TICKS.slice(half)));
});
