/**
 * The long run: an engine that has seen much equals a fresh one that was fed only the last part.
 *
 * The last part begins with a new session and a snapshot; its first nine tenths are there to let
 * windows and half-lives forget. `VI_LONG=1` makes the past 10^7 ticks long instead of 10^5.
 */
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import type { Engine } from "../../bindings/index.ts";
import { assertSame } from "../helpers/compare.ts";
import { RowCollector, type Table } from "../helpers/implementation.ts";
import { MARKET_START, MarketMaker } from "../helpers/market.ts";
import { state, type Tick } from "../helpers/ticks.ts";
import { LOT_SIZE, lazily, NAMES, TICK_SIZE, valuesOf, withEngine } from "./stage.ts";
import type { Column } from "./traits.ts";

export const IS_LONG = process.env.VI_LONG === "1";
const PAST_TICKS = IS_LONG ? 1e7 : 1e5;
const LAST_MESSAGES = 20_000;
const COMPARED_ROWS = 2_000;
const CHUNK_MESSAGES = 4_000;
const DAY_US = 86_400e6;

function append(batch: TickBatch, ticks: readonly Tick[]): void {
  for (const { time, price, size, flags } of ticks) batch.append(time, price, size, flags);
}

/** Feeds messages of a maker until `isEnough`, and returns the time of the last tick. */
function feed(engine: Engine, maker: MarketMaker, isEnough: (ticks: number) => boolean): number {
  const batch = new TickBatch(8 * CHUNK_MESSAGES);
  let ticks = 0;
  let time = 0;
  append(batch, maker.first());
  while (!isEnough(ticks)) {
    for (let i = 0; i < CHUNK_MESSAGES; i++) append(batch, maker.next());
    ticks += batch.length;
    time = batch.timeAt(batch.length - 1);
    engine.push(batch);
    batch.clear();
  }
  batch.dispose();
  return time;
}

/** The last rows of a day that begins at `startUs`. */
function lastRows(engine: Engine, startUs: number): Table {
  const options = { tickSize: TICK_SIZE, lotSize: LOT_SIZE, quiet: 0.0005 };
  const maker = new MarketMaker({ seed: 42, startUs, ...options });
  const batch = new TickBatch(8 * LAST_MESSAGES);
  append(batch, maker.first());
  for (let i = 1; i < LAST_MESSAGES - COMPARED_ROWS; i++) append(batch, maker.next());
  engine.push(batch);
  batch.clear();
  for (let i = 0; i < COMPARED_ROWS; i++) append(batch, maker.next());
  engine.push(batch);
  const rows = new RowCollector(NAMES);
  rows.take(engine);
  batch.dispose();
  return rows.table;
}

const experiment = lazily(() => {
  const old = withEngine({}, (engine) => {
    const options = { tickSize: TICK_SIZE, lotSize: LOT_SIZE, breaks: 0.0005, strange: 0.0005 };
    const maker = new MarketMaker({ seed: 41, startUs: MARKET_START, ...options });
    const end = feed(engine, maker, (ticks) => ticks >= PAST_TICKS);
    const startUs = Math.floor(end / DAY_US + 1) * DAY_US + 1_000_123;
    return { startUs, table: lastRows(engine, startUs) };
  });
  const fresh = withEngine({}, (engine) => lastRows(engine, old.startUs));
  return { old: old.table, fresh };
});

/** Errors do not pile up: after a long past, the rows are those of an engine without one. */
export function longRun({ name, forgets = true }: Column): void {
  if (!forgets) return;
  const { old, fresh } = experiment();
  const wanted = valuesOf(fresh, name, abi.FLAG_ALARM);
  assertSame(name, valuesOf(old, name, abi.FLAG_ALARM), wanted, { rel: 1e-8, abs: 1e-8 });
}

/** Seconds per chunk of messages in which nothing happens, first and last. */
export function quietSeconds(): { first: number; last: number } {
  return withEngine({}, (engine) => {
    const maker = new MarketMaker({ seed: 43, tickSize: TICK_SIZE, lotSize: LOT_SIZE });
    const start = feed(engine, maker, (ticks) => ticks > 0);
    const batch = new TickBatch(CHUNK_MESSAGES);
    const seconds: number[] = [];
    for (let chunk = 0; chunk < 120; chunk++) {
      batch.clear();
      for (let i = 0; i < CHUNK_MESSAGES; i++) {
        append(batch, [state(start + (chunk * CHUNK_MESSAGES + i) * 1000, 0, 0.01)]);
        batch.endMessage();
      }
      const begin = performance.now();
      engine.push(batch);
      seconds.push((performance.now() - begin) / 1000);
    }
    const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];
    return { first: median(seconds.slice(5, 25)), last: median(seconds.slice(-20)) };
  });
}
