/**
 * The run of the book alone follows the best levels without settling them: after every level the
 * depth of both sides must be that of a plain Map, whether levels come, change, go, are far away,
 * or the market leaves the window.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { EngineHome } from "../../bindings/core/home.ts";
import { checkOptions } from "../../bindings/core/options.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { Runtime } from "../../bindings/index.ts";

const SEED = Number(process.env.VI_SEED ?? 20_240_506);
const RUNS = 100;
const LEVELS = 1_000;
const MIDDLE = 10_000;
const BLOCK = 7;

interface Level {
  readonly side: "bid" | "ask";
  readonly away: number;
  readonly lots: number;
}

const levelOf = (reach: number) =>
  fc.record({
    side: fc.constantFrom<"bid" | "ask">("bid", "ask"),
    away: fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min: -3, max: reach }) },
      { weight: 2, arbitrary: fc.integer({ min: -60, max: 400 }) },
    ),
    lots: fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 1_000 }) },
    ),
  });

const keyOf = ({ side, away }: Level) => (side === "bid" ? MIDDLE - away : -(MIDDLE + away));

function depthOf(book: ReadonlyMap<number, number>, best: number): number {
  const keys = [...book.keys()].sort((a, b) => b - a).slice(0, best);
  return keys.reduce((sum, key) => sum + (book.get(key) ?? 0), 0);
}

function check(levels: readonly Level[], best: number, ladderTicks: number): void {
  const options = { tickSize: 1, lotSize: 1, ladderTicks, signals: "depthImbalance_10" };
  const checked = checkOptions({ ...options, capacity: { overflow: 1024 } });
  const { memory, state } = new EngineHome(new Runtime(), checked);
  const batch = new TickBatch(levels.length);
  for (const level of levels) {
    const side = level.side === "bid" ? abi.SIDE_BID : abi.SIDE_ASK;
    batch.append(0, Math.abs(keyOf(level)), level.lots, abi.KIND_LEVEL_SET | side);
  }
  const ticksAt = memory.reserve(batch.length * abi.TICK_BYTES);
  const depthsAt = memory.reserve(16 * BLOCK);
  memory.u8.set(batch.bytes.subarray(0, batch.length * abi.TICK_BYTES), ticksAt);
  memory.core.resetAt(state);
  const books = { bid: new Map<number, number>(), ask: new Map<number, number>() };
  for (let from = 0; from < levels.length; from += BLOCK) {
    const count = Math.min(BLOCK, levels.length - from);
    const at = ticksAt + from * abi.TICK_BYTES;
    expect(memory.core.bookTopRunAt(state, at, count, best, depthsAt)).toBe(count);
    for (let index = 0; index < count; index++) {
      const level = levels[from + index] as Level;
      if (level.lots > 0) books[level.side].set(keyOf(level), level.lots);
      else books[level.side].delete(keyOf(level));
      const answer = [...memory.f64.subarray(depthsAt / 8 + 2 * index).subarray(0, 2)];
      expect(answer).toEqual([depthOf(books.bid, best), depthOf(books.ask, best)]);
    }
  }
}

test.each([
  [1, 12, 64],
  [3, 12, 64],
  [10, 12, 64],
  [10, 40, 64],
  [3, 200, 512],
])(`best %i of levels up to %i ticks away, window %i, seed ${SEED}`, (best, reach, window) => {
  fc.assert(
    fc.property(fc.array(levelOf(reach), { minLength: 1, maxLength: LEVELS, size: "max" }), (all) =>
      check(all, best, window),
    ),
    { seed: SEED, numRuns: RUNS },
  );
});
