/**
 * When columns begin to speak and when they are silent, as the engine shows it: nobody has to
 * remember to write it down, and it cannot be wrong.
 */
import { createEngineSync, type Engine } from "../../bindings/index.ts";
import { MARKET_OPTIONS, type Message, ObservedMarket } from "./observed-market.ts";

const STEP_US = 100_000;
/** Enough for the longest window among the examples, a minute. */
const ROWS = 1300;
const FULL: Message = { book: "changes", hasTrade: true };

interface Situation {
  readonly says: string;
  /** What the messages before it held; absent where it is the first. */
  readonly before?: Message;
  readonly message: Message;
}

const SITUATIONS: readonly Situation[] = [
  { says: "before the first book", message: { hasTrade: true } },
  { says: "after a gap", before: FULL, message: { hasGap: true, hasTrade: true } },
  { says: "a side is empty", before: FULL, message: { book: "no asks", hasTrade: true } },
  { says: "no trade in the row", before: FULL, message: { book: "changes" } },
  { says: "no trade yet", before: { book: "changes" }, message: { book: "changes" } },
  {
    says: "no such message yet",
    before: { ...FULL, hasState: false },
    message: { ...FULL, hasState: false },
  },
];

function withEngine<T>(
  columns: readonly string[],
  stepUs: number,
  use: (engine: Engine, market: ObservedMarket) => T,
): T {
  const engine = createEngineSync({ ...MARKET_OPTIONS, every: "message", signals: columns });
  try {
    return use(engine, new ObservedMarket(engine, stepUs));
  } finally {
    engine.dispose();
  }
}

/** For each column the number of its first row with a value, from 0. */
function firstRows(columns: readonly string[], stepUs: number): Map<string, number> {
  return withEngine(columns, stepUs, (engine, market) => {
    const first = new Map<string, number>();
    for (let row = 0; row < ROWS; row++) {
      market.push(row === 0 ? { book: "snapshot", hasTrade: true } : FULL);
      const values = engine.table.row(-1);
      for (const name of columns) {
        if (!first.has(name) && !Number.isNaN(values[name])) first.set(name, row);
      }
    }
    return first;
  });
}

/** Says from when on each column has values, in a market that lacks nothing. */
export function firstValues(columns: readonly string[]): Map<string, string> {
  const slow = firstRows(columns, STEP_US);
  const fast = firstRows(columns, STEP_US / 2);
  return new Map(
    columns.map((name) => {
      const row = slow.get(name);
      if (row === undefined) throw new Error(`${name}: has no value after ${ROWS} rows`);
      // as many rows at twice the rate: counted by rows, else by time
      const isByRows = fast.get(name) === row;
      if (row === 0) return [name, "first row"];
      return [name, isByRows ? `row ${row + 1}` : `after ${Math.floor((row * STEP_US) / 1e6)} s`];
    }),
  );
}

/** Says in which situations each column is NaN although it had a value before, or could have. */
export function silences(columns: readonly string[]): Map<string, string[]> {
  const silent = new Map<string, string[]>(columns.map((name) => [name, []]));
  for (const { says, before, message } of SITUATIONS) {
    withEngine(columns, STEP_US, (engine, market) => {
      if (before) market.push({ ...before, book: "snapshot" });
      for (let row = 1; before && row < ROWS; row++) market.push(before);
      market.push(message);
      const values = engine.table.row(-1);
      for (const name of columns) if (Number.isNaN(values[name])) silent.get(name)!.push(says);
    });
  }
  return silent;
}
