/**
 * The ladder is a map: whatever happens to prices and sizes, the book that the engine shows is that
 * of a plain Map. The ladder's window is so small that it moves all the time and most levels lie
 * beyond it.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { createEngineSync, type Engine } from "../../bindings/index.ts";
import { BookModel, type Operation } from "./book-model.ts";

const SEED = Number(process.env.VI_SEED ?? 20_240_506);
const RUNS = 120;
const OPERATIONS = 1_000;
const TICK_SIZE = 0.25;
const LOT_SIZE = 0.125;

const near = fc.integer({ min: -40, max: 40 });
const far = fc.oneof(
  fc.integer({ min: -5_000, max: 5_000 }),
  fc.constantFrom(-100_000_000, 100_000_000, 1_000_000_000, 65_536, -65_537),
);
const away = fc.oneof({ weight: 12, arbitrary: near }, { weight: 1, arbitrary: far });
const side = fc.constantFrom<"bid" | "ask">("bid", "ask");
const lots = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 7, arbitrary: fc.integer({ min: 1, max: 1_000 }) },
);
const end = fc.boolean();

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 60, arbitrary: fc.record({ kind: fc.constant("set"), side, away, lots, end }) },
  {
    weight: 25,
    arbitrary: fc.record({
      kind: fc.constant("change"),
      side,
      away,
      lots: fc.integer({ min: -600, max: 600 }),
      end,
    }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("drift"), by: near }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("drift"), by: far }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clear"), end }) },
) as fc.Arbitrary<Operation>;

function makeEngine(): Engine {
  return createEngineSync({
    tickSize: TICK_SIZE,
    lotSize: LOT_SIZE,
    ladderTicks: 64,
    signals: ["bid", "ask", "bidDepth_5", "askDepth_5"],
    capacity: { overflow: 4 },
  });
}

function assertIs(what: string, actual: number, expected: number): void {
  if (!Object.is(actual, expected)) throw new Error(`${what} was ${actual}, not ${expected}`);
}

function compareTop(engine: Engine, model: BookModel): void {
  // a message of which every tick was refused makes no row
  if (engine.table.length === 0) return;
  const row = engine.table.row(-1);
  for (const name of ["bid", "ask"] as const) {
    const levels = model.levels(name, 5);
    const best = levels.length === 0 ? Number.NaN : levels[0].price * TICK_SIZE;
    const lots = levels.reduce((sum, level) => sum + level.lots, 0);
    assertIs(name, row[name], best);
    assertIs(`best ${name}`, name === "bid" ? engine.book.bid : engine.book.ask, best);
    assertIs(`${name}Depth_5`, row[`${name}Depth_5`], lots * LOT_SIZE);
  }
}

function compareLevels(engine: Engine, model: BookModel, n: number): void {
  for (const name of ["bid", "ask"] as const) {
    const out = { prices: new Float64Array(n), sizes: new Float64Array(n) };
    const count = engine.book.copyLevels(name, n, out);
    const levels = model.levels(name, n);
    expect(count).toBe(levels.length);
    expect([...out.prices.slice(0, count)]).toEqual(levels.map(({ price }) => price * TICK_SIZE));
    expect([...out.sizes.slice(0, count)]).toEqual(levels.map((level) => level.lots * LOT_SIZE));
    expect(engine.book.depth(name, { levels: n })).toBe(model.depthLots(name, n) * LOT_SIZE);
  }
}

function play(operations: Operation[]): void {
  const model = new BookModel();
  const engine = makeEngine();
  const batch = new TickBatch(64);
  let messages = 0;
  batch.append(1, 0, 0, abi.KIND_CLEAR | abi.TICK_LAST);
  for (const one of operations) {
    const tick = model.apply(one);
    if (tick === null) continue;
    const price = tick.price * TICK_SIZE;
    batch.append(1 + messages * 1000, price, tick.lots * LOT_SIZE, tick.flags);
    if (!(tick.flags & abi.TICK_LAST)) continue;
    engine.push(batch);
    batch.clear();
    messages++;
    compareTop(engine, model);
    if (messages % 16 === 0) compareLevels(engine, model, messages % 32 === 0 ? 5_000 : 10);
  }
  batch.endMessage();
  if (batch.length > 0) engine.push(batch);
  compareLevels(engine, model, 5_000);
  engine.dispose();
}

test(`the book equals a Map, seed ${SEED}`, { timeout: 120_000 }, () => {
  const operations = fc.array(operation, { minLength: OPERATIONS, maxLength: OPERATIONS });
  fc.assert(fc.property(operations, play), { seed: SEED, numRuns: RUNS, endOnFailure: false });
});
