/** Laws of values: the judge agrees, the market's symmetries hold, bounds are kept. */
import * as abi from "../../assembly/abi.ts";
import { assertSame, type Tolerance } from "../helpers/compare.ts";
import { withFaults } from "../helpers/faults.ts";
import { judge as naive, type RunOptions, type Table } from "../helpers/implementation.ts";
import { MARKET_BASE, MARKET_START } from "../helpers/market.ts";
import { Random } from "../helpers/random.ts";
import type { Tick } from "../helpers/ticks.ts";
import { FLAGS_BESIDE_JUDGE } from "./catalogue.ts";
import {
  LOT_SIZE,
  lazily,
  makeMarket,
  NAMES,
  OPTIONS,
  QUOTE_NAMES,
  run,
  TICK_SIZE,
  valuesOf,
} from "./stage.ts";
import type { Column, Scale } from "./traits.ts";

/** Distance from the judge that is allowed where a column does not say. */
const JUDGED: Tolerance = { rel: 1e-10, abs: 1e-10 };
const MIRROR_SUM = 2 * MARKET_BASE;

interface Scenario {
  what: string;
  ticks: Tick[];
  options: Partial<RunOptions>;
  names?: string[];
}

const BEFORE_MIDNIGHT = Math.floor(MARKET_START / 86_400e6 + 1) * 86_400e6 - 5_000_123;

function scenarios(): Scenario[] {
  const short = { messages: 600 };
  const opening = { open: "22:00", close: "23:59", utcOffsetMinutes: -60 };
  const closing = { open: "15:00", close: "22:00", utcOffsetMinutes: -60 };
  return [
    { what: "every message", ticks: makeMarket({ seed: 21 }), options: {} },
    { what: "every 100ms", ticks: makeMarket({ seed: 22 }), options: { every: "100ms" } },
    {
      what: "every 100ms, no empty rows",
      ticks: makeMarket({ seed: 23, quiet: 0.02, ...short }),
      options: { every: "100ms", skipEmpty: true },
    },
    { what: "every 10 ticks", ticks: makeMarket({ seed: 24 }), options: { every: "10" } },
    { what: "every trade", ticks: makeMarket({ seed: 25 }), options: { every: "trade" } },
    { what: "every 5 volume", ticks: makeMarket({ seed: 26 }), options: { every: "5vol" } },
    {
      what: "quotes only",
      ticks: makeMarket({ seed: 27, quotesOnly: true, ...short }),
      options: { book: "quotes" },
      names: QUOTE_NAMES,
    },
    {
      what: "inverse contract without lots",
      ticks: makeMarket({ seed: 28, ...short }),
      options: { contract: "inverse", lotSize: undefined } as unknown as Partial<RunOptions>,
    },
    {
      what: "faults",
      ticks: withFaults(makeMarket({ seed: 35, breaks: 0.02 }), new Random(36)),
      options: {},
    },
    { what: "default charts", ticks: makeMarket({ seed: 37 }), options: { charts: [] } },
    {
      what: "over midnight",
      ticks: makeMarket({ seed: 29, startUs: BEFORE_MIDNIGHT, ...short }),
      options: {},
    },
    {
      what: "over the opening",
      ticks: makeMarket({ seed: 30, startUs: BEFORE_MIDNIGHT - 3_600e6, ...short }),
      options: { session: opening },
    },
    {
      what: "over the close",
      ticks: makeMarket({ seed: 33, startUs: BEFORE_MIDNIGHT - 3_600e6, ...short }),
      options: { session: closing },
    },
    {
      what: "over midnight, every 100ms",
      ticks: makeMarket({ seed: 34, startUs: BEFORE_MIDNIGHT, quiet: 0.01, ...short }),
      options: { every: "100ms" },
    },
  ];
}

const judged = lazily(() =>
  scenarios().map(({ what, ticks, options, names = NAMES }) => ({
    what,
    table: run(ticks, options, names),
    wanted: naive.run(ticks, { ...OPTIONS, ...options }, names),
  })),
);

/** The core equals the judge, which computes every value from its definition. */
export function judge({ name, tolerance = JUDGED }: Column): void {
  for (const { what, table, wanted } of judged()) {
    if (!hasColumn(table, name)) continue;
    const expected = valuesOf(wanted, name, FLAGS_BESIDE_JUDGE);
    assertSame(`${name}, ${what}`, valuesOf(table, name, FLAGS_BESIDE_JUDGE), expected, tolerance);
  }
}

function hasColumn(table: Table, name: string): boolean {
  return name === "time" || name === "flags" || table.columns.has(name);
}

/** The core's tables of all scenarios the judge looks at. */
export function judgedTables(): readonly { what: string; table: Table }[] {
  return judged();
}

function mirrored(tick: Tick): Tick {
  const kind = tick.flags & abi.KIND_MASK;
  if (kind > abi.KIND_TRADE && kind !== abi.KIND_QUOTE) return tick;
  const side = tick.flags & abi.SIDE_MASK;
  const swapped = side === 0 ? 0 : side ^ abi.SIDE_MASK;
  const price = MIRROR_SUM * TICK_SIZE - tick.price;
  return { ...tick, price, flags: (tick.flags & ~abi.SIDE_MASK) | swapped };
}

const reflection = lazily(() => {
  const ticks = makeMarket({ seed: 31 });
  return { there: run(ticks), here: run(ticks.map(mirrored)) };
});

/** Value the mirrored market has to show in row i, or NaN where the trait promises nothing. */
function mirrorImage({ name, mirror }: Column, there: Table, here: Table): (i: number) => number {
  const own = valuesOf(there, "of" in mirror ? mirror.of : name, abi.FLAG_WINDOW_MOVED);
  if (mirror.kind === "odd" || mirror.kind === "negated") return (i) => -own[i];
  if (mirror.kind === "reflected") return (i) => MIRROR_SUM * TICK_SIZE - own[i];
  if (mirror.kind !== "moment") return (i) => own[i];
  const unit = valuesOf(there, mirror.unit);
  const unitHere = valuesOf(here, mirror.unit);
  return (i) => (mirror.sign * own[i] * unit[i]) / unitHere[i];
}

/** Selling pressure is buying pressure with the sign turned. */
export function mirror(column: Column): void {
  const { there, here } = reflection();
  const actual = valuesOf(here, column.name, abi.FLAG_WINDOW_MOVED);
  if (column.mirror.kind === "ratio") assertRatio(column.name, there, here);
  if (column.mirror.kind === "ratio" || column.mirror.kind === "free") return;
  const image = mirrorImage(column, there, here);
  const rounded = column.mirror.kind === "moment" ? { rel: 1e-7, abs: 1e-8 } : {};
  const within = "within" in column.mirror ? column.mirror.within : rounded;
  assertSame(
    column.name,
    actual,
    Array.from(actual, (_, i) => image(i)),
    within,
  );
}

/** Relative moves differ by the ratio of the prices they start from, and by no more. */
function assertRatio(name: string, there: Table, here: Table): void {
  const mids = Array.from(valuesOf(there, "mid")).filter((mid) => !Number.isNaN(mid));
  const [low, high] = [Math.min(...mids), Math.max(...mids)];
  const span = MIRROR_SUM * TICK_SIZE;
  const [least, most] = [low / (span - low), high / (span - high)];
  const own = valuesOf(there, name);
  const clamped = Array.from(valuesOf(here, name), (value, i) =>
    Number.isNaN(value) ? value : Math.min(Math.max(value, own[i] * least), own[i] * most),
  );
  assertSame(name, valuesOf(here, name), clamped, { rel: 1e-9 });
}

const sized = lazily(() => scaled((k) => ({ lotSize: LOT_SIZE * k })));
const priced = lazily(() => scaled((k) => ({ tickSize: TICK_SIZE * k })));

function scaled(change: (k: number) => { lotSize?: number; tickSize?: number }) {
  const tableOf = (k: number) => run(makeMarket({ seed: 32, ...change(k) }), change(k));
  const base = tableOf(1);
  return [2, 3].map((k) => ({ k, base, table: tableOf(k) }));
}

function assertScale(name: string, trait: Scale, tables: ReturnType<typeof scaled>): void {
  if (trait === "free") return;
  for (const { k, base, table } of tables) {
    const isPartner = trait.partnerAt2 !== undefined;
    if (isPartner && k !== 2) continue;
    const actual = valuesOf(table, trait.partnerAt2 ?? name);
    const expected = Array.from(valuesOf(base, name), (x) => x * k ** trait.power);
    assertSame(`${name} times ${k}`, actual, expected, k === 2 ? {} : { rel: 1e-7, abs: 1e-9 });
  }
}

/** Sizes or prices in other units change a column by its dimension, by powers of two to the bit. */
export function scale({ name, size, price }: Column): void {
  assertScale(name, size, sized());
  assertScale(name, price, priced());
}

/** Every value lies where it can lie, and none is infinite. */
export function bounds({ name, bounds: range, isWhole = false }: Column): void {
  for (const { what, table } of judged()) {
    if (!hasColumn(table, name)) continue;
    const values = Array.from(valuesOf(table, name)).filter((value) => !Number.isNaN(value));
    for (const value of values) {
      const [least, most] = range ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
      const isInside = value >= least && value <= most && (!isWhole || Number.isInteger(value));
      if (!isInside) throw new Error(`${name}, ${what}: ${value} is out of bounds`);
    }
  }
}

/** A row says why a column is unknown, and says nothing where all are known. */
export function assertFlagged(what: string, table: Table): void {
  const why = abi.FLAG_WARMING | abi.FLAG_UNDEFINED;
  for (let i = 0; i < table.length; i++) {
    const missing = [...table.columns].find(([, values]) => Number.isNaN(values[i]));
    const flags = table.flags[i];
    const isTold = (flags & (why | abi.FLAG_INVALID_BOOK)) !== 0;
    if (missing !== undefined && !isTold) {
      throw new Error(`${what}: ${missing[0]} is NaN in row ${i} without a flag`);
    }
    if (missing === undefined && (flags & why) !== 0) {
      throw new Error(`${what}: row ${i} is flagged ${flags & why} without a NaN`);
    }
  }
}
