/** The stage all laws are played on: the streams, the engine's options, runs with all columns. */
import { createEngineSync, type Engine } from "../../bindings/index.ts";
import { pushAll, RowCollector, type RunOptions, type Table } from "../helpers/implementation.ts";
import { type MarketOptions, market } from "../helpers/market.ts";
import type { Tick } from "../helpers/ticks.ts";
import { CHARTS, COLUMNS } from "./catalogue.ts";

export const NAMES = COLUMNS.map(({ name }) => name);
export const TICK_SIZE = 0.5;
export const LOT_SIZE = 0.25;
/** Columns that an instrument without depth has too. */
export const QUOTE_NAMES = COLUMNS.filter((column) => !column.needsLadder).map(({ name }) => name);
export const OPTIONS: RunOptions = {
  tickSize: TICK_SIZE,
  lotSize: LOT_SIZE,
  every: "message",
  signals: NAMES,
  charts: CHARTS,
  fundingTimes: ["16:00", "08:00", "00:00"],
};
/** Laws of streams hold under a clock of messages and under one of time. */
export const CLOCKS = ["message", "100ms"] as const;

const MARKET: MarketOptions = {
  seed: 11,
  messages: 1200,
  tickSize: TICK_SIZE,
  lotSize: LOT_SIZE,
  breaks: 0.004,
  strange: 0.004,
};

/** A deterministic market with breaks, empty sides, locked and crossed books. */
export function makeMarket(changes: Partial<MarketOptions> = {}): Tick[] {
  return market({ ...MARKET, ...changes });
}

/** Computes once, at the first call; a failure is remembered too and thrown again. */
export function lazily<T>(make: () => T): () => T {
  let made: (() => T) | null = null;
  return () => {
    made ??= attempt(make);
    return made();
  };
}

function attempt<T>(make: () => T): () => T {
  try {
    const value = make();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Runs `use` with a new engine and gives its memory back. */
export function withEngine<T>(options: Partial<RunOptions>, use: (engine: Engine) => T): T {
  const engine = createEngineSync({ ...OPTIONS, ...options });
  try {
    return use(engine);
  } finally {
    engine.dispose();
  }
}

/** All rows of all columns, ticks pushed in one batch. */
export function run(
  ticks: readonly Tick[],
  options: Partial<RunOptions> = {},
  names = NAMES,
): Table {
  return withEngine({ ...options, signals: names }, (engine) => {
    const rows = new RowCollector(names);
    pushAll(engine, ticks, rows);
    return rows.table;
  });
}

/** A column of a table; `flags` and `time` too, flags without the bits of `hidden`. */
export function valuesOf(table: Table, name: string, hidden = 0): ArrayLike<number> {
  if (name === "time") return table.time;
  if (name === "flags") return Array.from(table.flags, (flags) => (flags & ~hidden) >>> 0);
  const values = table.columns.get(name);
  if (values === undefined) throw new Error(`column ${name} was not asked for`);
  return values;
}

/** Index of the first tick of every message. */
export function messageStarts(ticks: readonly Tick[], lastBit: number): number[] {
  const starts = [0];
  ticks.forEach((tick, i) => {
    if (tick.flags & lastBit && i + 1 < ticks.length) starts.push(i + 1);
  });
  return starts;
}
