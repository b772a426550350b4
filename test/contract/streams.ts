/**
 * Laws of streams: however the ticks reach the engine, the rows are the same to the bit.
 *
 * Each law is one experiment with all columns, run once and then asked column by column.
 */
import * as abi from "../../assembly/abi.ts";
import { Runtime } from "../../bindings/core/runtime.ts";
import { Engine } from "../../bindings/index.ts";
import { assertSameBits } from "../helpers/compare.ts";
import { refusedTick } from "../helpers/faults.ts";
import { pushAll, RowCollector, type RunOptions, type Table } from "../helpers/implementation.ts";
import { Random } from "../helpers/random.ts";
import { type Tick, toBatch } from "../helpers/ticks.ts";
import {
  CLOCKS,
  lazily,
  makeMarket,
  messageStarts,
  NAMES,
  run,
  valuesOf,
  withEngine,
} from "./stage.ts";
import type { Column } from "./traits.ts";

/** A table under one of the variations of an experiment, beside the table it has to equal. */
interface Outcome {
  what: string;
  table: Table;
  whole: Table;
  /** Flags that may differ. */
  hidden?: number;
}

type Play = (ticks: Tick[], options: Partial<RunOptions>, whole: Table) => Outcome[];

/** A law: the same rows under every variation and both clocks. */
function law(seed: number, play: Play): (column: Column) => void {
  const played = lazily(() =>
    CLOCKS.flatMap((every) => {
      const ticks = makeMarket({ seed });
      const outcomes = play(ticks, { every }, run(ticks, { every }));
      return outcomes.map((outcome) => ({ ...outcome, every }));
    }),
  );
  return ({ name }) => {
    for (const { what, every, table, whole, hidden } of played()) {
      const actual = valuesOf(table, name, hidden);
      assertSameBits(`${name}, ${what}, ${every}`, actual, valuesOf(whole, name, hidden));
    }
  };
}

function inPieces(ticks: Tick[], options: Partial<RunOptions>, size: () => number): Table {
  return withEngine(options, (engine) => {
    const rows = new RowCollector(NAMES);
    for (let from = 0; from < ticks.length; ) {
      const to = Math.min(ticks.length, from + size());
      engine.push(toBatch(ticks, from, to));
      rows.take(engine);
      from = to;
    }
    return rows.table;
  });
}

function tickByTick(ticks: Tick[], options: Partial<RunOptions>): Table {
  return withEngine(options, (engine) => {
    const rows = new RowCollector(NAMES);
    for (const { time, price, size, flags } of ticks) {
      if (engine.pushTick(time, price, size, flags) > 0) rows.take(engine);
    }
    return rows.table;
  });
}

function asColumns(ticks: Tick[], options: Partial<RunOptions>): Table {
  return withEngine(options, (engine) => {
    const rows = new RowCollector(NAMES);
    for (let from = 0; from < ticks.length; from += 1000) {
      const part = ticks.slice(from, from + 1000);
      const columns = {
        time: Float64Array.from(part, ({ time }) => time),
        price: Float64Array.from(part, ({ price }) => price),
        size: Float64Array.from(part, ({ size }) => size),
        flags: Uint32Array.from(part, ({ flags }) => flags),
      };
      engine.pushColumns(columns);
      rows.take(engine);
    }
    return rows.table;
  });
}

function byListener(ticks: Tick[], options: Partial<RunOptions>): Table {
  return withEngine(options, (engine) => {
    const rows = new RowCollector(NAMES);
    engine.onRows(() => rows.take(engine));
    engine.push(toBatch(ticks));
    return rows.table;
  });
}

/** Any splitting of the stream into calls gives identical rows. */
export const split = law(11, (ticks, options, whole) => {
  const random = new Random(5);
  const sizes = { 1: () => 1, 7: () => 7, 4096: () => 4096, random: () => random.integer(1, 300) };
  const pieces = Object.entries(sizes).map(([name, size]) => ({
    what: `batches of ${name}`,
    table: inPieces(ticks, options, size),
    whole,
  }));
  return [
    ...pieces,
    { what: "pushTick", table: tickByTick(ticks, options), whole },
    { what: "pushColumns", table: asColumns(ticks, options), whole },
    { what: "onRows", table: byListener(ticks, options), whole },
  ];
});

/** Saved, restored and continued, an engine gives the rows of one that was never interrupted. */
export const snapshot = law(12, (ticks, options, whole) => {
  const random = new Random(6);
  return Array.from({ length: 5 }, (_, i) => {
    const rows = new RowCollector(NAMES);
    const point = random.integer(1, ticks.length - 1);
    const bytes = withEngine(options, (engine) => {
      pushAll(engine, ticks.slice(0, point), rows);
      return engine.snapshot();
    });
    const elsewhere = i % 2 === 1;
    const engine = Engine.restore(bytes, elsewhere ? { runtime: new Runtime() } : {});
    pushAll(engine, ticks.slice(point), rows);
    engine.dispose();
    const place = elsewhere ? "another runtime" : "the same runtime";
    return { what: `restored at tick ${point} in ${place}`, table: rows.table, whole };
  });
});

/** A reset engine is a new engine, wherever it stood. */
export const reset = law(13, (ticks, options, whole) => {
  const other = makeMarket({ seed: 99, startUs: ticks[ticks.length - 1].time + 86_400e6 });
  return [50, 777, other.length].map((used) => {
    const table = withEngine(options, (engine) => {
      engine.push(toBatch(other, 0, used));
      engine.reset();
      const rows = new RowCollector(NAMES);
      pushAll(engine, ticks, rows);
      return rows.table;
    });
    return { what: `reset after ${used} ticks`, table, whole };
  });
});

/** Ticks of other instruments, sane or not, change nothing. */
export const neighbours = law(14, (ticks, options, whole) => {
  const random = new Random(8);
  const others = makeMarket({ seed: 77, base: 999 });
  const mixed = ticks.flatMap((tick) => {
    if (!random.chance(0.4)) return [tick];
    const wild = random.chance(0.3) ? { time: random.pick([0, 9e15, Number.NaN]) } : {};
    const other = { ...random.pick(others), ...wild, instrument: random.pick([1, 2, 4294967295]) };
    return [other, tick];
  });
  return [{ what: "interlaced with three others", table: run(mixed, options), whole }];
});

/** What comes later, or that nothing comes, changes no row that stands. */
export const causality = law(15, (ticks, options, whole) => {
  const starts = messageStarts(ticks, abi.TICK_LAST);
  return [0.2, 0.5, 0.8].flatMap((share) => {
    const cut = starts[Math.floor(starts.length * share)];
    const past = ticks.slice(0, cut);
    const future = makeMarket({ seed: 55, messages: 200, startUs: ticks[cut].time });
    const standing = run(past, options);
    const trimmed = (table: Table) => firstRows(table, standing.length);
    return [
      { what: `cut at tick ${cut}`, table: standing, whole: trimmed(whole) },
      {
        what: `another future after tick ${cut}`,
        table: trimmed(run([...past, ...future], options)),
        whole: trimmed(whole),
      },
    ];
  });
});

function firstRows(table: Table, length: number): Table {
  return {
    length,
    time: table.time.slice(0, length),
    flags: table.flags.slice(0, length),
    columns: new Map([...table.columns].map(([name, values]) => [name, values.slice(0, length)])),
  };
}

const BAD_BITS = abi.FLAG_BAD_SIZE | abi.FLAG_BAD_TICK;

/** Refused ticks leave no trace but their flag, wherever in a message they stand. */
export const unknown = law(16, (ticks, options, whole) => {
  const random = new Random(9);
  const littered = ticks.flatMap((tick) =>
    random.chance(0.25) ? [refusedTick(tick.time, random), tick] : [tick],
  );
  const endings = ticks.flatMap((tick) => {
    if (!(tick.flags & abi.TICK_LAST) || !random.chance(0.3)) return [tick];
    const bad = refusedTick(tick.time, random);
    return [
      { ...tick, flags: tick.flags & ~abi.TICK_LAST },
      { ...bad, flags: bad.flags | abi.TICK_LAST },
    ];
  });
  return [
    { what: "refused ticks", table: run(littered, options), whole, hidden: BAD_BITS },
    { what: "refused last ticks", table: run(endings, options), whole, hidden: BAD_BITS },
  ];
});

/** No row depends on how much room the engine began with. */
export const capacity = law(17, (ticks, options, whole) => {
  const tiny = { rows: 4, trades: 4, windowRows: 4, overflow: 4 };
  const huge = { rows: 16384, trades: 16384, windowRows: 16384, overflow: 4096 };
  const hidden = abi.FLAG_WINDOW_MOVED;
  return [
    { what: "tiny", table: run(ticks, { ...options, capacity: tiny, ladderTicks: 64 }) },
    { what: "huge", table: run(ticks, { ...options, capacity: huge, ladderTicks: 65536 }) },
  ].map((outcome) => ({ ...outcome, whole, hidden }));
});
