/**
 * No record harms an engine: whatever the bytes, it never traps, every NaN has its flag, and the
 * rows of a sane stream afterwards are those of an engine that never saw them.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { createEngineSync, type Engine } from "../../bindings/index.ts";
import { assertSameBits } from "../helpers/compare.ts";
import { column, pushAll, RowCollector } from "../helpers/implementation.ts";
import { market } from "../helpers/market.ts";
import { message, state } from "../helpers/ticks.ts";

const SEED = Number(process.env.VI_SEED ?? 20_240_507);
const NAMES = [
  "bid",
  "ask",
  "mid",
  "depthImbalance_5",
  "bookSkew",
  "decayedImbalance_0.5",
  "bidSlope_5",
  "buyCostBps_5",
  "ofi",
  "ofi_1s",
  "mlofi",
  "tradeImbalance_1s",
  "vwapScore_1s",
  "tradeCount",
];
const OPTIONS = { tickSize: 0.5, lotSize: 0.25, ladderTicks: 64, signals: NAMES };
const START = 1_700_000_000e6;
const SECOND = 1e6;

const wild = fc.double();
const time = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 5_000_000 }).map((us) => START + us) },
  { weight: 1, arbitrary: wild },
);
const price = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 950, max: 1050 }).map((ticks) => ticks / 2) },
  { weight: 1, arbitrary: fc.integer({ min: -(2 ** 31), max: 2 ** 31 }).map((ticks) => ticks / 2) },
  { weight: 1, arbitrary: wild },
);
const size = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -8, max: 80 }).map((lots) => lots / 4) },
  { weight: 1, arbitrary: wild },
);
const flags = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom(1, 1, 1, 2, 3, 4, 5, 6, 7, 8),
        fc.constantFrom(0, abi.SIDE_BID, abi.SIDE_ASK),
        fc.constantFrom(0, abi.TICK_LAST),
      )
      .map(([kind, side, last]) => kind | side | last),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffffffff }) },
);
const record = fc.record({ time, price, size, flags });
type Record = { time: number; price: number; size: number; flags: number };

function assertFlagged(engine: Engine): void {
  const flagsOfRows = engine.table.copyFlags();
  const known = abi.FLAG_WARMING | abi.FLAG_UNDEFINED | abi.FLAG_INVALID_BOOK;
  for (const name of NAMES) {
    const values = engine.table.copy(name);
    for (let i = 0; i < values.length; i++) {
      const isTold = !Number.isNaN(values[i]) || (flagsOfRows[i] & known) !== 0;
      if (!isTold) throw new Error(`${name} is NaN in row ${i} without a flag`);
    }
  }
}

/** Rows of a sane market that begins a minute later, on an engine at any state. */
function saneRows(engine: Engine, startUs: number): RowCollector {
  const rows = new RowCollector(NAMES);
  const ticks = market({ seed: 3, messages: 60, startUs });
  pushAll(engine, ticks, rows);
  return rows;
}

function assertIntact(engine: Engine): void {
  const last = Number.isFinite(engine.lastTimeUs) ? engine.lastTimeUs : START;
  const startUs = Math.max(last, START) + 60 * SECOND;
  pushAll(engine, message(state(startUs - SECOND, abi.TOPIC_HALTED, 0)), new RowCollector(NAMES));
  const { table } = saneRows(engine, startUs);
  const fresh = createEngineSync(OPTIONS);
  const wanted = saneRows(fresh, startUs).table;
  fresh.dispose();
  for (const name of NAMES) assertSameBits(name, column(table, name), column(wanted, name));
}

function attack(fill: (batch: TickBatch) => void): void {
  const engine = createEngineSync(OPTIONS);
  const batch = new TickBatch(16);
  pushAll(engine, market({ seed: 2, messages: 20, startUs: START - SECOND }), new RowCollector([]));
  fill(batch);
  engine.push(batch);
  assertFlagged(engine);
  assertIntact(engine);
  engine.dispose();
  batch.dispose();
}

test(`odd records leave an engine intact, seed ${SEED}`, { timeout: 60_000 }, () => {
  const records = fc.array(record, { minLength: 1, maxLength: 300 });
  const play = (ticks: Record[]) =>
    attack((batch) => {
      for (const tick of ticks) batch.append(tick.time, tick.price, tick.size, tick.flags);
    });
  fc.assert(fc.property(records, play), { seed: SEED, numRuns: 150 });
});

test(`arbitrary bytes leave an engine intact, seed ${SEED}`, { timeout: 60_000 }, () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 * 100 });
  const play = (values: Uint8Array) =>
    attack((batch) => {
      const count = Math.floor(values.length / abi.TICK_BYTES);
      for (let i = 0; i < count; i++) batch.append(0, 0, 0, 0);
      batch.bytes.set(values.subarray(0, count * abi.TICK_BYTES));
    });
  fc.assert(fc.property(bytes, play), { seed: SEED, numRuns: 100 });
});

test("interval clocks survive wild times", { timeout: 60_000 }, () => {
  const records = fc.array(record, { minLength: 1, maxLength: 100 });
  const play = (ticks: Record[]) => {
    const engine = createEngineSync({ ...OPTIONS, every: "100ms", maxSilenceMs: 60_000 });
    for (const tick of ticks) engine.pushTick(tick.time, tick.price, tick.size, tick.flags);
    expect(Number.isNaN(engine.lastTimeUs) || engine.lastTimeUs >= 0).toBe(true);
    assertFlagged(engine);
    engine.dispose();
  };
  fc.assert(fc.property(records, play), { seed: SEED, numRuns: 60 });
});
