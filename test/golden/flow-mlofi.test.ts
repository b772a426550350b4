/** Multi-level order flow imbalance equals the table, event by event and over bars of a clock. */
import { describe, test } from "vitest";
import { assertSame } from "../helpers/compare.ts";
import { column, core, judge } from "../helpers/implementation.ts";
import { goldenCases } from "../helpers/shared.ts";
import { levelSet, message, snapshot, type Tick } from "../helpers/ticks.ts";
import { START } from "./series.ts";

type Levels = [number, number][];
interface Book {
  bids: Levels;
  asks: Levels;
}
interface Input {
  M: number;
  window: number;
  prev: Book;
  cur: Book;
  books?: Book[];
}
interface Expected {
  mlofi: number[];
  per_event: number[][];
  windows: { mlofi: number[]; Q: number; normalised: number[] }[];
}

const TOLERANCE = { abs: 1e-9 };
const BAR = 100_000;
const cases = goldenCases<Input, Expected>("flow_mlofi");
const levelNames = (M: number) => Array.from({ length: M }, (_, i) => `ofiLevel_${i + 1}`);

function sideChanges(time: number, side: "bid" | "ask", before: Levels, after: Levels): Tick[] {
  const kept = new Map(after);
  const held = new Map(before);
  const gone = before.filter(([price]) => !kept.has(price));
  const changed = after.filter(([price, size]) => held.get(price) !== size);
  return [
    ...gone.map(([price]) => levelSet(time, side, price, 0)),
    ...changed.map(([price, size]) => levelSet(time, side, price, size)),
  ];
}

/** One message that turns a book into the next; where nothing changes, its best bid is repeated. */
function step(time: number, before: Book, after: Book): Tick[] {
  const ticks = [
    ...sideChanges(time, "bid", before.bids, after.bids),
    ...sideChanges(time, "ask", before.asks, after.asks),
  ];
  const [price, size] = after.bids[0];
  return message(...(ticks.length > 0 ? ticks : [levelSet(time, "bid", price, size)]));
}

/** The first book stands on a bar's boundary, `window` events lie in each bar after it. */
function stream(books: Book[], window: number): Tick[] {
  const at = (i: number) => START + Math.floor((i * BAR) / window);
  const first = snapshot(START, books[0].bids, books[0].asks);
  return [...first, ...books.slice(1).flatMap((book, i) => step(at(i + 1), books[i], book))];
}

describe.each([judge, core])("flow_mlofi, $name", (implementation) => {
  for (const { id, input, expected } of cases) {
    const names = levelNames(input.M);
    const books = input.books ?? [input.prev, input.cur];
    const perEvent = expected.per_event ?? [expected.mlofi];

    test(`${id}: the components of each event equal the table`, () => {
      const options = { tickSize: 1, lotSize: 1, every: "message" };
      const table = implementation.run(stream(books, input.window ?? 1), options, names);
      names.forEach((name, m) => {
        const wanted = perEvent.map((event) => event[m]);
        assertSame(name, column(table, name).slice(1), wanted, TOLERANCE);
      });
    });

    if (input.books === undefined) continue;
    test(`${id}: bars of ${input.window} events and their depth equal the table`, () => {
      const options = { tickSize: 1, lotSize: 1, every: "100ms" };
      const depth = `mlofiDepth_${input.M}`;
      const whole = `mlofi_${input.M}`;
      const ticks = stream(books, input.window);
      const until = START + expected.windows.length * BAR + 1;
      const table = implementation.run(ticks, options, [...names, depth, whole], until);
      const bars = (name: string) => column(table, name).slice(1, expected.windows.length + 1);
      names.forEach((name, m) => {
        const wanted = expected.windows.map(({ mlofi }) => mlofi[m]);
        assertSame(name, bars(name), wanted, TOLERANCE);
      });
      assertSame(
        depth,
        bars(depth),
        expected.windows.map(({ Q }) => Q),
        TOLERANCE,
      );
      const sums = expected.windows.map(({ normalised }) => normalised.reduce((a, b) => a + b));
      assertSame(whole, bars(whole), sums, TOLERANCE);
    });
  }
});
