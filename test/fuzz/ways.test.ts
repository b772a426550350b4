/**
 * The core has a short way for runs of plain records and an ordinary way for single ticks: whatever
 * the records, both give the same rows, flags and counters, to the bit.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { createEngineSync, type EngineOptions } from "../../bindings/index.ts";

const SEED = Number(process.env.VI_SEED ?? 20_240_508);
const START = 1_700_000_000e6;
const SIGNALS = [
  ...["bid", "ask", "bidSize", "askSize", "depthImbalance_5", "bidDepth_10", "ofi", "mlofi"],
  ...[
    "tradeImbalance_1s",
    "tradeImbalance_3trades",
    "vwap_1s",
    "vwapSigma_1s",
    "cvd",
    "feedSequence",
  ],
];

/** Mostly plain; now and then off the grid, off the lot, negative, huge, unknown, or -0. */
const odd = fc.constantFrom(-1, -0, 0, 0.3, 1e-4, 2.0004, 5e11, 1e13, NaN, Infinity);
const price = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 990, max: 1010 }).map((ticks) => ticks / 2) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 4000 }).map((ticks) => ticks / 2) },
  { weight: 1, arbitrary: odd },
);
const size = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 20 }).map((lots) => lots / 4) },
  { weight: 1, arbitrary: odd },
);
const tick = fc.record({
  step: fc.constantFrom(0, 0, 0, 1, 1000, 400_000, -5),
  price,
  size,
  kind: fc.constantFrom(1, 1, 1, 1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 7, 8, 9),
  side: fc.constantFrom(abi.SIDE_BID, abi.SIDE_ASK, abi.SIDE_BID, abi.SIDE_ASK, 0),
  isLast: fc.constantFrom(0, 0, abi.TICK_LAST),
  instrument: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1),
});
type Tick = typeof tick extends fc.Arbitrary<infer T> ? T : never;

/** A book to begin with, then the ticks, as records. */
function recordsOf(ticks: readonly Tick[]): TickBatch {
  const batch = new TickBatch(64);
  batch.append(START, 0, 0, abi.KIND_CLEAR);
  for (let level = 1; level <= 12; level++) {
    batch.append(START, 500 - level / 2, level / 4, abi.KIND_LEVEL_SET | abi.SIDE_BID);
    batch.append(START, 500 + level / 2, level / 4, abi.KIND_LEVEL_SET | abi.SIDE_ASK);
  }
  batch.endMessage();
  let time = START;
  for (const { step, price, size, kind, side, isLast, instrument } of ticks) {
    time += step;
    batch.append(time, price, size, kind | side | isLast, instrument);
  }
  return batch;
}

function bothWays(options: EngineOptions, ticks: readonly Tick[]): void {
  const batch = recordsOf(ticks);
  const short = createEngineSync(options);
  const ordinary = createEngineSync(options);
  short.push(batch);
  const rows: unknown[] = [];
  for (let i = 0; i < batch.length; i++) {
    if (batch.instrumentAt(i) !== 0) continue;
    const made = ordinary.pushTick(
      batch.timeAt(i),
      batch.priceAt(i),
      batch.sizeAt(i),
      batch.flagsAt(i),
    );
    for (let row = ordinary.table.length - made; row < ordinary.table.length; row++) {
      rows.push(ordinary.columns.map((name) => ordinary.table.copy(name)[row]));
    }
  }
  const { table, columns } = short;
  const wanted = Array.from({ length: table.length }, (_, row) =>
    columns.map((name) => table.copy(name)[row]),
  );
  expect(rows).toEqual(wanted);
  const { otherInstrument: _, ...counters } = short.counters;
  const { otherInstrument: __, ...others } = ordinary.counters;
  expect(others).toEqual(counters);
  short.dispose();
  ordinary.dispose();
}

const options = { tickSize: 0.5, ladderTicks: 64, signals: SIGNALS };

test.each([
  ["whole lots, rows by message", { ...options, lotSize: 0.25 }],
  ["fractional sizes, rows by 3 ticks", { ...options, every: "3" }],
  [
    "inverse contract, rows by time",
    { ...options, lotSize: 0.25, contract: "inverse", every: "100ms" },
  ],
  ["quotes only", { ...options, book: "quotes", signals: ["bid", "ask", "ofi", "vwap_1s"] }],
] as [string, EngineOptions][])(`%s, seed ${SEED}`, { timeout: 60_000 }, (_, given) => {
  const ticks = fc.array(tick, { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(ticks, (list) => bothWays(given, list)),
    { seed: SEED, numRuns: 120 },
  );
});

test("a trade at price 0 of an inverse contract is refused in a batch too", () => {
  const engine = createEngineSync({ tickSize: 1, contract: "inverse", signals: ["vwap_1s"] });
  const batch = new TickBatch(2);
  batch.append(START, START, 1, abi.KIND_HEADER);
  batch.append(START, 0, 1, abi.KIND_TRADE | abi.SIDE_BUY | abi.TICK_LAST);
  engine.push(batch);
  expect(engine.counters.badPrices).toBe(1);
  engine.dispose();
});
