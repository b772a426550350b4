/** Thousands of instruments live in one process: what one costs is known and small. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngineSync, type Engine, Runtime } from "../../bindings/index.ts";
import { market } from "../helpers/market.ts";
import { toBatch } from "../helpers/ticks.ts";
import { assertSameRows, takeRows, using } from "./rows.ts";

const KIB = 1024;
const QUOTES = 1000;
const DEPTHS = 50;
const QUOTE_OPTIONS = {
  tickSize: 0.5,
  lotSize: 0.25,
  book: "quotes",
  signals: ["mid", "queueImbalance", "ofi"],
  capacity: { rows: 16 },
} as const;
const DEPTH_OPTIONS = { tickSize: 0.5, lotSize: 0.25, signals: "bench20" } as const;
const QUOTE_TICKS = market({ seed: 1, messages: 12, quotesOnly: true });
const DEPTH_TICKS = market({ seed: 2, messages: 12 });

const runtime = new Runtime();
const quotes: Engine[] = [];
const depths: Engine[] = [];

beforeAll(() => {
  for (let i = 0; i < QUOTES; i++) {
    quotes.push(createEngineSync({ ...QUOTE_OPTIONS, instrument: i, runtime }));
  }
  for (let i = 0; i < DEPTHS; i++) {
    depths.push(createEngineSync({ ...DEPTH_OPTIONS, instrument: QUOTES + i, runtime }));
  }
  const all = [...quotes, ...depths];
  for (const [instrument, engine] of all.entries()) {
    const ticks = engine.columns.length === 3 ? QUOTE_TICKS : DEPTH_TICKS;
    engine.push(toBatch(ticks.map((tick) => ({ ...tick, instrument }))));
  }
});

afterAll(() => {
  for (const engine of [...quotes, ...depths]) engine.dispose();
});

test("1,000 quote instruments and 50 with depth share one memory", () => {
  const [quote, depth] = [quotes[0].memoryBytes / KIB, depths[0].memoryBytes / KIB];
  const total = runtime.memoryBytes / KIB / KIB;
  console.log(
    `memory: quotes ${quote.toFixed(1)} KiB, bench20 ${depth.toFixed(0)} KiB each; ` +
      `${QUOTES} + ${DEPTHS} in ${runtime.memories} memory of ${total.toFixed(0)} MiB`,
  );
  expect(runtime.memories).toBe(1);
  expect(quote).toBeLessThan(8);
});

test("memoryBytes adds up to what the runtime has in use", () => {
  const sum = [...quotes, ...depths].reduce((bytes, engine) => bytes + engine.memoryBytes, 0);
  const staging = 4096 * 32;
  const alignment = (QUOTES + DEPTHS) * 2 * 64;
  expect(runtime.usedBytes).toBeGreaterThanOrEqual(sum);
  expect(runtime.usedBytes).toBeLessThanOrEqual(sum + staging + alignment);
});

test("each of many gives the rows that it gives alone", () => {
  const alone = (options: object, ticks: typeof QUOTE_TICKS) =>
    using(createEngineSync({ tickSize: 0.5, ...options }), (engine) => {
      engine.push(toBatch(ticks));
      return takeRows(engine.table);
    });
  const quote = alone(QUOTE_OPTIONS, QUOTE_TICKS);
  for (const engine of quotes) assertSameRows(takeRows(engine.table), quote);
  const depth = alone(DEPTH_OPTIONS, DEPTH_TICKS);
  for (const engine of depths) assertSameRows(takeRows(engine.table), depth);
});

test("a smaller ladder window costs less and says the same", () => {
  const options = { ...DEPTH_OPTIONS, ladderTicks: 1024 };
  using(createEngineSync(options), (engine) => {
    engine.push(toBatch(DEPTH_TICKS));
    assertSameRows(takeRows(engine.table), takeRows(depths[0].table));
    console.log(`memory: bench20 ${(engine.memoryBytes / KIB).toFixed(0)} KiB at 1,024 ticks`);
    expect(engine.memoryBytes).toBeLessThan(depths[0].memoryBytes / 2);
  });
});
